"""A run beside what it would be, as aligned tables of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from costsharing.core.compared import Pair
    from costsharing.models import ValuationRun
    from costsharing.queries.what_if import Beside


def beside_lines(run: ValuationRun, found: Beside) -> list[str]:
    """Return a table for each instrument: every figure today, under the other terms, the change.

    Lowest and highest stand with the values, and so do paid, due and net of the money spent.
    """
    names = {
        "direct": _("direct"),
        "joint": _("joint"),
        "overhead": _("overhead"),
        "support": _("support"),
        "received": _("received"),
        "funded": _("share by key"),
        "balance": _("balance"),
        "lowest": _("lowest"),
        "highest": _("highest"),
        "paid": _("paid"),
        "due": _("due"),
        "net": _("net"),
    }
    currency, money = found.results["currency"], found.settlement
    rows: list[tuple[str, ...]] = []
    for code, figures in found.comparison.instruments.items():
        rows.append((f"{code} {currency}", _("today"), _("what if"), _("difference")))
        pairs = {**figures, **(money.get(code, {}) if _is_any(money.get(code, {})) else {})}
        rows += [_row(names[name], one) for name, one in pairs.items()]
    total = found.comparison.total
    rows.append((_("all %(currency)s") % {"currency": currency}, "", "", ""))
    of_all = {
        "received": names["received"],
        "unallocated": _("unallocated"),
        "unrecorded": _("unrecorded"),
    }
    rows += [_row(label, total[name]) for name, label in of_all.items()]
    head = _("%(unit)s, %(start)s to %(end)s, method %(method)s, run %(run)s under other terms")
    words = {"unit": run.unit.code, "start": run.start, "end": run.end, "method": run.method}
    warnings = [_("Warning: %(text)s") % {"text": text} for text in found.results["warnings"]]
    provisional = (
        [_("Provisional: it rests on provisional budgets.")]
        if found.results["provisional"]
        else []
    )
    return [head % (words | {"run": run.pk}), *_aligned(rows), *provisional, *warnings]


def _is_any(figures: dict[str, Pair]) -> bool:
    return any(
        form["exact"] != "0/1" for one in figures.values() for form in (one.before, one.after)
    )


def _row(label: str, one: Pair) -> tuple[str, ...]:
    change = one.difference["rounded"]
    signed = change if change.startswith("-") or not one.differs else f"+{change}"
    return f"  {label}", one.before["rounded"], one.after["rounded"], signed


def _aligned(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows as lines, the first column to the left, the others to the right."""
    lines = list(rows)
    widths = [max(len(row[column]) for row in lines) for column in range(len(lines[0]))]
    for row in lines:
        yield "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
