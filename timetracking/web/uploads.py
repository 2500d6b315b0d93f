"""Time from files: bring one, look at what it would do, confirm it once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from secretariats.context import person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.form_parts import add_problems, dress
from timetracking.actions.bring_upload import (
    bring_upload,
    change_upload,
    drop_upload,
    is_at_work,
)
from timetracking.actions.work_on_upload import confirm, look_at
from timetracking.core.importers import formats
from timetracking.models import Upload
from timetracking.places import chosen_place, places_of
from timetracking.queries.uploads import own_upload, uploads_listed
from timetracking.web.upload_names import read_typed
from timetracking.web.upload_shown import upload_page, week_of

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from secretariats.models import Job
    from timetracking.queries.workplaces import Workplace


class BringForm(forms.Form):
    """A file, which program wrote it, and where the work was done."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
        },
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Which program wrote it?"),
        required=False,
        help_text=gettext_lazy("It is told by the file; the next page says which it is."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Where was the work done?"))

    def __init__(self, *args: Any, places: list[Workplace], **kwargs: Any) -> None:
        """Offer the formats and the units in which the person works."""
        super().__init__(*args, **kwargs)
        told = [("", _("As the file tells"))]
        told += [(one.name, one.label) for one in formats().values()]
        self.fields["format"].choices = told  # type: ignore[attr-defined]
        if len(places) > 1:
            units = [(place.unit.code, place.unit.name) for place in places]
            self.fields["unit"].choices = units  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]
        dress(self)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    """Ask for a file, or keep the one that was chosen and go to what it would do."""
    places, person = places_of(request), person_of(request)
    status = 200
    if request.method == "POST":
        form = BringForm(request.POST, request.FILES, places=places)
        if form.is_valid():
            file = form.cleaned_data["file"]
            place = chosen_place(places, form.cleaned_data.get("unit", ""))
            # One byte more than is allowed shows that it is too large, however large it is.
            data = file.read(settings.UPLOAD_LIMIT + 1)
            try:
                upload = bring_upload(
                    data,
                    actor=person,
                    unit=place.unit,
                    name=file.name,
                    format_name=form.cleaned_data["format"],
                )
            except Refused as refused:
                add_problems(form, refused)
            else:
                return _worked(request, upload, lambda: look_at(upload, actor=person))
        status = 422
    else:
        form = BringForm(places=places, initial={"unit": chosen_place(places, "").unit.code})
    context = {
        "form": form,
        "waiting": uploads_listed(person),
        "labels": {one.name: one.label for one in formats().values()},
        "megabytes": settings.UPLOAD_LIMIT // 1024**2,
    }
    return render(request, "timetracking/uploads.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what a file would do, try it anew with other meanings, store it, or give it up."""
    person = person_of(request)
    found = own_upload(person, pk)
    if found is None:
        raise Http404
    if is_at_work(found) and found.job is not None:
        work_here()
        return redirect("job", pk=found.job.pk)
    if request.method != "POST":
        return render(request, "timetracking/upload.html", upload_page(request, found))
    try:
        return _done(request, found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("upload", pk=found.pk)


def _done(request: HttpRequest, found: Upload) -> HttpResponse:
    """Do what a button of the page says."""
    person = person_of(request)
    wish = request.POST.get("do", "look")
    if wish == "drop":
        drop_upload(found, actor=person)
        messages.success(request, _("The file was given up, and nothing of it is kept."))
        return redirect("uploads")
    chosen: dict[str, Any] = {
        "format_name": request.POST.get("format", found.format),
        "order": request.POST.get("dates", found.order),
        "names": read_typed(found, request.POST),
        "update": "update" in request.POST,
    }
    before = {
        "format_name": found.format,
        "order": found.order,
        "names": found.names,
        "update": found.update,
    }
    if wish == "store" and found.state == Upload.State.READ and chosen == before:
        return _stored(request, found)
    changed = change_upload(found, actor=person, **chosen)
    if wish == "store":
        text = _("You changed how the file is read: look at what it does now, then confirm it.")
        messages.warning(request, text)
    return _worked(request, changed, lambda: look_at(changed, actor=person))


def _stored(request: HttpRequest, found: Upload) -> HttpResponse:
    person = person_of(request)
    answer = _worked(request, found, lambda: confirm(found, actor=person))
    now = own_upload(person, found.pk)
    if now is None or now.state != Upload.State.STORED or now.outcome is None:
        return answer
    created, updated = now.outcome["created"], now.outcome["updated"]
    told = [
        ngettext("%(count)s entry was stored.", "%(count)s entries were stored.", created)
        % {"count": created}
    ]
    if updated:
        text = ngettext("%(count)s row was amended.", "%(count)s rows were amended.", updated)
        told.append(text % {"count": updated})
    messages.success(request, " ".join(told))
    week = week_of(now)
    return redirect(week) if week else answer


def _worked(request: HttpRequest, upload: Upload, work: Callable[[], Job | None]) -> HttpResponse:
    """Let a file be worked on, and lead to its page or to that of the worker's job."""
    try:
        job = work()
    except Refused as refused:
        now = own_upload(person_of(request), upload.pk)
        # A queue that does not answer is told by the page of the job, which waits.
        if now is None or not is_at_work(now):
            messages.error(request, str(refused))
    else:
        if job is not None:
            work_here()
            return redirect("job", pk=job.pk)
    return redirect("upload", pk=upload.pk)
