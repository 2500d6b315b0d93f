"""Reads work: areas, activities, the states of weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.core.unit_file.context import once
from costsharing.core.unit_file.problems import shown
from costsharing.core.unit_file.times import parse_month, parse_week, sheets_of_week
from costsharing.core.unit_file.words import KEYS, KINDS, WEEK_STATES
from costsharing.core.unit_file.work_records import Activity, WeekSheet, WorkArea

if TYPE_CHECKING:
    from collections.abc import Hashable

    from costsharing.core.unit_file.context import Context
    from costsharing.core.unit_file.row import Row


def read_areas(top: Row) -> tuple[WorkArea, ...]:
    """Return the work areas."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("work_areas", KEYS["work_areas"]):
        code = row.code("code")
        once(seen, code, row, "code") if code else None
        found.append(WorkArea(code, row.text("name")))
    return tuple(found)


def read_activities(top: Row, context: Context) -> tuple[Activity, ...]:
    """Return the activities; a service belongs to an area."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("activities", KEYS["activities"]):
        code = row.code("code")
        once(seen, code, row, "code") if code else None
        kind = row.choice("kind", KINDS)
        area = row.reference("area", context.areas, "work area", required=kind == KINDS[0])
        found.append(Activity(code, row.text("title"), area, kind))
    return tuple(found)


def kinds_of(top: Row) -> dict[str, str | None] | None:
    """Return the kind of each activity of the file, None where it is not known."""
    nodes = top.mapping.get("activities")
    if nodes is not None and not isinstance(nodes, list):
        return None
    kinds: dict[str, str | None] = {}
    for node in nodes or []:
        if isinstance(node, dict) and isinstance(code := node.get("code"), str):
            kind = node.get("kind")
            kinds[code] = kind if isinstance(kind, str) and kind in KINDS else None
    return kinds


def read_weeks(top: Row, context: Context) -> tuple[WeekSheet, ...]:
    """Return the sheets of the weeks that are not open.

    A week across a month's end is two sheets; a row says both, or with ``month`` that month's.
    """
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("weeks", KEYS["weeks"]):
        person = row.reference("person", context.people, "person") or ""
        state = row.choice("state", WEEK_STATES)
        monday = row.date("week", parse_week)
        month = row.date("month", parse_month) if row.has("month") else None
        if not row.ok:
            continue
        sheets = [
            sheet
            for sheet in sheets_of_week(monday)
            if month is None or sheet[0].replace(day=1) == month
        ]
        if not sheets:
            week = shown(row.mapping.get("week"))
            row.wrong("month", f"{month:%Y-%m} has no day of the week {week}")
        for start, end in sheets:
            once(seen, (person, start), row, "week")
            if state != WEEK_STATES[0]:
                found.append(WeekSheet(person, start, end, state))
    return tuple(found)
