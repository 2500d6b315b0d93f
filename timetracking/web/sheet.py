"""The week as it is handed in: beside the grid what is missing, who decides, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from secretariats.context import own_roles, person_of
from secretariats.core.errors import NotAllowed, Refused
from secretariats.core.exact import half_up
from secretariats.models import Role
from timetracking.actions.amend_week import withdraw_amendment
from timetracking.actions.submit_week import submit_week, take_back_week
from timetracking.core.sheets import (
    APPROVED,
    RETURNED,
    SUBMITTED,
    Part,
    mark_of,
    parts_of,
    to_submit,
)
from timetracking.core.typed import clock
from timetracking.models import Amendment
from timetracking.queries.week_about import week_about
from timetracking.queries.week_grid import week_grid
from timetracking.web.addresses import week_address
from timetracking.web.typed import str_of
from timetracking.wording import named_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from django.http import HttpRequest, HttpResponse

    from timetracking.core.grid import Day, Grid
    from timetracking.queries.week_about import WeekAbout
    from timetracking.web.asked import Asked

# The name of the buttons; their value is a step and what it is about.
SHEET = "sheet"
NOTE = "sheet_note"


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be known before the next step, with its icon."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetShown:
    """The section about handing in.

    Attributes:
        title: where the week stands.
        lines: what is missing, and what is decided.
        back: the parts that were sent back.
        submits: label of the button; empty where nothing can be handed in now.
        step: what the button sends.
        takes_back: whether a part waits and can be taken back.
        note: what was said on handing in.
        hint: to whom it goes, and what can be done then.
        about: corrections that were asked for.
        amend: address at which to ask for one, empty where nothing is approved.
    """

    title: str
    lines: tuple[Line, ...]
    back: tuple[Part, ...]
    submits: str
    step: str
    takes_back: bool
    note: str
    hint: str
    about: WeekAbout
    amend: str


def sheet_of(request: HttpRequest, asked: Asked, grid: Grid) -> SheetShown | None:
    """Return the section of a week; None where the person does not work. One query."""
    if not grid.here and not grid.sheets:
        return None
    unit, parts = asked.place.unit, parts_of(grid)
    coordinates = any(
        role.kind == Role.Kind.COORDINATOR and role.unit.pk == unit.pk
        for role in own_roles(request)
    )
    states = {part.state for part in parts}
    about = week_about(
        asked.person,
        unit,
        asked.week,
        coordinates=coordinates,
        to_decide=states != {APPROVED},
        # Nothing was ever corrected where nothing was ever handed in.
        decided=bool(grid.sheets),
    )
    ready = to_submit(parts)
    noted = [part.sheet.note for part in parts if part.sheet and part.sheet.note]
    return SheetShown(
        title=_title(parts, asked.week.number),
        lines=tuple(_lines(parts, ready, ZoneInfo(unit.timezone))),
        back=tuple(part for part in parts if part.state == RETURNED),
        submits=_label(ready, parts, asked.week.number) if ready else "",
        step=f"submit {mark_of(grid)}",
        takes_back=SUBMITTED in states,
        note=noted[0] if noted else "",
        hint=_hint(parts, about, coordinates=coordinates),
        about=about,
        amend=_amend(asked) if APPROVED in states else "",
    )


def step(request: HttpRequest, asked: Asked, *, stored: bool) -> HttpResponse:
    """Take the step of a button of the section, and return to the week with what happened.

    Args:
        request: a plain form.
        asked: the week.
        stored: whether cells of the form were just stored, so that the week is another by now.
    """
    what, _space, about = request.POST[SHEET].partition(" ")
    try:
        match what:
            case "submit":
                told = _submitted(request, asked, about, stored=stored)
            case "takeback":
                take_back_week(asked.week, asked.place.unit, actor=asked.person)
                told = _("Taken back: the week can be changed again, and waits for you.")
            case "withdraw":
                told = _withdrawn(request, about)
            case _:
                return HttpResponseBadRequest(_("There is no such button."))
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str_of(refused))
    else:
        messages.success(request, told)
    return HttpResponseRedirect(week_address(request, asked))


def _submitted(request: HttpRequest, asked: Asked, seen: str, *, stored: bool) -> str:
    unit = asked.place.unit
    if stored:
        seen = mark_of(week_grid(asked.person, asked.place, asked.week))
    note = request.POST.get(NOTE, "")
    done = submit_week(asked.week, unit, actor=asked.person, note=note, seen=seen)
    number = asked.week.number
    if not done.gaps:
        return _("Week %(number)s is submitted, with all the time expected.") % {"number": number}
    minutes = sum(day.missing for day in done.gaps)
    text = _("Week %(number)s is submitted. %(clock)s are still expected in it.")
    return text % {"number": number, "clock": _clock(minutes)}


def _withdrawn(request: HttpRequest, about: str) -> str:
    known = Amendment.objects.filter(person=person_of(request))
    found = known.filter(pk=int(about)).first() if about.isdecimal() and len(about) < 19 else None
    if found is None:
        raise Refused([_("There is no such correction.")])
    withdraw_amendment(found, actor=person_of(request))
    return _("Withdrawn: the correction is not asked for any more.")


def _title(parts: Sequence[Part], number: int) -> str:
    states = {part.state for part in parts}
    values = {"number": number}
    if states == {APPROVED}:
        return _("Week %(number)s is approved") % values
    if RETURNED in states:
        return _("Week %(number)s came back") % values
    if SUBMITTED in states and states <= {SUBMITTED, APPROVED}:
        return _("Week %(number)s is submitted") % values
    return _("Submit the week")


def _lines(parts: Sequence[Part], ready: Sequence[Part], zone: ZoneInfo) -> list[Line]:
    found = []
    for part in parts:
        if part.state == APPROVED:
            found.append(Line("check", _decided(part, len(parts), zone)))
        elif part.state == SUBMITTED:
            found.append(Line("wait", _waits(part, len(parts), zone)))
        elif part.until:
            text = _("%(day)s is still to come.")
            found.append(Line("wait", text % {"day": named_day(part.until)}))
    gaps = [day for part in parts if part.waits_for_person for day in part.gaps]
    late = [day for part in ready for day in part.gaps]
    found += [Line("wait", _gap(day)) for day in (late or gaps) if not _ahead(day, parts)]
    turn = any(part.waits_for_person for part in parts)
    if turn and not gaps and any(part.logged for part in parts if part.waits_for_person):
        found.append(Line("check", _("Every day has the time expected.")))
    elif turn and not any(part.logged for part in parts if part.waits_for_person):
        found.append(Line("wait", _("Nothing is logged yet.")))
    return found


def _ahead(day: Day, parts: Sequence[Part]) -> bool:
    return day.date > parts[0].today


def _gap(day: Day) -> str:
    text = _("%(day)s: %(clock)s still expected.")
    values = {"day": formats.date_format(day.date, "l"), "clock": _clock(day.missing)}
    return text % values


def _span(part: Part, parts: int) -> str:
    """Return the days of a part in words, empty where it is the whole week."""
    if parts == 1:
        return _("The week")
    if part.start == part.end:
        return named_day(part.start)
    text = _("%(start)s to %(end)s")
    return text % {"start": named_day(part.start), "end": named_day(part.end)}


def _decided(part: Part, parts: int, zone: ZoneInfo) -> str:
    sheet = part.sheet
    values = {"days": _span(part, parts)}
    if sheet is None or sheet.decided is None:
        return _("%(days)s: approved.") % values
    day = formats.date_format(sheet.decided.astimezone(zone), "j F")
    text = _("%(days)s: approved by %(name)s on %(day)s.")
    return text % {**values, "name": sheet.decided_by, "day": day}


def _waits(part: Part, parts: int, zone: ZoneInfo) -> str:
    sheet = part.sheet
    values = {"days": _span(part, parts)}
    if sheet is None or sheet.submitted is None:
        return _("%(days)s: submitted.") % values
    day = formats.date_format(sheet.submitted.astimezone(zone), "j F")
    return _("%(days)s: submitted on %(day)s.") % {**values, "day": day}


def _label(ready: Sequence[Part], parts: Sequence[Part], number: int) -> str:
    values: dict[str, object] = {"number": number}
    if len(ready) == len(parts):
        return _("Submit week %(number)s") % values
    start, end = (formats.date_format(day, "j M") for day in (ready[0].start, ready[-1].end))
    values |= {"start": start, "end": end}
    return _("Submit week %(number)s: %(start)s – %(end)s") % values


def _hint(parts: Sequence[Part], about: WeekAbout, *, coordinates: bool) -> str:
    if all(part.state == APPROVED for part in parts):
        return ""
    if not about.approvers and coordinates:
        return _(
            "Nobody can approve it yet: the week of a coordinator goes to the Executive Secretary "
            "of the Secretariat that employs them, and there is none. Ask the administrator of "
            "the unit."
        )
    if not about.approvers:
        return _(
            "Nobody can approve it yet: the unit has no other coordinator. Ask the administrator "
            "of the unit."
        )
    values = {"names": ", ".join(about.approvers)}
    if any(part.state == SUBMITTED for part in parts):
        return _("It waits for %(names)s. Until then you can take it back.") % values
    return _("Goes to %(names)s. You can take it back until it is approved.") % values


def _amend(asked: Asked) -> str:
    query = {"unit": asked.place.unit.code, "week": str(asked.week)}
    return f"{reverse('amend')}?{urlencode(query)}"


def _clock(minutes: Fraction | int) -> str:
    return clock(half_up(minutes)) if not isinstance(minutes, int) else clock(minutes)
