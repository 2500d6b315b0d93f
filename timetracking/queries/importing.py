"""What must be known of a person and a unit before time enters from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q, Sum
from django.utils import timezone

from secretariats.core.dates import Span
from secretariats.models import Assignment, Contract
from timetracking.core.checks import Rules
from timetracking.core.matching import Stored
from timetracking.core.meanings import Codes
from timetracking.core.pieces import Values
from timetracking.core.rows import Settings
from timetracking.models import Activity, DayTotal, Kind, TimeEntry, WeekSheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariats.models import Person, Unit

# The kinds in the words of the rules, whatever language the reader has.
WORDS = {Kind.SERVICE: "service", Kind.OVERHEAD: "overhead", Kind.ABSENCE: "absence"}


@dataclass(frozen=True, slots=True)
class ActivityRef:
    """An activity as an entry points to it."""

    pk: int
    kind: Kind


def activities(unit: Unit) -> dict[str, ActivityRef]:
    """Return code → activity of a unit; one query."""
    rows = Activity.objects.filter(unit=unit).values_list("code", "pk", "kind")
    return {code: ActivityRef(pk, Kind(kind)) for code, pk, kind in rows}


def codes(unit: Unit) -> Codes:
    """Return the codes that a file's names may be: activities and instruments; two queries."""
    return Codes(
        {code: WORDS[activity.kind] for code, activity in activities(unit).items()},
        frozenset(unit.instruments.values_list("code", flat=True)),
    )


def imported(unit: Unit, person: Person, source: str) -> list[Stored]:
    """Return a person's entries that came from a source, in the order they came; one query."""
    rows = (
        TimeEntry.objects.filter(unit=unit, person=person, source=source)
        .exclude(source_id="")
        .order_by("pk")
        .values_list(
            "pk",
            "source_id",
            "date",
            "minutes",
            "activity__code",
            "beneficiary__code",
            "note",
            "begin",
            "end",
        )
    )
    return [
        Stored(
            pk,
            source_id,
            Values(
                day,
                minutes,
                activity,
                frozenset(beneficiary.split("+")) if beneficiary else frozenset(),
                note,
                begin,
                end,
            ),
        )
        for pk, source_id, day, minutes, activity, beneficiary, note, begin, end in rows
    ]


def engaged(unit: Unit, person: Person) -> list[Span]:
    """Return the spans of a person's assignments and contracts in a unit; two queries."""
    return [
        Span(start, end)
        for model in (Assignment, Contract)
        for start, end in model.objects.filter(unit=unit, person=person).values_list(
            "start", "end"
        )
    ]


def settings_of(unit: Unit, person: Person, order: str = "") -> Settings:
    """Return what a format is told of a person's file; two queries."""
    called = (person.username, person.name, person.email)
    return Settings(
        unit.timezone,
        order,
        frozenset(name.casefold() for name in called if name),
        today=timezone.localdate(timezone=ZoneInfo(unit.timezone)),
        since=min((span.start for span in engaged(unit, person)), default=None),
    )


def rules_of(unit: Unit, person: Person) -> Rules:
    """Return what time of a person may enter or change in a unit today; four queries.

    Called in a transaction, it holds the person's weeks until its end, so that none is decided on
    meanwhile.
    """
    sheets = list(
        WeekSheet.objects.select_for_update().filter(unit=unit, person=person).order_by("pk")
    )
    absences = Activity.objects.filter(unit=unit, kind=Kind.ABSENCE)
    return Rules(
        today=timezone.localdate(timezone=ZoneInfo(unit.timezone)),
        employed=engaged(unit, person),
        locked=_spans(sheets, WeekSheet.State.APPROVED),
        absences=frozenset(absences.values_list("code", flat=True)),
        submitted=_spans(sheets, WeekSheet.State.SUBMITTED),
    )


def _spans(sheets: Iterable[WeekSheet], state: WeekSheet.State) -> list[Span]:
    return [Span(sheet.start, sheet.end) for sheet in sheets if sheet.state == state]


def recorded(person: Person, days: Iterable[dt.date]) -> dict[dt.date, int]:
    """Return date → a person's minutes in all units, from the first of days to the last."""
    wanted = sorted(days)
    if not wanted:
        return {}
    between = Q(date__gte=wanted[0], date__lte=wanted[-1])
    totals = DayTotal.objects.filter(between, person=person).values("date")
    return dict(totals.annotate(sum=Sum("minutes")).values_list("date", "sum"))
