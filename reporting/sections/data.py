"""The figures of a report as tables for programs: what the report shows, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reporting.core.data import Column, Data, DataRow, DataTable, Figure
from reporting.sections import masthead
from reporting.sections.limitations import figures_of_limitations
from secretariats.core.exact import half_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.sections.facts import Facts

_SHARES = ("direct", "joint", "overhead", "support", "received", "funded", "balance")
_RANGE = ("lowest", "highest")


def report_data(facts: Facts) -> Data:
    """Return all tables of a report, in the active language."""
    tables = [
        _instruments(facts),
        _total(facts),
        _activities(facts),
        _areas(facts),
        _settlement(facts),
        _transfers(facts),
        _programme(facts),
        _limitations(facts),
    ]
    return Data(about=_about(facts), tables=tuple(table for table in tables if table.rows))


def _about(facts: Facts) -> tuple[tuple[str, str, str], ...]:
    context = facts.context
    head, run, period = context["head"], context["run"], context["period"]
    told = [
        ("title", _("Title"), masthead.title(facts)),
        ("symbol", _("Symbol"), head["symbol"]),
        ("state", _("State"), _("draft") if head["draft"] else _("final")),
        ("unit", _("Unit"), f"{context['unit']['code']}: {context['unit']['name']}"),
        ("committee", _("Committee"), context["committee"]["name"]),
        ("meeting", _("Meeting"), head["meeting_name"]),
        ("from", _("From"), period["from"]),
        ("to", _("To"), period["to"]),
        ("currency", _("Currency"), facts.currency),
        ("run", _("Valuation run"), run["id"]),
        ("digest", _("Digest of the run"), run["digest"]),
    ]
    if context["unit"]["synthetic"]:
        told.append(("synthetic", _("Note"), _("All people, hours and amounts are synthetic.")))
    return tuple(told)


def _amount(figure: Mapping[str, str]) -> Figure:
    return Figure(Decimal(figure["rounded"]), figure["exact"])


def _fraction(text: str, *, times: int = 1) -> Figure:
    """Return an exact value rounded to two decimals, ``times`` what it is."""
    value = Fraction(text) * times
    return Figure(Decimal(half_up(value * 100)).scaleb(-2), text)


def _instruments(facts: Facts) -> DataTable:
    names = {
        "direct": _("Direct services"),
        "joint": _("Part of joint services"),
        "overhead": _("Part of the overhead"),
        "support": _("Programme support"),
        "received": _("Received"),
        "funded": _("Share by key"),
        "balance": _("Balance"),
        "lowest": _("Lowest value received"),
        "highest": _("Highest value received"),
    }
    columns = [Column("minutes_direct", _("Time of direct services"), "minutes")]
    columns += [Column(name, names[name], facts.currency) for name in (*_SHARES, *_RANGE)]
    found = facts.results["instruments"]
    rows = [
        DataRow(
            code,
            (
                Figure(found[code]["minutes_direct"]),
                *(_amount(found[code][name]) for name in (*_SHARES, *_RANGE)),
            ),
            title=facts.context["instruments"].get(code, code),
        )
        for code in facts.codes
    ]
    return DataTable(
        "instruments",
        _("Value by instrument"),
        (_("Instrument"), _("Name"), ""),
        tuple(columns),
        tuple(rows),
    )


def _total(facts: Facts) -> DataTable:
    names = {
        "received": _("Received"),
        "funded": _("Share by key"),
        "unallocated": _("Not shared out"),
        "unrecorded": _("Costs of months without recorded work"),
        "not_logged": _("Of these, of months in which time was expected"),
    }
    total = facts.results["total"]
    rows = [
        DataRow(name, (_amount(total[name]),), title=words)
        for name, words in names.items()
        # Contexts frozen before all were told apart do not have the last.
        if name in total
    ]
    return DataTable(
        "total",
        _("All instruments together"),
        (_("Figure"), _("Name"), ""),
        (Column("value", _("Value"), facts.currency),),
        tuple(rows),
    )


def _by_instrument(facts: Facts) -> list[Column]:
    columns = [Column("minutes", _("Time"), "minutes")]
    return columns + [Column(f"value_{code}", code, facts.currency) for code in facts.codes]


def _values(facts: Facts, row: Mapping[str, Any]) -> tuple[Figure, ...]:
    values = (_amount(row["value"][code]) for code in facts.codes)
    return (Figure(row["minutes"]), *values)


def _activities(facts: Facts) -> DataTable:
    titles = facts.context["activities"]
    rows = [
        DataRow(
            row["activity"],
            _values(facts, row),
            title=titles.get(row["activity"], ""),
            group=row["area"] or "",
        )
        for row in facts.results["activities"]
    ]
    return DataTable(
        "activities",
        _("Value received by activity"),
        (_("Activity"), _("Title"), _("Work area")),
        tuple(_by_instrument(facts)),
        tuple(rows),
    )


def _areas(facts: Facts) -> DataTable:
    columns = [
        *_by_instrument(facts),
        *(
            Column(
                f"direct_{code}", _("direct to %(instrument)s") % {"instrument": code},
                facts.currency,
            )
            for code in facts.codes
        ),
        Column("joint", _("joint"), facts.currency),
    ]  # fmt: skip
    rows = [
        DataRow(
            row["area"],
            (
                *_values(facts, row),
                *(_amount(row["direct"][code]) for code in facts.codes),
                _amount(row["joint"]),
            ),
            title=facts.context["areas"].get(row["area"], ""),
        )
        for row in facts.results["areas"]
    ]
    return DataTable(
        "areas",
        _("Value of services by work area"),
        (_("Work area"), _("Name"), ""),
        tuple(columns),
        tuple(rows),
    )


def _settlement(facts: Facts) -> DataTable:
    found = facts.results["settlement"]
    names = {"paid": _("Paid"), "due": _("Due"), "net": _("Net")}
    rows = [
        DataRow(code, tuple(_amount(found[code][name]) for name in names))
        for code in facts.codes
        if code in found
    ]
    columns = tuple(Column(name, words, facts.currency) for name, words in names.items())
    return DataTable(
        "settlement", _("Settlement of money spent"), (_("Instrument"), "", ""), columns,
        tuple(rows),
    )  # fmt: skip


def _transfers(facts: Facts) -> DataTable:
    rows = [
        DataRow(one["from"], (Figure(Decimal(one["amount"])),), title=one["to"])
        for one in facts.results["settlement"]["transfers"]
    ]
    return DataTable(
        "transfers",
        _("Transfers"),
        (_("From"), _("To"), ""),
        (Column("amount", _("Amount"), facts.currency),),
        tuple(rows),
    )


def _programme(facts: Facts) -> DataTable:
    codes = sorted({code for item in facts.context["programme"] for code in item["planned"]})
    columns = [
        Column(
            f"planned_{code}", _("planned for %(instrument)s") % {"instrument": code}, "days"
        )
        for code in codes
    ]  # fmt: skip
    columns.append(Column("minutes", _("recorded"), "minutes"))
    rows = []
    for item in facts.context["programme"]:
        planned = [
            _fraction(item["planned"][code]) if code in item["planned"] else None for code in codes
        ]
        recorded = None if item["minutes"] is None else Figure(item["minutes"])
        rows.append(
            DataRow(
                f"{item['year']}/{item['number']}",
                (*planned, recorded),
                title=item["title"],
                group=item.get("activity") or "",
            )
        )
    return DataTable(
        "programme",
        _("Programme of work"),
        (_("Item"), _("Title"), _("Activity")),
        tuple(columns),
        tuple(rows),
    )


def _limitations(facts: Facts) -> DataTable:
    known = facts.context["limitations"]
    words = {"minutes": _("minutes"), "per cent": _("per cent"), "number": _("number")}
    rows = []
    for name, label, unit in figures_of_limitations():
        value = known.get(name)
        if value is None or (name == "concentration" and known.get("concentration_withheld")):
            continue
        times = 100 if unit == "per cent" else 1
        figure = Figure(value) if isinstance(value, int) else _fraction(value, times=times)
        rows.append(DataRow(name, (figure,), title=label, group=words[unit]))
    return DataTable(
        "limitations",
        _("Limitations"),
        (_("Figure"), _("Name"), _("Unit")),
        (Column("value", _("Value"), ""),),
        tuple(rows),
    )
