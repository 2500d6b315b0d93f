"""What stands beside a person's week: who decides on it, and corrections that were asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, F, IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce

from timetracking.core.grid import RowKey
from timetracking.models import Amendment
from timetracking.permissions import approvers_of

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from secretariats.models import Person, Role, Unit
    from timetracking.core.weeks import Week


_CELL = ("activity__title", "activity__code", "beneficiary__code")


@dataclass(frozen=True, slots=True)
class Wish:
    """A correction of one cell.

    Attributes:
        pk: its number.
        state: ``waiting``, ``accepted``, ``refused`` or ``outdated``.
        day: the work date.
        key: the row of the cell.
        title: of the activity.
        before: minutes before.
        after: minutes asked for.
        answer: of whoever decided.
    """

    pk: int
    state: str
    day: dt.date
    key: RowKey
    title: str
    before: int
    after: int
    answer: str


@dataclass(frozen=True, slots=True)
class WeekAbout:
    """Names of those who decide on a week, and its corrections but for those withdrawn."""

    approvers: tuple[str, ...]
    wishes: tuple[Wish, ...]


def week_about(
    person: Person,
    unit: Unit,
    week: Week,
    *,
    coordinates: bool,
    to_decide: bool = True,
    decided: bool = True,
) -> WeekAbout:
    """Return who decides on a person's week and what corrections of it there are.

    One query; none for what is not asked for.

    Args:
        person: whose week.
        unit: where.
        week: which.
        coordinates: whether the person is a coordinator of the unit today.
        to_decide: whether who decides is asked for.
        decided: whether corrections are asked for.
    """
    roles = approvers_of(person, unit, week.start, week.end, coordinates=coordinates).order_by()
    wishes = (
        Amendment.objects.filter(unit=unit, person=person, date__range=(week.start, week.end))
        .exclude(state=Amendment.State.WITHDRAWN)
        .order_by()
    )
    if to_decide and decided:
        people, rows = _both(week, roles, wishes)
    else:
        people = list(roles.values_list("person__username", "person__name") if to_decide else ())
        fields = (*_CELL, "answer", "date", "minutes_before", "minutes_after", "pk")
        rows = list(wishes.values_list("state", *fields) if decided else ())
    found = [
        Wish(pk, state, day, RowKey(code, whom or ""), title, before, after, said)
        for state, title, code, whom, said, day, before, after, pk in rows
    ]
    return WeekAbout(
        tuple(sorted({code: name or code for code, name in people}.values())),
        tuple(sorted(found, key=lambda wish: (wish.day, wish.pk))),
    )


def _both(
    week: Week, roles: QuerySet[Role], wishes: QuerySet[Amendment]
) -> tuple[list[tuple[str, str]], list[Any]]:
    """Return usernames and names of who decides, and the rows of corrections, by one query."""
    words = ("what", "title", "code", "whom", "said")
    names = roles.annotate(
        what=_text(Value("approver")),
        title=_text(F("person__name")),
        code=_text(F("person__username")),
        whom=_text(Value("")),
        said=_text(Value("")),
        day=Value(week.start, output_field=DateField()),
        before=_number(Value(0)),
        after=_number(Value(0)),
    ).values_list(*words, "day", "before", "after", "pk")
    asked = wishes.annotate(
        what=_text(F("state")),
        title=_text(F("activity__title")),
        code=_text(F("activity__code")),
        whom=_text(Coalesce(F("beneficiary__code"), Value(""))),
        said=_text(F("answer")),
        day=F("date"),
        before=_number(F("minutes_before")),
        after=_number(F("minutes_after")),
    ).values_list(*words, "day", "before", "after", "pk")
    rows: list[Any] = list(names.union(asked, all=True))
    people = [(code, title) for what, title, code, *_rest in rows if what == "approver"]
    return people, [row for row in rows if row[0] != "approver"]


def _text(value: F | Value | Coalesce) -> Cast:
    return Cast(value, TextField())


def _number(value: F | Value) -> Cast:
    return Cast(value, IntegerField())
