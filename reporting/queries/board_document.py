"""The figures of a dashboard as plain values: every amount exact and rounded."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from costsharing.core.rounding import round_table
from reporting.sections.board_months import PARTS, amount_in, month_table
from secretariats.core.exact import cents_text, exact_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reporting.queries.board import Board
    from reporting.sections.facts import Facts

# Of the record, as `limitations --json` names them; what is told month by month stands there.
_APART = frozenset({"activities", "months"})
T = TypeVar("T")
BESIDE = ("received", "funded", "lowest", "highest")
ZERO = Fraction(0)
RESULTS = (
    "unit", "from", "to", "method", "currency", "policies", "keys", "provisional", "warnings",
)  # fmt: skip


def board_document(board: Board, planned: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return all figures of a dashboard; no query.

    Args:
        board: the figures of a period.
        planned: the items of the programme of work (``reporting.queries.programme``).
    """
    results = board.facts.results
    return {
        **{name: results[name] for name in RESULTS},
        **_run(board),
        "instrument": board.instrument,
        **_figures(board.facts),
        "limitations": _limitations(board.facts),
        "measured": board.measured.at.isoformat() if board.measured else None,
        "activities": results["activities"],
        "areas": results["areas"],
        "months": results["months"],
        "programme": [dict(item) for item in planned],
        "compared": _compared(board),
        "reach": [f"{one.start:%Y-%m}" for one in board.reach],
    }


def figure_document(board: Board) -> dict[str, Any]:
    """Return what one instrument received by activity and month, and its months; no query.

    Each of both tables is rounded on its own, so that it adds up: ``rows`` by activity, with
    overhead and support, and ``by_month`` by direct, joint, overhead and support.
    """
    code, months = board.instrument, board.inside
    names = [month["month"] for month in months]
    worth = _worth(code, months)
    table = round_table(worth, rows=list(worth), columns=names)
    titles = board.facts.context["activities"]
    results = board.facts.results
    return {
        **{name: results[name] for name in ("unit", "from", "to", "method", "currency")},
        **_run(board),
        "instrument": code,
        "lowest": results["instruments"][code]["lowest"] if code else None,
        "highest": results["instruments"][code]["highest"] if code else None,
        "coverage": _text(board.facts.coverage),
        "columns": names,
        "rows": [
            {
                "kind": kind,
                "activity": activity,
                "title": titles.get(activity, ""),
                "minutes": _minutes(activity, months) if activity else None,
                "months": {name: _cell(worth[row][name], table[row][name]) for name in names},
                "total": _cell(_sum(worth[row]), sum(table[row].values())),
            }
            for row in table
            for kind, _mark, activity in [row.partition(":")]
        ],
        "totals": {
            name: _cell(_sum(_column(worth, name)), sum(_column(table, name).values()))
            for name in names
        },
        "total": _cell(
            sum(map(_sum, worth.values()), ZERO), sum(sum(row.values()) for row in table.values())
        ),
        "by_month": _by_month(code, months),
    }


def _worth(code: str, months: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Fraction]]:
    """Return row → month → exact value: activities by code, then overhead and support."""
    activities = sorted({activity for month in months for activity in month["activities"]})
    rows = {
        f"activity:{activity}": {
            month["month"]: Fraction(
                month["activities"].get(activity, {}).get("value", {}).get(code, "0/1")
            )
            for month in months
        }
        for activity in activities
    }
    for part in ("overhead", "support"):
        rows[part] = {month["month"]: amount_in(month, code, part) for month in months}
    return rows


def _by_month(code: str, months: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    listed = []
    for month, row in zip(months, month_table(code, months).rows, strict=True):
        exact = {name: amount_in(month, code, name) for name in (*PARTS, *BESIDE)}
        rounded = dict(zip(PARTS, row.parts, strict=True))
        rounded |= {name: getattr(row, name) for name in (*BESIDE, "balance")}
        exact["balance"] = exact["received"] - exact["funded"]
        listed.append(
            {
                "month": month["month"],
                "minutes": month["minutes"],
                **{
                    name: {"exact": exact_text(exact[name]), "rounded": rounded[name]}
                    for name in rounded
                },
            }
        )
    return listed


def _run(board: Board) -> dict[str, Any]:
    return {
        "run": str(board.run.pk),
        "digest": board.run.digest,
        "computed": board.run.created.isoformat(),
    }


def _figures(facts: Facts) -> dict[str, Any]:
    """Return the figures by instrument with what may be said of each, and those of all."""
    found = {row.code: row for row in facts.received}
    return {
        "instruments": {
            code: {**facts.results["instruments"][code], "verdict": found[code].verdict.value}
            for code in facts.codes
        },
        "total": facts.results["total"],
        "coverage": _text(facts.coverage),
    }


def _compared(board: Board) -> dict[str, Any] | None:
    if board.compared is None:
        return None
    facts = board.compared.facts
    days = {name: facts.results[name] for name in ("from", "to")}
    return {**days, **_figures(facts), "limitations": _limitations(facts)}


def _limitations(facts: Facts) -> dict[str, Any] | None:
    if not facts.measured:
        return None
    return {
        name: value for name, value in facts.context["limitations"].items() if name not in _APART
    }


def _minutes(activity: str, months: Sequence[Mapping[str, Any]]) -> int:
    return sum(month["activities"].get(activity, {}).get("minutes", 0) for month in months)


def _cell(exact: Fraction, rounded: int) -> dict[str, str]:
    return {"exact": exact_text(exact), "rounded": cents_text(rounded)}


def _text(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _sum(cells: Mapping[str, Fraction]) -> Fraction:
    return sum(cells.values(), ZERO)


def _column(table: Mapping[str, Mapping[str, T]], name: str) -> dict[str, T]:
    return {row: cells[name] for row, cells in table.items()}
