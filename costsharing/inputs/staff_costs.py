"""Staff costs: what people really cost in a month, for the actual method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from costsharing.models import StaffCost
from costsharing.permissions import may_write_shared_money
from secretariats.core.dates import month_end
from secretariats.input_fields import Amount, Currency, Month, Other
from secretariats.input_table import InputTable, every_instrument
from secretariats.models import Person

if TYPE_CHECKING:
    import datetime as dt


def _days(row: Any) -> tuple[dt.date, dt.date]:
    return row.month, month_end(row.month)


TABLE = InputTable(
    name="staff-costs",
    model=StaffCost,
    title=_("Staff costs"),
    add=_("Add a line of staff cost"),
    question=_("What did each person really cost in a month?"),
    lead=_("Several lines of a month add up; a correction may be negative, the sum may not."),
    fields=(
        Month(name="month", label=_("Month"), by=True),
        Other(
            name="person",
            label=_("Person"),
            rows=lambda unit: Person.objects.filter(units=unit).order_by("username"),
            key="username",
            words=str,
            kept=True,
            by=True,
        ),
        Amount(name="amount", label=_("Amount"), least=None),
        Currency(name="currency", label=_("Currency")),
    ),
    writers=_("finance officers, once those of every instrument agree"),
    may_write=lambda person, unit, _values: may_write_shared_money(person, unit),
    offers=may_write_shared_money,
    order=("-month", "person__username"),
    days=_days,
    within=("month", "month"),
    sides=every_instrument,
)
