"""Who is who in a unit today, and a person's own last month, for the page on who sees what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from secretariats.core.dates import month_end
from secretariats.models import Role
from timetracking.models import MonthTotal, TimeEntry

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person, Unit


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """A person's last month with time.

    Attributes:
        month: its first day.
        entries: how many.
        notes: how many of them have a note.
        activities: title → minutes, most first.
    """

    month: dt.date
    entries: int
    notes: int
    activities: tuple[tuple[str, int], ...]


def holders(unit: Unit, person: Person) -> dict[str, tuple[str, ...]]:
    """Return role → names of those who have it in a unit today, but for the person; one query."""
    roles = Role.objects.in_force(timezone.localdate()).filter(unit=unit).exclude(person=person)
    found: dict[str, dict[str, None]] = {}
    for role in roles.select_related("person").order_by("person__name", "person__username"):
        found.setdefault(role.role, {})[str(role.person)] = None
    return {role: tuple(names) for role, names in found.items()}


def own_month(person: Person, unit: Unit) -> OwnMonth | None:
    """Return the last month in which a person logged time, None without any; three queries."""
    totals = MonthTotal.objects.filter(person=person, unit=unit)
    month: dt.date | None = totals.aggregate(last=Max("month"))["last"]
    if month is None:
        return None
    of_month = TimeEntry.objects.filter(
        person=person, unit=unit, date__range=(month, month_end(month))
    )
    counted = of_month.aggregate(entries=Count("pk"), notes=Count("pk", filter=~Q(note="")))
    sums = totals.filter(month=month).values("activity__title").annotate(sum=Sum("minutes"))
    pairs = sums.order_by("-sum", "activity__title").values_list("activity__title", "sum")
    return OwnMonth(month, counted["entries"], counted["notes"], tuple(pairs))
