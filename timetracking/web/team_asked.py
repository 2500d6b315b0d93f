"""Which weeks the page of a team is to show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404

from timetracking.core.weeks import Week
from timetracking.queries.coverage import weeks_until

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.models import Unit

# Numbers of weeks that people choose from.
PERIODS = (4, 8, 13, 26)
USUAL = 8


@dataclass(frozen=True, slots=True)
class Period:
    """Consecutive weeks.

    Attributes:
        weeks: in order, one at least.
        now: the last week that the record of the unit can be about today.
    """

    weeks: tuple[Week, ...]
    now: Week

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.weeks[0].start

    @property
    def end(self) -> dt.date:
        """The last day."""
        return self.weeks[-1].end

    @property
    def query(self) -> dict[str, str]:
        """The period as the query of an address."""
        return {"until": str(self.weeks[-1]), "weeks": str(len(self.weeks))}

    @property
    def before(self) -> Week:
        """The last week of as many weeks before these."""
        return self.weeks[0].before

    @property
    def after(self) -> Week:
        """The last week of as many weeks after these, not beyond the present one."""
        last = self.weeks[-1]
        for _number in self.weeks:
            last = last.after
        return min(last, max(self.now, self.weeks[-1].after))


def read_period(asked: Mapping[str, str], unit: Unit, today: dt.date) -> Period:
    """Return the weeks that are asked for: as many as chosen, up to a week, by default this one.

    Args:
        asked: ``until`` as ``2017-W02`` or as a day in it, ``weeks`` as one of ``PERIODS``; what
            is left out or empty is as usual.
        unit: whose record it is.
        today: the date in the unit.

    Raises:
        Http404: there is no such week, or number of weeks.
    """
    # In a demonstration nothing comes after its last day.
    now = Week.of(today - dt.timedelta(days=1) if unit.synthetic else today)
    number = asked.get("weeks", "") or str(USUAL)
    if number not in {str(one) for one in PERIODS}:
        raise Http404
    return Period(weeks_until(_week(asked.get("until", "")) or now, int(number)), now)


def _week(text: str) -> Week | None:
    """Return the week of a name or of a day; None of an empty text.

    Raises:
        Http404: it is neither.
    """
    if not text:
        return None
    try:
        named = text if "W" in text else str(Week.of(dt.date.fromisoformat(text)))
        return Week.named(named)
    except ValueError as error:
        raise Http404 from error
