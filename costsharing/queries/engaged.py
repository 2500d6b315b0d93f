"""Who is engaged in a unit: assignments with the grades of their posts, and contracts."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Q

from costsharing.core.inputs import Fee
from costsharing.core.presence import Engaged, OnPost
from secretariats.core.dates import Span
from secretariats.core.expected import WorkCalendar, presence_of
from secretariats.models import Assignment, Contract, Holiday, PostGrade

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit


def work_calendar(unit: Unit) -> WorkCalendar:
    """Return the unit's working days; one query."""
    holidays = Holiday.objects.of_unit(unit).values_list("date", "minutes")
    return WorkCalendar(frozenset(unit.weekdays), dict(holidays), unit.daily_minutes)


def engaged_people(unit: Unit, start: dt.date, end: dt.date) -> dict[int, Engaged]:
    """Return person → assignments and contracts that touch the period; three queries."""
    touches = Q(start__lte=end) & (Q(end__isnull=True) | Q(end__gte=start))
    grades: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    for post, day, grade in (
        PostGrade.objects.of_unit(unit).order_by("start").values_list("post_id", "start", "grade")
    ):
        grades[post].append((day, grade))
    posts: dict[int, list[OnPost]] = defaultdict(list)
    for person, post, first, last, numerator, denominator, pattern in (
        Assignment.objects.of_unit(unit)
        .filter(touches)
        .values_list("person_id", "post_id", "start", "end", "share_num", "share_den", "pattern")
    ):
        presence = presence_of(first, last, numerator, denominator, pattern)
        posts[person].append(OnPost(presence, grades[post]))
    contracts: dict[int, list[tuple[Span, Fee]]] = defaultdict(list)
    for person, first, last, hourly, currency in (
        Contract.objects.of_unit(unit)
        .filter(touches)
        .values_list("person_id", "start", "end", "hourly", "currency")
    ):
        contracts[person].append((Span(first, last), Fee(Fraction(hourly), currency)))
    return {
        person: Engaged(posts.get(person, []), contracts.get(person, []))
        for person in {*posts, *contracts}
    }
