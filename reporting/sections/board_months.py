"""The trend by month of a dashboard: a chart, the same as a table, and what changed most."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import gettext as _

from costsharing.core.rounding import round_table
from reporting.core.charts.columns import Columns
from reporting.core.charts.definition import Series
from reporting.core.charts.marks import JOINT, OTHER, marks_of
from reporting.core.periods import Months, read_months
from reporting.sections.wording import language, money
from secretariats.core.exact import cents, cents_text, largest_remainders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reporting.sections.facts import Facts

ZERO = Fraction(0)
LARGE = 20_000


PARTS = ("direct", "joint", "overhead", "support")


def month_name(name: str, *, short: bool = False) -> str:
    """Return ``2017-05`` as ``May 2017``, or as ``May``."""
    day = dt.date.fromisoformat(f"{name}-01")
    return formats.date_format(day, "M" if short else "F Y")


def amount_in(month: Mapping[str, Any], code: str, figure: str) -> Fraction:
    """Return an exact figure of an instrument in a month."""
    return Fraction(month["instruments"].get(code, {}).get(figure, "0/1"))


def trend_chart(
    facts: Facts, code: str, months: Sequence[Mapping[str, Any]], chosen: frozenset[int]
) -> Columns | None:
    """Return what an instrument received by month, in its parts, beside its share by key.

    None where there is nothing to draw.
    """
    worth = {
        figure: [amount_in(month, code, figure) for month in months]
        for figure in (*PARTS, "received", "funded")
    }
    if not any(worth["received"]) and not any(worth["funded"]):
        return None
    scale = 1000 if max([*worth["received"], *worth["funded"]]) >= LARGE else 1
    marks = marks_of([*facts.codes, code], facts.palette)
    kinds = [
        (_("direct"), marks[code], worth["direct"]),
        (_("part of joint"), marks[JOINT], worth["joint"]),
        (
            _("part of overhead"),
            marks[OTHER],
            [sum(pair, ZERO) for pair in zip(worth["overhead"], worth["support"], strict=True)],
        ),
    ]
    words = {"instrument": code, "currency": facts.currency}
    title = (
        _("%(instrument)s by month, thousand %(currency)s")
        if scale > 1
        else _("%(instrument)s by month, %(currency)s")
    ) % words
    return Columns(
        title=title,
        alt=_in_words(facts, code, months, worth["received"]),
        language=language(),
        corner=_("Month"),
        categories=tuple(month_name(month["month"], short=True) for month in months),
        series=tuple(
            Series(label, mark, tuple(value / scale for value in values))
            for label, mark, values in kinds
        ),
        line=(_("share by key"), tuple(value / scale for value in worth["funded"])),
        chosen=chosen,
    )


def _in_words(
    facts: Facts, code: str, months: Sequence[Mapping[str, Any]], received: Sequence[Fraction]
) -> str:
    most = max(range(len(months)), key=lambda i: received[i])
    least = min(range(len(months)), key=lambda i: received[i])
    text = _(
        "%(instrument)s by month: received, in its parts, and share by key. Most in %(most)s "
        "(%(high)s), least in %(least)s (%(low)s). The table has every figure."
    )
    return text % {
        "instrument": code,
        "most": month_name(months[most]["month"]),
        "high": money(facts.currency, cents_text(cents(received[most]))),
        "least": month_name(months[least]["month"]),
        "low": money(facts.currency, cents_text(cents(received[least]))),
    }


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of an instrument: amounts in cents as text, and the months it opens."""

    name: str
    period: Months | None
    parts: tuple[str, ...]
    received: str
    funded: str
    balance: str
    lowest: str
    highest: str


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The months of an instrument, rounded as a table of their own."""

    rows: tuple[MonthRow, ...]
    total: MonthRow
    has_support: bool


def month_table(code: str, months: Sequence[Mapping[str, Any]]) -> MonthTable:
    """Return an instrument's months with its parts, adding up both ways.

    Received is rounded with its parts, the share by key on its own; each month's lowest and
    highest alone, since they do not add up to anything.
    """
    names = [month["month"] for month in months]
    worth = {
        month["month"]: {part: amount_in(month, code, part) for part in PARTS} for month in months
    }
    table = round_table(worth, rows=names, columns=PARTS)
    shares = {month["month"]: amount_in(month, code, "funded") * 100 for month in months}
    whole = cents(sum(shares.values(), ZERO) / 100)
    funded = largest_remainders(shares, whole) if shares else {}
    rows = []
    for month in months:
        name = month["month"]
        rows.append(
            _row(
                name,
                [table[name][part] for part in PARTS],
                funded[name],
                cents(amount_in(month, code, "lowest")),
                cents(amount_in(month, code, "highest")),
            )
        )
    sums = [sum(table[name][part] for name in names) for part in PARTS]
    lowest, highest = (
        cents(sum((amount_in(month, code, figure) for month in months), ZERO))
        for figure in ("lowest", "highest")
    )
    total = _row("", sums, whole, lowest, highest)
    return MonthTable(tuple(rows), total, has_support=bool(sums[-1]))


def _row(name: str, parts: Sequence[int], funded: int, lowest: int, highest: int) -> MonthRow:
    received = sum(parts)
    return MonthRow(
        name=month_name(name) if name else "",
        period=read_months(name, name) if name else None,
        parts=tuple(map(cents_text, parts)),
        received=cents_text(received),
        funded=cents_text(funded),
        balance=cents_text(received - funded),
        lowest=cents_text(lowest),
        highest=cents_text(highest),
    )
