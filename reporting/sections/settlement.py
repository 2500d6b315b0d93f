"""Money really spent: paid, due, net, and the transfers that settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.core.tables import Row, Table
from reporting.sections.facts import exact, sum_text
from reporting.sections.wording import amount, money, period

if TYPE_CHECKING:
    from reporting.sections.facts import Facts


def settlement_table(facts: Facts) -> Table | None:
    """Return what each instrument paid, owed and nets to; None where nothing was spent."""
    found = facts.results["settlement"]
    by_code = {code: found[code] for code in facts.codes if code in found}
    if not any(exact(row[name]) for row in by_code.values() for name in ("due", "paid")):
        return None

    def row(label: str, name: str, *, total: bool = False) -> Row:
        cells = [figures[name]["rounded"] for figures in by_code.values()]
        signed = name == "net"
        texts = [amount(text, signed=signed) for text in [*cells, sum_text(cells)]]
        return Row(label, tuple(texts), total)

    return Table(
        caption=_("Money spent, %(period)s, %(currency)s")
        % {
            "period": period(facts.context["period"]["from"], facts.context["period"]["to"]),
            "currency": facts.currency,
        },
        columns=(*by_code, _("Total")),
        rows=(row(_("Paid"), "paid"), row(_("Due"), "due"), row(_("Net"), "net", total=True)),
        note=_("Of the period alone, before what earlier final statements have settled."),
    )


def transfers(facts: Facts) -> list[str]:
    """Return the transfers that settle the period, a text for each."""
    return [
        _("%(payer)s pays %(payee)s %(amount)s")
        % {
            "payer": move["from"],
            "payee": move["to"],
            "amount": money(facts.currency, move["amount"]),
        }
        for move in facts.results["settlement"]["transfers"]
    ]
