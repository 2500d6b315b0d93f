"""A run beside what it would be under other terms, in sentences, tables and a chart."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.core.charts.definition import Range, RangeBars, RangeWords
from reporting.core.charts.marks import marks_of
from reporting.core.tables import Row, Table
from reporting.sections.compared import instrument_tables, pair_cells
from reporting.sections.facts import Facts, exact, whole_cents
from reporting.sections.value import lies_inside
from reporting.sections.wording import amount, finding, joined, language, money, period, shares
from secretariats.queries.palette import palette

if TYPE_CHECKING:
    from costsharing.core.compared import Pair
    from costsharing.queries.what_if import Beside


def facts_under(beside: Beside, today: Facts) -> Facts:
    """Return the facts under other terms: the same unit and record, other results."""
    codes = {*today.results["instruments"], *beside.results["instruments"]}
    context = {**today.context, "results": beside.results, "palette": palette(codes)}
    return Facts(context)


def codes_of(today: Facts, then: Facts) -> tuple[str, ...]:
    """Return the instruments of both, those of today first."""
    return (*today.codes, *(code for code in then.codes if code not in today.codes))


def effect_sentences(beside: Beside, today: Facts, then: Facts) -> list[tuple[str, str]]:
    """Return for each instrument what would change for it, with the range and what may be said.

    Returns:
        instrument code and its sentences.
    """
    pairs = beside.comparison.instruments
    return [
        (code, _effect(code, pairs[code]["funded"], pairs[code]["received"], then))
        for code in codes_of(today, then)
    ]


def _effect(code: str, funded: Pair, received: Pair, then: Facts) -> str:
    currency = then.currency
    text = {
        1: _("%(instrument)s would fund %(now)s, %(change)s more than today."),
        -1: _("%(instrument)s would fund %(now)s, %(change)s less than today."),
        0: _("%(instrument)s would fund %(now)s, as today."),
    }[_direction(funded)]
    funds = text % {"instrument": code, **_words(funded, currency)}
    text = {
        1: _("It would receive services worth %(now)s, %(change)s more than today."),
        -1: _("It would receive services worth %(now)s, %(change)s less than today."),
        0: _("It would receive services worth %(now)s, as today."),
    }[_direction(received)]
    receives = text % _words(received, currency)
    row = next((row for row in then.received if row.code == code), None)
    if row is None:
        return f"{funds} {receives}"
    where = (
        _("Its share by key lies inside the range from %(lowest)s to %(highest)s: %(finding)s.")
        if lies_inside(then, code)
        else _(
            "Its share by key lies outside the range from %(lowest)s to %(highest)s: %(finding)s."
        )
    )
    words = {
        "lowest": money(currency, row.lowest),
        "highest": money(currency, row.highest),
        "finding": finding(row.verdict),
    }
    return f"{funds} {receives} {where % words}"


def _direction(one: Pair) -> int:
    cents = whole_cents(one.difference["rounded"])
    return (cents > 0) - (cents < 0)


def _words(one: Pair, currency: str) -> dict[str, str]:
    return {
        "now": money(currency, one.after["rounded"]),
        "change": money(currency, one.difference["rounded"].removeprefix("-")),
    }


def figure_tables(beside: Beside, today: Facts, then: Facts) -> list[Table]:
    """Return a table for each instrument: value with its range, and money, beside today's."""
    tables = instrument_tables(
        beside.comparison,
        currency=then.currency,
        heads=heads(),
        codes=codes_of(today, then),
    )
    names = {
        "paid": _("Money: paid"),
        "due": _("Money: due"),
        "net": _("Money: net"),
    }
    found = []
    for code, table in zip(codes_of(today, then), tables, strict=True):
        pairs = beside.settlement.get(code, {})
        spent = any(exact(side) for one in pairs.values() for side in (one.before, one.after))
        rows = tuple(
            Row(names[name], pair_cells(one, signed=name == "net")) for name, one in pairs.items()
        )
        found.append(replace(table, rows=(*table.rows, *rows)) if spent else table)
    return found


def heads() -> tuple[str, str]:
    """Return what the two sides are called."""
    return _("What if"), _("Today")


def transfer_sentences(then: Facts) -> list[str]:
    """Return the transfers that would settle the money spent."""
    return [
        _("%(payer)s would pay %(payee)s %(amount)s.")
        % {
            "payer": move["from"],
            "payee": move["to"],
            "amount": money(then.currency, move["amount"]),
        }
        for move in then.results["settlement"]["transfers"]
    ]


def range_chart(today: Facts, then: Facts) -> RangeBars | None:
    """Return the range of each instrument today and under other terms; None where all is zero."""
    codes = codes_of(today, then)
    marks = marks_of(codes, then.palette)
    sides = [(_("today"), today), (_("what if"), then)]
    ranges = [
        Range(
            name=_("%(instrument)s, %(side)s") % {"instrument": code, "side": side},
            mark=marks[code],
            **{name: exact(found[name]) for name in ("lowest", "received", "funded", "highest")},
        )
        for code in codes
        for side, facts in sides
        if (found := facts.results["instruments"].get(code)) is not None
    ]
    if not any(one.highest or one.funded for one in ranges):
        return None
    return RangeBars(
        title=_("Value received in its range, and share by key, today and under other terms, %s")
        % then.currency,
        alt=_(
            "Value received in its range, and share by key, of %(instruments)s, today and under "
            "other terms. The figures stand in the table below."
        )
        % {"instruments": joined(codes)},
        language=language(),
        words=RangeWords(
            corner=_("Instrument"),
            lowest=_("to the lowest value"),
            highest=_("to the highest value"),
            received=_("received"),
            funded=_("share by key"),
        ),
        ranges=tuple(ranges),
    )


def chart_table(chart: RangeBars) -> Table:
    """Return the figures of a chart as a table."""
    head, *rows = chart.data()
    return Table(
        caption=chart.title,
        corner=head[0],
        columns=head[1:],
        rows=tuple(Row(row[0], row[1:]) for row in rows),
    )


def key_lines(facts: Facts) -> list[str]:
    """Return the keys in force, each with its days, agreed on or not."""
    lines = []
    for key in facts.results["keys"]:
        found = {code: Fraction(part) for code, part in key["shares"].items()}
        words = {
            "period": period(key["from"], key["to"]),
            "shares": shares(found, sorted(found, key=lambda code: (-found[code], code))),
        }
        text = (
            _("%(period)s, by budgets: %(shares)s.")
            if key["basis"] == "budget"
            else _("%(period)s: %(shares)s.")
        )
        lines.append(text % words)
    return lines


def unallocated_sentence(beside: Beside, currency: str) -> str:
    """Return what would be shared out to nobody, if anything."""
    found = exact(beside.results["total"]["unallocated"])
    if found == Fraction(0):
        return ""
    text = _("Overhead worth %(amount)s would be shared out to nobody.")
    value = beside.results["total"]["unallocated"]["rounded"]
    return text % {"amount": f"{currency} {amount(value)}"}
