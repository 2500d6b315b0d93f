"""Planned against actual: the programme of work beside the days recorded for it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reporting.core import numbers
from reporting.sections.wording import language, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """An item of the programme: days planned by instrument and in all, and days recorded.

    ``recorded`` and ``part`` are dashes where an item before it holds the time of its activity.
    """

    year: int
    number: str
    title: str
    activity: str
    planned: tuple[str, ...]
    total: str
    recorded: str
    part: str
    percent_done: int


def planned_rows(
    items: Sequence[Mapping[str, Any]], codes: Sequence[str], daily_minutes: int
) -> list[PlannedRow]:
    """Return the items of the programme with planned and recorded days.

    Args:
        items: of ``reporting.queries.programme``.
        codes: the instruments, in the order of the columns.
        daily_minutes: what a working day is.
    """
    return [_row(item, codes, daily_minutes) for item in items]


def _row(item: Mapping[str, Any], codes: Sequence[str], daily_minutes: int) -> PlannedRow:
    planned = {code: Fraction(days) for code, days in item["planned"].items()}
    total = sum(planned.values(), Fraction(0))
    minutes = item["minutes"]
    recorded = None if minutes is None else Fraction(minutes, daily_minutes)
    part = recorded / total if recorded is not None and total else None
    return PlannedRow(
        year=item["year"],
        number=item["number"],
        title=item["title"],
        activity=item["activity"] or "",
        planned=tuple(_days(planned.get(code, Fraction(0))) for code in codes),
        total=_days(total),
        recorded=numbers.DASH if recorded is None else _days(recorded),
        part=percent(part),
        percent_done=0 if part is None else min(100, int(part * 100)),
    )


def _days(value: Fraction) -> str:
    return numbers.rounded(value, language(), places=1)
