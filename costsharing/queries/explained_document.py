"""An explanation as plain JSON values, page by page."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from costsharing.core.explain_lines import ZERO, add
from costsharing.core.hourly import MINUTES
from costsharing.core.published import figure
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.core.explain_lines import Line
    from costsharing.queries.explained import Explained
    from costsharing.queries.explained_entries import Difference, Entry

PAGE = 100


def document(
    found: Explained, *, page: int = 1, lines: int = 1, whole: bool = False
) -> dict[str, Any]:
    """Return an explanation; lines and entries a page at a time, or all of them.

    Args:
        found: the explanation.
        page: of the entries, from 1; past the last one is the last.
        lines: of the lines, likewise.
        whole: everything on one page.
    """
    run, asked = found.run, found.asked
    size = max(len(found.lines), found.entries, 1) if whole else PAGE
    of_lines, of_entries = pages(len(found.lines), size), pages(found.entries, size)
    lines, page = min(max(lines, 1), of_lines), min(max(page, 1), of_entries)
    value: Any = figure(found.exact)
    return {
        "run": str(run.pk),
        "unit": run.unit.code,
        "figure": asked.figure,
        "instrument": asked.instrument or None,
        "activity": asked.activity,
        "month": f"{asked.month:%Y-%m}" if asked.month else None,
        "currency": run.results["currency"],
        "method": run.method,
        "value": {"exact": value["exact"], "rounded": found.printed.rounded},
        "rounding": found.printed.rule,
        "adds_up": found.adds_up,
        "months": [
            {
                "month": f"{month:%Y-%m}",
                "minutes": exact_text(minutes),
                "value": figure(worth),
                "amount": figure(amount),
            }
            for month, minutes, worth, amount in by_month(found.lines)
        ],
        "lines": {
            "count": len(found.lines),
            "page": lines,
            "pages": of_lines,
            "results": [
                line_document(one) for one in found.lines[(lines - 1) * size : lines * size]
            ],
        },
        "entries": {
            "count": found.entries,
            "page": page,
            "pages": of_entries,
            "results": [_entry(one) for one in found.entries_at((page - 1) * size, size)],
        },
        "differences": [_difference(one) for one in found.differences],
        "changed_cells": found.changed,
    }


def pages(count: int, size: int = PAGE) -> int:
    """Return how many pages so many rows take, 1 at least."""
    return max(1, -(-count // size))


def by_month(
    lines: list[Line],
) -> list[tuple[dt.date, Fraction, Fraction, Fraction]]:
    """Return (month, minutes, value, amount) of lines, in order; each the exact sum."""
    of: dict[dt.date, list[Line]] = defaultdict(list)
    for line in lines:
        of[line.month].append(line)
    return [
        (
            month,
            add(line.minutes for line in listed if line.factor > 0),
            add(line.value for line in listed if line.factor > 0),
            add(line.amount for line in listed),
        )
        for month, listed in sorted(of.items())
    ]


def line_document(line: Line) -> dict[str, Any]:
    """Return one line."""
    return {
        "from": line.start.isoformat(),
        "to": line.end.isoformat(),
        "kind": line.about,
        "activity": line.activity or None,
        "for": list(line.whom),
        "block": None if line.block is None else line.block + 1,
        "minutes": None if line.price is None else exact_text(line.minutes),
        "cost_per_hour": None if line.price is None else figure(line.price * MINUTES),
        "value": figure(line.value),
        "reason": line.weight.reason,
        "policy": line.weight.rule or None,
        "in_proportion_to": {code: exact_text(of) for code, of in line.weight.basis},
        "part": exact_text(line.weight.part),
        "support_rate": None if line.rate is None else exact_text(line.rate),
        "factor": exact_text(line.factor),
        "amount": figure(line.amount),
    }


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "date": one.date.isoformat(),
        "person": one.username,
        "name": one.person,
        "activity": one.activity,
        "for": list(one.whom),
        "minutes": one.minutes,
        "block": None if one.block is None else one.block + 1,
        "value": None if one.value is None else figure(one.value),
        "amount": None if one.amount is None else figure(one.amount),
        "changes": [
            {"at": change.at.isoformat(), "kind": change.kind, "before": change.before,
             "after": change.after}
            for change in one.changes
        ],
    }  # fmt: skip


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "from": one.start.isoformat(),
        "activity": one.activity,
        "for": list(one.whom),
        "block": None if one.block is None else one.block + 1,
        "counted": one.counted,
        "now": one.now,
        "minutes": one.minutes,
        "amount": figure(one.amount),
    }


def together(lines: list[Line]) -> tuple[Fraction, Fraction]:
    """Return the minutes and the value of lines, what is taken off left out."""
    found = by_month(lines)
    return (
        sum((minutes for _, minutes, _, _ in found), ZERO),
        sum((value for _, _, value, _ in found), ZERO),
    )
