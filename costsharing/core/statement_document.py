"""A statement as plain JSON values: what is stored, signed and shown; and the way back."""

# What the document holds is told by its writer here; JSON has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

import datetime as dt
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from costsharing.core.statement import Final
from costsharing.core.transfers import Settlement
from secretariats.core.exact import (
    cents,
    cents_text,
    decimal_text,
    exact_text,
    largest_remainders,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from costsharing.core.statement import Computed, Line, YearSoFar

FORMAT = 1
# What tells one expenditure from another; its words are no part of the money.
_SAME = ("date", "amount", "currency", "paid_by", "charged_to")


def statement_document(
    computed: Computed,
    *,
    unit: str,
    currency: str,
    start: dt.date,
    end: dt.date,
    finals: Sequence[Final],
) -> dict[str, Any]:
    """Return the content of a statement.

    Every figure is ``{"exact": "n/d", "rounded": "0.00"}``. For each instrument: ``paid``,
    ``due`` and ``net`` of the year so far; ``settled_before``, the net that the year's final
    statements settled; ``paid_now``, ``due_now`` and ``net_now``, what this one adds, in whole
    cents; ``corrections``, of earlier years; ``to_settle``, the last two together.
    """
    this = computed.this
    return {
        "imca": FORMAT,
        "unit": unit,
        "year": this.year,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "currency": currency,
        "provisional": computed.provisional,
        "sides": list(computed.sides),
        "instruments": {code: _figures(computed, code) for code in computed.sides},
        "total": {
            "paid": _figure(sum(this.paid.values(), Fraction(0))),
            "due": _figure(sum(this.due.values(), Fraction(0))),
            "paid_now": _whole(sum(this.now.paid.values())),
            "due_now": _whole(sum(this.now.due.values())),
        },
        "transfers": [
            {"from": move.payer, "to": move.payee, "amount": cents_text(move.cents)}
            for move in computed.transfers
        ],
        "corrections": [
            {
                "year": part.year,
                "instruments": {
                    code: {
                        "paid": _whole(part.now.paid[code]),
                        "due": _whole(part.now.due[code]),
                        "net": _whole(part.now.net[code]),
                    }
                    for code in computed.sides
                },
            }
            for part in computed.corrections
        ],
        "before": [
            {"number": one.number, "to": one.end.isoformat(), "digest": one.digest}
            for one in sorted(finals, key=lambda one: one.number)
            if one.year == this.year
        ],
        "lines": [_line(line) for line in computed.lines],
    }


def _figures(computed: Computed, code: str) -> dict[str, dict[str, str]]:
    this: YearSoFar = computed.this
    paid, due = (
        getattr(this.now, name)[code] + getattr(this.before, name)[code]
        for name in ("paid", "due")
    )
    return {
        "paid": _figure(this.paid[code], paid),
        "due": _figure(this.due[code], due),
        "net": _figure(this.paid[code] - this.due[code], paid - due),
        "settled_before": _whole(this.before.net[code]),
        "paid_now": _whole(this.now.paid[code]),
        "due_now": _whole(this.now.due[code]),
        "net_now": _whole(this.now.net[code]),
        "corrections": _whole(sum(part.now.net[code] for part in computed.corrections)),
        "to_settle": _whole(computed.net[code]),
    }


def _line(line: Line) -> dict[str, Any]:
    spent, part = line.spent, line.part
    whole = cents(part.amount)
    rounded = largest_remainders({code: 100 * due for code, due in part.due.items()}, whole)
    return {
        "date": spent.date.isoformat(),
        "description": line.description,
        "paid_by": spent.paid_by,
        "charged_to": spent.charged_to,
        "amount": decimal_text(spent.amount),
        "currency": spent.currency,
        "value": _figure(part.amount, whole),
        "key": None
        if part.key is None
        else {code: exact_text(share) for code, share in sorted(part.key.items())},
        "due": {code: _figure(due, rounded[code]) for code, due in sorted(part.due.items())},
    }


def _figure(exact: Fraction, rounded: int | None = None) -> dict[str, str]:
    whole = cents(exact) if rounded is None else rounded
    return {"exact": exact_text(exact), "rounded": cents_text(whole)}


def _whole(amount: int) -> dict[str, str]:
    return {"exact": exact_text(Fraction(amount, 100)), "rounded": cents_text(amount)}


def read_final(content: Mapping[str, Any], *, number: int, digest: str) -> Final:
    """Return a final statement as the ones after it need it, from its stored content."""
    now = {
        code: {name: figures[f"{name}_now"] for name in ("paid", "due")}
        for code, figures in content["instruments"].items()
    }
    settled = {content["year"]: _settlement(now)}
    for part in content["corrections"]:
        settled[part["year"]] = _settlement(part["instruments"])
    end = dt.date.fromisoformat(content["to"])
    return Final(content["year"], number, end, digest, settled)


def _settlement(figures: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Settlement:
    due, paid = (
        {code: int(100 * Fraction(found[name]["exact"])) for code, found in figures.items()}
        for name in ("due", "paid")
    )
    return Settlement(due, paid, {code: paid[code] - due[code] for code in due})


def line_changes(
    then: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]], *, last: str
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return the expenditure that is gone, and that has come, among the days up to ``last``.

    Args:
        then: lines of a statement.
        now: lines of a later one, or of today's.
        last: the last day that counts, as ISO text. Other words alone are no change.
    """
    before, after = ([line for line in lines if line["date"] <= last] for lines in (then, now))
    return _less(before, after), _less(after, before)


def _less(
    lines: Iterable[Mapping[str, Any]], others: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    left = Counter(tuple(line[name] for name in _SAME) for line in others)
    found = []
    for line in lines:
        same = tuple(line[name] for name in _SAME)
        if left[same]:
            left[same] -= 1
        else:
            found.append(line)
    return found


def figure_changes(then: Mapping[str, Any], now: Mapping[str, Any], name: str) -> dict[str, int]:
    """Return instrument → by how many cents its ``paid`` or ``due`` so far differs, if it does."""
    before, after = (
        {
            code: int(figures[name]["rounded"].replace(".", ""))
            for code, figures in content["instruments"].items()
        }
        for content in (then, now)
    )
    return {
        code: change
        for code in sorted({*before, *after})
        if (change := after.get(code, 0) - before.get(code, 0))
    }
