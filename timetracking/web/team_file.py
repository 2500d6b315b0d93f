"""The record of a team as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from secretariats.core.exact import half_up
from secretariats.core.text import no_formula

if TYPE_CHECKING:
    from timetracking.queries.coverage import Coverage

HEAD = (
    "person", "name", "week", "from", "to", "state", "recorded", "absence", "expected",
    "missing", "days_missing",
)  # fmt: skip


def team_csv(record: Coverage) -> bytes:
    """Return a row for each person and week: whole minutes, expected ones rounded half up.

    UTF-8 with its mark, which spreadsheets ask for; text never begins a formula.
    """
    buffer = io.StringIO()
    rows = csv.writer(buffer)
    rows.writerow(HEAD)
    for one in record.people:
        for week in one.weeks:
            rows.writerow(
                [
                    no_formula(one.person.username),
                    no_formula(str(one.person)),
                    str(week.week),
                    week.week.start.isoformat(),
                    week.week.end.isoformat(),
                    "+".join(sheet.state for sheet in week.sheets),
                    week.recorded,
                    week.absence,
                    half_up(week.expected),
                    half_up(week.missing),
                    " ".join(day.date.isoformat() for day in week.lacking),
                ]
            )
    return buffer.getvalue().encode("utf-8-sig")
