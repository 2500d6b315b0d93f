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

    One query, whatever the number of dates that are asked for.
    """
    members: dict[Span, set[str]] = {}
    rows = Agreement.objects.of_unit(unit).in_force()
    for start, end, code in rows.values_list("start", "end", "shares__instrument__code"):
        members.setdefault(Span(start, end), set()).update({code} - {None})
    agreements = [(span, frozenset(codes)) for span, codes in members.items()]

    def members_on(day: dt.date) -> frozenset[str] | None:
        return next((members for span, members in agreements if span.contains(day)), None)

    return members_on
