"""JSON: the sheet as plain values, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from secretariats.core.exact import exact_text
from timetracking.core.leaving import Renderer

if TYPE_CHECKING:
    from timetracking.core.timesheet import Timesheet


def document(sheet: Timesheet) -> dict[str, Any]:
    """Return a sheet as plain values; expected minutes are exact, as ``n/d``."""
    return {
        "person": sheet.username,
        "name": sheet.person,
        "unit": sheet.unit,
        "from": sheet.start.isoformat(),
        "to": sheet.end.isoformat(),
        "digest": f"sha256:{sheet.digest()}",
        "recorded": sheet.recorded,
        "absence": sheet.absence,
        "expected": exact_text(sheet.expected),
        "days": [
            {
                "date": day.date.isoformat(),
                "holiday": day.holiday,
                "expected": exact_text(day.expected),
                "recorded": day.recorded,
                "absence": day.absence,
                "state": day.state,
            }
            for day in sheet.days
        ],
        "entries": [
            {
                "date": one.day.isoformat(),
                "minutes": one.minutes,
                "activity": one.key.activity,
                "title": one.task.title,
                "area": one.task.area,
                "kind": one.task.kind,
                "for": sorted(one.key.members),
                "note": one.note,
                "begin": one.begin.isoformat() if one.begin else None,
                "end": one.end.isoformat() if one.end else None,
            }
            for one in sheet.entries
        ],
        "weeks": [
            {
                "from": one.start.isoformat(),
                "to": one.end.isoformat(),
                "state": one.state,
                "submitted": one.submitted.isoformat() if one.submitted else None,
                "decided": one.decided.isoformat() if one.decided else None,
                "decided_by": one.decided_by,
            }
            for one in sheet.sheets
        ],
    }


def render(sheet: Timesheet) -> bytes:
    """Return the document as text, indented."""
    return json.dumps(document(sheet), ensure_ascii=False, indent=1).encode("utf-8", "replace")


RENDERER = Renderer("json", "application/json", ".json", render)
