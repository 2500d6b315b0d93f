"""The limitations of the record of time that a report may show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.queries.limitations import measure_limitations

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit


def team_limitations(unit: Unit, start: dt.date, end: dt.date) -> dict[str, Any]:
    """Return the figures of the whole team, as ``limitations --json`` names them.

    The largest person's share is withheld where fewer than three people recorded time: with two,
    it tells the other's. Figures by person never leave here.
    """
    kept = measure_limitations(unit, start, end).of_team()
    del kept["months"]
    return kept
