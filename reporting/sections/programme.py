"""The programme of work: planned against recorded days."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.core import numbers
from reporting.core.numbers import DASH
from reporting.core.tables import Row, Table
from reporting.sections.wording import joined, language, period

if TYPE_CHECKING:
    from reporting.sections.facts import Facts


def programme_table(facts: Facts) -> Table | None:
    """Return the items with planned and recorded working days; None without a programme."""
    items = facts.context["programme"]
    if not items:
        return None
    years = sorted({item["year"] for item in items})
    several = len(years) > 1
    day = facts.context["unit"]["daily_minutes"]
    rows = []
    planned_in_all, recorded_in_all = Fraction(0), Fraction(0)
    for item in items:
        planned = sum(map(Fraction, item["planned"].values()), Fraction(0))
        planned_in_all += planned
        number = f"{item['year']}/{item['number']}" if several else item["number"]
        recorded = DASH
        if item["minutes"] is not None:
            days = Fraction(item["minutes"], day)
            recorded_in_all += days
            recorded = _days(days)
        rows.append(Row(f"{number}. {item['title']}", (_days(planned), recorded)))
    rows.append(Row(_("All items"), (_days(planned_in_all), _days(recorded_in_all)), total=True))
    return Table(
        caption=_("Programme of work %(years)s: working days")
        % {"years": joined([str(year) for year in years])},
        corner=_("Item"),
        columns=(_("planned for the year"), _("recorded")),
        rows=tuple(rows),
        note=_(
            "Recorded from %(period)s, in days of %(hours)s hours. A dash: the item has no "
            "activity of its own, or its time stands with the item before it that shares its "
            "activity."
        )
        % {
            "period": period(facts.context["period"]["from"], facts.context["period"]["to"]),
            "hours": numbers.hours(day, language()),
        },
    )


def _days(value: Fraction) -> str:
    return numbers.rounded(value, language(), places=1)
