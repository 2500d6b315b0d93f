"""Value by activity and month, and by activity of a work area, each rounded as one table."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.core.rounding import round_table
from reporting.core import numbers
from reporting.sections.board_months import amount_in, month_name
from reporting.sections.facts import exact
from reporting.sections.wording import language
from secretariats.core.exact import cents_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reporting.sections.facts import Facts


@dataclass(frozen=True, slots=True)
class ActivityMonths:
    """What an instrument received by activity and month, rounded as one table."""

    months: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...], str], ...]
    totals: tuple[str, ...]
    total: str


def activity_months(
    facts: Facts, code: str, months: Sequence[Mapping[str, Any]]
) -> ActivityMonths:
    """Return received by activity and month, with overhead and support, adding up both ways.

    Rows are (activity's code or empty, label, a text for each month, sum).
    """
    names = [month["month"] for month in months]
    activities = sorted({activity for month in months for activity in month["activities"]})
    worth: dict[str, dict[str, Fraction]] = {
        activity: {
            month["month"]: Fraction(
                month["activities"].get(activity, {}).get("value", {}).get(code, "0/1")
            )
            for month in months
        }
        for activity in activities
    }
    labels = {activity: facts.context["activities"].get(activity, "") for activity in activities}
    for figure, label in (
        ("~overhead", _("Part of the overhead of the unit")),
        ("~support", _("Programme support")),
    ):
        cells = {month["month"]: amount_in(month, code, figure[1:]) for month in months}
        if any(cells.values()):
            worth[figure], labels[figure] = cells, label
    table = round_table(worth, rows=list(worth), columns=names)
    rows = tuple(
        (
            "" if row.startswith("~") else row,
            labels[row],
            tuple(cents_text(table[row][name]) for name in names),
            cents_text(sum(table[row].values())),
        )
        for row in table
        if any(worth[row].values())
    )
    sums = [sum(table[row][name] for row in table) for name in names]
    return ActivityMonths(
        tuple(month_name(name) for name in names),
        rows,
        tuple(map(cents_text, sums)),
        cents_text(sum(sums)),
    )


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity, or one of its months: hours and days recorded, and value by instrument."""

    code: str
    label: str
    hours: str
    days: str
    values: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class ActivityTable:
    """Activities of a work area, or months of an activity, with their sum."""

    codes: tuple[str, ...]
    rows: tuple[ActivityRow, ...]
    total: ActivityRow


def activity_table(
    facts: Facts, found: Sequence[Mapping[str, Any]], daily: int, *, activity: str = ""
) -> ActivityTable:
    """Return activities, or with ``activity`` the months of that one, rounded as one table.

    Args:
        facts: the figures of the period.
        found: activities of the results, or months.
        daily: the minutes of a working day.
        activity: code of the activity whose months are wanted.
    """
    if activity:
        rows = [(month["month"], month["activities"].get(activity, {})) for month in found]
        labels = {name: month_name(name) for name, _row in rows}
        worth = {
            name: {code: Fraction(row.get("value", {}).get(code, "0/1")) for code in facts.codes}
            for name, row in rows
        }
        minutes = {name: row.get("minutes", 0) for name, row in rows}
    else:
        labels = {
            row["activity"]: facts.context["activities"].get(row["activity"], "") for row in found
        }
        worth = {
            row["activity"]: {code: exact(row["value"][code]) for code in facts.codes}
            for row in found
        }
        minutes = {row["activity"]: row["minutes"] for row in found}
    table = round_table(worth, rows=list(worth), columns=list(facts.codes))

    def line(code: str, label: str, spent: int, cells: Sequence[int]) -> ActivityRow:
        return ActivityRow(
            code if not activity else "",
            label,
            numbers.hours(spent, language()),
            numbers.rounded(Fraction(spent, daily), language(), places=1),
            tuple(map(cents_text, cells)),
            cents_text(sum(cells)),
        )

    listed = tuple(
        line(name, labels[name], minutes[name], list(table[name].values())) for name in table
    )
    sums = [sum(table[name][code] for name in table) for code in facts.codes]
    return ActivityTable(facts.codes, listed, line("", "", sum(minutes.values()), sums))
