"""One's own calendar, which suggests what to log: where it comes from, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from secretariats.context import person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.form_parts import add_problems, dress
from timetracking.actions.keep_calendar import (
    ask_to_read,
    drop_calendar,
    keep_address,
    keep_file,
)
from timetracking.actions.remember_title import remember_title
from timetracking.core.calendar_address import LONGEST_ADDRESS
from timetracking.core.grid import RowKey
from timetracking.places import chosen_place, places_of
from timetracking.queries.own_calendar import calendar_kept, zone_of
from timetracking.remote_calendar import MOST_BYTES

if TYPE_CHECKING:
    from django.http import HttpRequest

# A key of the database has no more digits.
LONGEST_KEY = 19


class AddressForm(forms.Form):
    """Where a calendar is read."""

    address = forms.CharField(
        label=gettext_lazy("Address of the calendar"),
        max_length=LONGEST_ADDRESS,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Your calendar's own settings have it, as its secret address, private link or iCal "
            "link. It begins with https:// or webcal://."
        ),
        error_messages={"required": gettext_lazy("Paste the address.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the field."""
        super().__init__(*args, **kwargs)
        dress(self)


class FileForm(forms.Form):
    """A calendar as a file."""

    file = forms.FileField(
        label=gettext_lazy("File (.ics)"),
        allow_empty_file=True,
        help_text=gettext_lazy("It is read once; bring it again when your plans have changed."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("Choose a file."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,.ical,text/calendar"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the field."""
        super().__init__(*args, **kwargs)
        dress(self)


@sensitive_post_parameters("address")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """Show what is kept of one's calendar, or do what a button of the page says."""
    places_of(request)
    if request.method != "POST":
        return _page(request)
    wish = request.POST.get("do", "address")
    if wish == "address":
        return _address(request)
    if wish == "file":
        return _file(request)
    if wish not in {"read", "drop"}:
        return HttpResponseBadRequest(_("There is no such button."))
    try:
        if wish == "read":
            ask_to_read(actor=person_of(request))
            work_here()
            messages.success(request, _("Your calendar is being read: look again in a moment."))
        elif drop_calendar(actor=person_of(request)):
            text = _("Your calendar is removed: its address and its events are gone.")
            messages.success(request, text)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("own_calendar")


def _address(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            keep_address(form.cleaned_data["address"], actor=person_of(request))
        except Refused as refused:
            add_problems(form, refused)
        else:
            work_here()
            text = _("The address is kept, and is being read: look again in a moment.")
            messages.success(request, text)
            return redirect("own_calendar")
    return _page(request, address=form, status=422)


def _file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than is allowed shows that it is too large, however large it is.
            data = file.read(MOST_BYTES + 1)
            count = keep_file(data, actor=person_of(request), name=file.name or "")
        except Refused as refused:
            add_problems(form, refused)
        else:
            text = ngettext(
                "The file is read: %(count)s event of the last and next weeks is kept.",
                "The file is read: %(count)s events of the last and next weeks are kept.",
                count,
            )
            messages.success(request, text % {"count": count})
            return redirect("own_calendar")
    return _page(request, file=form, status=422)


def _page(
    request: HttpRequest,
    *,
    address: AddressForm | None = None,
    file: FileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    person = person_of(request)
    context = {
        "kept": calendar_kept(person),
        "address_form": address or AddressForm(),
        "file_form": file or FileForm(),
        "zone": zone_of(person),
        "megabytes": MOST_BYTES // 1024**2,
    }
    return render(request, "timetracking/calendar.html", context, status=status)


@require_POST
def calendar_remember(request: HttpRequest) -> HttpResponse:
    """Remember what an event that was picked is logged as; the page's script asks for it."""
    place = chosen_place(places_of(request), request.POST.get("unit", ""))
    text = request.POST.get("event", "")
    event = int(text) if text.isdecimal() and text.isascii() and len(text) < LONGEST_KEY else 0
    key = RowKey.named(request.POST.get("row", "").replace("\0", ""))
    try:
        remember_title(event, key, actor=person_of(request), unit=place.unit)
    except Refused as refused:
        return HttpResponse(str(refused), status=422, content_type="text/plain")
    return HttpResponse(status=204)
