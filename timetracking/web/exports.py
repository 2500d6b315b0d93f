"""One's own time and data as files: a week or month, and everything there is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from secretariats.context import own_roles, person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.form_parts import DayField, add_problems, dress
from secretariats.models import Job
from timetracking.actions.export_own import TASK, export_own, stored_name
from timetracking.core.leaving import file_name
from timetracking.leaving import rendered
from timetracking.own_files import KINDS, own_file
from timetracking.own_files import file_name as own_name
from timetracking.places import chosen_place
from timetracking.queries.workplaces import last_worked, workplaces

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from secretariats.models import Person
    from timetracking.queries.workplaces import Workplace

Answer = TypeVar("Answer", bound="HttpResponseBase")
FORMS = (
    ("pdf", _("PDF: a timesheet to sign, of a month at most")),
    ("xlsx", _("XLSX: a workbook with days and entries")),
    ("csv", _("CSV: an entry a line, as an import takes it")),
    ("ical", _("iCalendar: an event for each entry")),
    ("json", _("JSON: for programs")),
)


class PeriodForm(forms.Form):
    """From when until when, and in which form."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))
    format = forms.ChoiceField(label=_("Form"), choices=FORMS, widget=forms.RadioSelect)
    unit = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields as programs know them, and dress them."""
        super().__init__(*args, **kwargs)
        dress(self)

    def add_prefix(self, field_name: str) -> str:
        """Call the days in the address ``from`` and ``to``."""
        return {"start": "from", "end": "to"}.get(field_name, field_name)


@never_cache
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Ask for days and a form, or give the file where both are told."""
    person = person_of(request)
    places = workplaces(person, own_roles(request))
    place = chosen_place(places, request.GET.get("unit", "")) if places else None
    form, status = None, 200
    if place is not None and "format" in request.GET:
        form = PeriodForm(request.GET)
        if form.is_valid():
            chosen = form.cleaned_data
            try:
                sheet, renderer, content = rendered(
                    person, place, chosen["start"], chosen["end"], chosen["format"]
                )
            except Refused as refused:
                add_problems(form, refused, {"from": "start", "to": "end"})
            else:
                answer = HttpResponse(content, content_type=renderer.media_type)
                return _named(answer, file_name(sheet, renderer.suffix))
        status = 422
    if place is not None and form is None:
        form = PeriodForm(initial=_usual(request, person, place))
    context = {"form": form, "place": place, "places": places, **_spans(person, place)}
    return render(request, "timetracking/exports.html", context, status=status)


@never_cache
@require_POST
def export_data(request: HttpRequest) -> HttpResponseBase:
    """Give everything stored about who asks; where that is much, a worker writes it."""
    person, kind = person_of(request), request.POST.get("format", "")
    try:
        job = export_own(kind, actor=person)
    except Refused as refused:
        return HttpResponse(str(refused), status=422, content_type="text/plain")
    if job is not None:
        work_here()
        return redirect("job", pk=job.pk)
    answer = StreamingHttpResponse(own_file(person, kind), content_type=KINDS[kind][0])
    return _named(answer, own_name(person, kind))


@never_cache
@require_safe
def export_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give the file that a worker wrote for who asks; nobody else's."""
    person = person_of(request)
    job = Job.objects.filter(pk=pk, task=TASK, actor=person, state=Job.State.DONE).first()
    if job is None or not job.result or not default_storage.exists(stored_name(job)):
        raise Http404(_("The file is not there any more: ask for it once more."))
    kind = job.asked["format"]
    return FileResponse(
        default_storage.open(stored_name(job), "rb"),
        as_attachment=True,
        filename=own_name(person, kind),
        content_type=KINDS[kind][0],
    )


def _named(answer: Answer, name: str) -> Answer:
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _usual(request: HttpRequest, person: Person, place: Workplace) -> dict[str, Any]:
    """Return the days asked for, else the month of the last day of work."""
    first, last = _month(last_worked(person, place.unit) or place.today)
    asked = {"start": request.GET.get("from"), "end": request.GET.get("to")}
    return {
        "start": asked["start"] or first,
        "end": asked["end"] or last,
        "format": "pdf",
        "unit": place.unit.code,
    }


def _spans(person: Person, place: Workplace | None) -> dict[str, Any]:
    """Return spans that are a press away: this week and month, and those before."""
    if place is None:
        return {"spans": []}
    today = last_worked(person, place.unit) if place.unit.synthetic else None
    today = today or place.today
    monday = today - dt.timedelta(days=today.weekday())
    week = dt.timedelta(days=6)
    this, before = _month(today), _month(today.replace(day=1) - dt.timedelta(days=1))
    return {
        "spans": [
            (_("This week"), monday, monday + week),
            (_("Last week"), monday - dt.timedelta(days=7), monday - dt.timedelta(days=1)),
            (_("This month"), *this),
            (_("Last month"), *before),
        ]
    }


def _month(day: dt.date) -> tuple[dt.date, dt.date]:
    first = day.replace(day=1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return first, following - dt.timedelta(days=1)
