"""Expenditure: money that instruments laid out, shared by the key or charged to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from costsharing.models import Expenditure
from costsharing.permissions import may_write_money_of, may_write_shared_money
from secretariats.input_fields import Amount, Currency, Day, Other, Words
from secretariats.input_table import InputTable
from secretariats.models import Instrument

if TYPE_CHECKING:
    import datetime as dt


def _days(row: Any) -> tuple[dt.date, dt.date]:
    return row.date, row.date


TABLE = InputTable(
    name="expenditure",
    model=Expenditure,
    title=_("Expenditure"),
    add=_("Add a line of expenditure"),
    question=_("Who laid out which money?"),
    lead=_("Shared money is split by the key on its date, and settled; a refund is negative."),
    fields=(
        Day(name="date", label=_("Date")),
        Words(name="description", label=_("What for"), longest=300, required=False),
        Amount(name="amount", label=_("Amount"), least=None),
        Currency(name="currency", label=_("Currency")),
        Other(
            name="paid_by",
            label=_("Paid by"),
            rows=lambda unit: Instrument.objects.filter(units=unit),
            words=lambda row: row.code,
            by=True,
        ),
        Other(
            name="charged_to",
            label=_("Charged to"),
            help=_("Shared by the key, or for one instrument alone."),
            rows=lambda unit: Instrument.objects.filter(units=unit),
            words=lambda row: row.code,
            none=_("shared by the key"),
            required=False,
            by=True,
        ),
    ),
    writers=_("finance officers of the instrument that paid"),
    may_write=lambda person, unit, values: may_write_money_of(person, unit, values["paid_by"]),
    offers=may_write_shared_money,
    order=("-date", "-pk"),
    days=_days,
    within=("date", "date"),
)
