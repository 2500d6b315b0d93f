"""Contracts: consultants' fees by the hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from costsharing.permissions import may_write_shared_money
from secretariats.core.errors import Problem
from secretariats.input_fields import Amount, Currency, Day, Other
from secretariats.input_table import (
    InputTable,
    every_instrument,
    overlapping,
    span_of,
    span_problems,
)
from secretariats.models import Contract, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.models import Unit


def _check(unit: Unit, row: Any, values: Mapping[str, Any]) -> list[Problem]:
    if problems := span_problems(unit, row, values):
        return problems
    others = Contract.objects.filter(unit=unit, person=values["person"])
    if row is not None:
        others = others.exclude(pk=row.pk)
    if overlapping(others, values).exists():
        text = now(
            "The person has another contract on some of these days: end that one first, or choose "
            "other days."
        )
        return [Problem("start", text)]
    return []


TABLE = InputTable(
    name="contracts",
    model=Contract,
    title=_("Contracts"),
    add=_("Add a contract"),
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
    writers=_("finance officers, once those of every instrument agree"),
    may_write=lambda person, unit, _values: may_write_shared_money(person, unit),
    offers=may_write_shared_money,
    order=("person__username", "start"),
    days=span_of,
    within=("start", "end"),
    check=_check,
    sides=every_instrument,
)
