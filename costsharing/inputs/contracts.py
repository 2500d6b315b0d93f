"""Contracts: consultants' fees by the hour."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from costsharing.permissions import may_write_shared_money
from secretariats.input_fields import Amount, Currency, Day, Other
from secretariats.input_table import InputTable, span_of, span_problems
from secretariats.models import Contract, Person

TABLE = InputTable(
    name="contracts",
    model=Contract,
    title=_("Contracts"),
    one=_("contract"),
    question=_("What does an hour of each consultant cost?"),
    lead=_("While a contract is in force its fee is what an hour costs, whatever post there is."),
    fields=(
        Other(
            name="person",
            label=_("Person"),
            rows=lambda unit: Person.objects.filter(units=unit).order_by("username"),
            key="username",
            words=str,
            kept=True,
            by=True,
        ),
        Day(name="start", label=_("From")),
        Day(
            name="end",
            label=_("To"),
            required=False,
            help=_("The last day, which belongs to it. Empty: open."),
        ),
        Amount(name="hourly", label=_("Fee per hour")),
        Currency(name="currency", label=_("Currency")),
    ),
    writers=_("finance officers of any instrument"),
    may_write=lambda person, unit, _values: may_write_shared_money(person, unit),
    offers=may_write_shared_money,
    order=("person__username", "start"),
    days=span_of,
    within=("start", "end"),
    check=span_problems,
)
