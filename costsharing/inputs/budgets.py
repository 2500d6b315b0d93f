"""Budgets: what each instrument has for a calendar year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from costsharing.models import Budget
from costsharing.permissions import may_write_money_of, may_write_shared_money
from secretariats.input_fields import Amount, Currency, Other, Year, YesNo
from secretariats.input_table import InputTable
from secretariats.models import Instrument


def _days(row: Any) -> tuple[dt.date, dt.date]:
    return dt.date(row.year, 1, 1), dt.date(row.year, 12, 31)


TABLE = InputTable(
    name="budgets",
    model=Budget,
    title=_("Budgets"),
    add=_("Add a budget"),
    question=_("What does each instrument have for a year?"),
    lead=_("Where an agreement shares by budgets, the key of a year comes from here."),
    fields=(
        Year(name="year", label=_("Year"), by=True),
        Other(
            name="instrument",
            label=_("Instrument"),
            rows=lambda unit: Instrument.objects.filter(units=unit),
            words=lambda row: row.code,
            by=True,
        ),
        Amount(name="amount", label=_("Amount")),
        Currency(name="currency", label=_("Currency")),
        YesNo(
            name="provisional",
            label=_("Provisional"),
            help=_("Every run that rests on it says so."),
        ),
    ),
    writers=_("finance officers of the instrument itself"),
    may_write=lambda person, unit, values: may_write_money_of(person, unit, values["instrument"]),
    offers=may_write_shared_money,
    order=("-year", "instrument__code"),
    days=_days,
    key=("instrument", "year"),
)
