"""Standard costs: what a grade costs in a year, and the productive hours that it pays for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from costsharing.models import StandardCost
from costsharing.permissions import may_write_shared_money
from secretariats.input_fields import Amount, Code, Currency, Year
from secretariats.input_table import InputTable, every_instrument


def _days(row: Any) -> tuple[dt.date, dt.date]:
    return dt.date(row.year, 1, 1), dt.date(row.year, 12, 31)


TABLE = InputTable(
    name="standard-costs",
    model=StandardCost,
    title=_("Standard costs"),
    add=_("Add a standard cost"),
    question=_("What does a grade cost in a year?"),
    lead=_(
        "Annual cost divided by productive hours is what an hour costs by the standard method."
    ),
    fields=(
        Year(name="year", label=_("Year"), by=True),
        Code(name="grade", label=_("Grade"), longest=16, by=True),
        Amount(name="annual", label=_("Annual cost")),
        Currency(name="currency", label=_("Currency")),
        Amount(
            name="productive_hours",
            label=_("Productive hours"),
            help=_("In a year, leave and holidays taken off, such as 1650."),
            above=True,
        ),
    ),
    writers=_("finance officers, once those of every instrument agree"),
    may_write=lambda person, unit, _values: may_write_shared_money(person, unit),
    offers=may_write_shared_money,
    order=("-year", "grade"),
    days=_days,
    key=("grade", "year"),
    sides=every_instrument,
)
