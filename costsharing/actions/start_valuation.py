"""A valuation asked for by a page or a program, once for each key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.actions.value_period import ask_for_valuation
from secretariats.actions.once_only import digest_of, once_only
from secretariats.models import Job

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person, Unit


def start_valuation(
    *, unit: Unit, start: dt.date, end: dt.date, method: str, actor: Person, key: str = ""
) -> Job:
    """Ask for a valuation and return its job; under a key used before, the job of then.

    Args:
        unit: the unit to value.
        start: first day of the period.
        end: last day, inclusive.
        method: ``standard``, ``actual``, or empty for the unit's own.
        actor: who asks.
        key: the caller's key for this request; empty, nothing keeps it from being asked twice.

    Raises:
        NotAllowed: the actor may not start valuations of this unit.
        KeyReused: the key was used for another valuation.
        Refused: the period or the method cannot be valued, or the broker does not answer; then
            the job waits.
    """

    def ask() -> Job:
        return ask_for_valuation(unit=unit, start=start, end=end, method=method, actor=actor)

    if not key:
        return ask()
    asked = {
        "unit": unit.code,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "method": method,
    }
    answer = once_only(
        scope=f"valuation of {actor.pk}",
        key=key,
        digest=digest_of(asked),
        do=lambda: {"job": str(ask().pk)},
    )
    job: Job = Job.objects.select_related("unit").get(pk=answer["job"])
    return job
