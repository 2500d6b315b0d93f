"""Rates of exchange: units of a currency for one US dollar, as the United Nations states them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from costsharing.core.keys import DOLLAR
from costsharing.models import ExchangeRate
from costsharing.permissions import may_write_shared_money
from secretariats.core.dates import ONE_DAY
from secretariats.core.errors import Problem
from secretariats.input_fields import Amount, Currency, Day
from secretariats.input_table import InputTable, every_instrument

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from secretariats.models import Unit


def _days(row: Any) -> tuple[dt.date, dt.date | None]:
    """Return the day it begins and the day before the next rate of the currency."""
    later = ExchangeRate.objects.filter(
        unit=row.unit_id, currency=row.currency, start__gt=row.start
    )
    after = later.order_by("start").values_list("start", flat=True).first()
    return row.start, after - ONE_DAY if after else None


def _check(_unit: Unit, _row: Any, values: Mapping[str, Any]) -> list[Problem]:
    if values["currency"] == DOLLAR:
        text = now("A dollar is a dollar: rates are those of other currencies.")
        return [Problem("currency", text)]
    return []


TABLE = InputTable(
    name="exchange-rates",
    model=ExchangeRate,
    title=_("Rates of exchange"),
    add=_("Add a rate"),
    question=_("What is a dollar worth, and since when?"),
    lead=_("Units of a currency for one US dollar. A rate holds from its date until the next."),
    fields=(
        Currency(name="currency", label=_("Currency"), by=True),
        Day(name="start", label=_("From")),
        Amount(
            name="per_usd",
            label=_("For one US dollar"),
            help=_("Such as 0.956. Thousands are not grouped here."),
            places=8,
            above=True,
            grouped=False,
        ),
    ),
    writers=_("finance officers, once those of every instrument agree"),
    may_write=lambda person, unit, _values: may_write_shared_money(person, unit),
    offers=may_write_shared_money,
    order=("currency", "-start"),
    days=_days,
    within=("start", "start"),
    check=_check,
    key=("currency", "start"),
    sides=every_instrument,
)
