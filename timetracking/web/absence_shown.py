"""Absence in words: how long, from when to when, and what an entry of it would do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from secretariats.core.exact import half_up
from secretariats.core.numbers import rounded
from timetracking.core.absence import LeftOut
from timetracking.core.typed import clock
from timetracking.wording import named_day, why_barred

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from timetracking.actions.store_absence import Stored
    from timetracking.core.absence import DayPlan
    from timetracking.core.absence_runs import Absence
    from timetracking.queries.absences import AbsentYear


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the preview; ``minutes`` is empty where nothing is entered."""

    day: str
    expected: str
    minutes: str
    said: tuple[str, ...]
    barred: bool


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What would be entered.

    Attributes:
        lines: the days worth a line: those that are entered, barred, or left out for a reason
            that is not the weekend.
        days: their number in words, such as ``4.5 days``.
        minutes: the sum.
        weekends: how many days are left out because the unit does not work on them.
        barred: whether one of the days cannot be stored.
        over: whether one of them would hold more than is expected.
    """

    lines: tuple[DayLine, ...]
    days: str
    minutes: int
    weekends: int
    barred: bool
    over: bool


@dataclass(frozen=True, slots=True)
class AbsenceShown:
    """An absence in the list of a year."""

    absence: Absence
    title: str
    when: str
    days: str
    note: str


def days_text(length: Fraction) -> str:
    """Return days in words: ``1 day``, ``4.5 days``; what is no finite decimal has two."""
    language = get_language() or "en"
    number = rounded(length, language, places=2)
    if "." in number or "," in number:
        number = number.rstrip("0").rstrip(".,")
    return ngettext("%(number)s day", "%(number)s days", 1 if length == 1 else 2) % {
        "number": number
    }


def span_text(start: dt.date, end: dt.date, *, half_first: bool, half_last: bool) -> str:
    """Return ``Mon 9 January 2017 (half) to Fri 13 January 2017``."""
    first, last = (formats.date_format(day, "D j F Y") for day in (start, end))
    if half_first or (half_last and start == end):
        first = _("%(day)s (half)") % {"day": first}
    if start == end:
        return first
    if half_last:
        last = _("%(day)s (half)") % {"day": last}
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def show_plan(plan: Sequence[DayPlan]) -> PlanShown:
    """Return a plan in words."""
    lines = []
    entered = [one for one in plan if one.left_out is None]
    for one in plan:
        if one.left_out is LeftOut.NO_WORKDAY:
            continue
        barred = one.left_out is None and (one.barrier is not None or one.several)
        lines.append(
            DayLine(
                day=formats.date_format(one.day, "D j F Y"),
                expected=clock(half_up(one.expected)) if one.expected else "–",
                minutes=clock(one.minutes) if one.left_out is None else "–",
                said=tuple(_said(one)),
                barred=barred,
            )
        )
    length = sum((one.minutes / one.expected for one in entered), start=Fraction(0))
    return PlanShown(
        lines=tuple(lines),
        days=days_text(length),
        minutes=sum(one.minutes for one in entered),
        weekends=sum(one.left_out is LeftOut.NO_WORKDAY for one in plan),
        barred=any(line.barred for line in lines),
        over=any(one.over for one in entered),
    )


def _said(one: DayPlan) -> list[str]:
    """Return what is worth saying about a day."""
    match one.left_out:
        case LeftOut.HOLIDAY:
            return [_("holiday: %(name)s") % {"name": one.holiday}]
        case LeftOut.NOT_HERE:
            return [_("no assignment")]
        case LeftOut.FREE:
            return [_("nothing expected of you on this day of the week")]
        case LeftOut.NO_WORKDAY:
            return []
        case None:
            pass
    said = []
    if one.holiday:
        said.append(_("half day: %(name)s") % {"name": one.holiday})
    if one.barrier is not None:
        said.append(why_barred(one.barrier, one.day))
    if one.several:
        said.append(_("sums several entries, which are changed where they came from"))
    if one.before:
        told = _("as it is") if one.before == one.minutes else _("instead of %(clock)s")
        said.append(told % {"clock": clock(one.before)})
    if one.over:
        text = _("%(clock)s recorded stays: together more than is expected")
        said.append(text % {"clock": clock(one.other)})
    elif one.other:
        said.append(_("%(clock)s recorded stays") % {"clock": clock(one.other)})
    return said


def show_year(year: AbsentYear) -> tuple[list[AbsenceShown], list[tuple[str, str]]]:
    """Return the absences of a year, newest first, and the days of each kind."""
    shown = [
        AbsenceShown(
            absence=one,
            title=year.kinds.get(one.activity, one.activity),
            when=span_text(one.start, one.end, half_first=one.half_first, half_last=one.half_last),
            days=days_text(one.length),
            note=one.note,
        )
        for one in year.absences
    ]
    sums = [
        (title, days_text(year.lengths[code]))
        for code, title in year.kinds.items()
        if code in year.lengths
    ]
    return shown, sums


def said_of(stored: Stored, kinds: Mapping[str, str], kind: str) -> list[tuple[str, str]]:
    """Return level and text of what to say about an absence that was stored."""
    title = kinds.get(kind, kind)
    count = len(stored.created) + len(stored.changed)
    found = []
    if stored.what == "unchanged":
        found.append(("success", _("%(kind)s: it was there already.") % {"kind": title}))
    if count:
        text = ngettext(
            "%(kind)s is entered on %(count)s day.",
            "%(kind)s is entered on %(count)s days.",
            count,
        )
        found.append(("success", text % {"kind": title, "count": count}))
    if stored.removed:
        text = ngettext(
            "Absence was removed from %(count)s day.",
            "Absence was removed from %(count)s days.",
            len(stored.removed),
        )
        found.append(("success", text % {"count": len(stored.removed)}))
    if stored.over:
        text = _("More is recorded than is expected on %(days)s: the work that was there stays.")
        found.append(("warning", text % {"days": _named(stored.over)}))
    if stored.kept:
        text = _("These days stay as they are: %(reasons)s")
        reasons = " ".join(why for _day, why in stored.kept)
        found.append(("warning", text % {"reasons": reasons}))
    return found


def _named(days: Sequence[dt.date]) -> str:
    return ", ".join(named_day(day) for day in days)
