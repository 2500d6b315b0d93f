"""Which instruments share on a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.models import Agreement
from secretariats.core.dates import Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from secretariats.models import Unit


def members_by_date(unit: Unit) -> Callable[[dt.date], frozenset[str] | None]:
    """Return a function: date → codes of the instruments of the agreement in force, or None.

    Three queries, whatever the number of dates that are asked for.
    """
    agreements = [
        (
            Span(agreement.start, agreement.end),
            frozenset(share.instrument.code for share in agreement.shares.all()),
        )
        for agreement in Agreement.objects.of_unit(unit)
        .in_force()
        .prefetch_related("shares__instrument")
    ]

    def members_on(day: dt.date) -> frozenset[str] | None:
        return next((members for span, members in agreements if span.contains(day)), None)

    return members_on
