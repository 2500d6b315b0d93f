"""The month before is valued by the clock: each unit once, and nobody has to think of it."""

from __future__ import annotations

import datetime as dt
import logging
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

LOG = logging.getLogger(__name__)
SCOPE = "valuation by the clock"


def value_month_before(*, now: dt.datetime | None = None) -> list[Job]:
    """Ask for a valuation of the month before of each unit that has none, and return the jobs.

    Called each day, so that a clock that stood still on the first of a month catches up. While the
    last valuation failed it is asked for again, once a day: what was missing, such as staff costs,
    may have come. Once one went well, or waits, nothing more is asked; one of before the month was
    over does not count, since more was to come. Units in which nothing was recorded, paid or spent
    that month are left out. The month is the one before this in the unit's time zone, the method
    the unit's own.

    Args:
        now: an instant with zone; None: this one.
    """
    if not settings.VALUE_MONTHS:
        return []
    moment = now or timezone.now()
    made = []
    for unit in Unit.objects.order_by("code"):
        job = _asked_once(unit, moment.astimezone(ZoneInfo(unit.timezone)).date())
        if job is not None:
            made.append(job)
    return made


def _asked_once(unit: Unit, today: dt.date) -> Job | None:
    """Return the job that was asked for now, or None where nothing is to be done today."""
    end = month_start(today) - ONE_DAY
    start = month_start(end)
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
            key=f"{unit.pk} {start} {unit.method} {today}",
            digest=digest_of({"unit": unit.pk, **asked}),
            do=ask,
        )
    except Refused as away:
        # The job is stored and waits; what others are there for must not wait for it.
        LOG.warning("unit %s: %s", unit.code, away)
    return made[0] if made else None


def _is_valued(unit: Unit, start: dt.date, end: dt.date) -> bool:
    """Return whether the month was valued, or is about to be, since it was over."""
    over = dt.datetime.combine(end + ONE_DAY, dt.time(), tzinfo=ZoneInfo(unit.timezone))
    period = {"start": start, "end": end, "method": unit.method}
    if ValuationRun.objects.filter(unit=unit, created__gte=over, **period).exists():
        return True
    # One that gave the run of a preview made none: the work itself tells that it was done.
    asked = {"from": start.isoformat(), "to": end.isoformat(), "method": unit.method}
    jobs = Job.objects.filter(unit=unit, task=TASK, asked=asked, created__gte=over)
    return jobs.exclude(state=Job.State.FAILED).exists()


def _has_work(unit: Unit, start: dt.date, end: dt.date) -> bool:
    inside = Q(date__gte=start, date__lte=end)
    found = Unit.objects.filter(pk=unit.pk).filter(
        Exists(TimeEntry.objects.filter(inside, unit=OuterRef("pk")))
        | Exists(Expenditure.objects.filter(inside, unit=OuterRef("pk")))
        | Exists(StaffCost.objects.filter(month=start, unit=OuterRef("pk")))
    )
    return found.exists()
