"""The month before is valued by the clock: each unit once, and nobody has to think of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from costsharing.actions.value_period import TASK, ask_for_valuation
from costsharing.models import Expenditure, StaffCost, ValuationRun
from secretariats.actions.once_only import digest_of, once_only
from secretariats.core.dates import ONE_DAY, month_start
from secretariats.core.errors import Refused
from secretariats.models import Job, Unit
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    import datetime as dt

LOG = logging.getLogger(__name__)
SCOPE = "valuation by the clock"


def value_month_before(*, now: dt.datetime | None = None) -> list[Job]:
    """Ask for a valuation of the month before of each unit that has none, and return the jobs.

    Called each day, so that a clock that stood still on the first of a month catches up; a second
    call in a month asks for nothing, whatever became of the first. Units in which nothing was
    recorded, paid or spent that month are left out. The month is the one before this in the
    unit's time zone, the method the unit's own.

    Args:
        now: an instant with zone; None: this one.
    """
    if not settings.VALUE_MONTHS:
        return []
    moment = now or timezone.now()
    made = []
    for unit in Unit.objects.order_by("code"):
        end = month_start(moment.astimezone(ZoneInfo(unit.timezone)).date()) - ONE_DAY
        job = _asked_once(unit, month_start(end), end)
        if job is not None:
            made.append(job)
    return made


def _asked_once(unit: Unit, start: dt.date, end: dt.date) -> Job | None:
    """Return the job that was asked for now, or None where nothing is to be done."""
    if _is_valued(unit, start, end) or not _has_work(unit, start, end):
        return None
    asked = {"from": start.isoformat(), "to": end.isoformat(), "method": unit.method}
    made: list[Job] = []

    def ask() -> dict[str, str]:
        made.append(
            ask_for_valuation(unit=unit, start=start, end=end, method=unit.method, actor=None)
        )
        return {"job": str(made[0].pk)}

    try:
        once_only(
            scope=SCOPE,
            key=f"{unit.pk} {start} {unit.method}",
            digest=digest_of({"unit": unit.pk, **asked}),
            do=ask,
        )
    except Refused as away:
        # The job is stored and waits; what others are there for must not wait for it.
        LOG.warning("unit %s: %s", unit.code, away)
    return made[0] if made else None


def _is_valued(unit: Unit, start: dt.date, end: dt.date) -> bool:
    period = {"start": start, "end": end, "method": unit.method}
    if ValuationRun.objects.filter(unit=unit, **period).exists():
        return True
    asked = {"from": start.isoformat(), "to": end.isoformat(), "method": unit.method}
    return Job.objects.filter(unit=unit, task=TASK, actor=None, asked=asked).exists()


def _has_work(unit: Unit, start: dt.date, end: dt.date) -> bool:
    inside = Q(date__gte=start, date__lte=end)
    found = Unit.objects.filter(pk=unit.pk).filter(
        Exists(TimeEntry.objects.filter(inside, unit=OuterRef("pk")))
        | Exists(Expenditure.objects.filter(inside, unit=OuterRef("pk")))
        | Exists(StaffCost.objects.filter(month=start, unit=OuterRef("pk")))
    )
    return found.exists()
