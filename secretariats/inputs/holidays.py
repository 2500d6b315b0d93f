"""Holidays: days of the unit on which nothing, or less, is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from secretariats.input_fields import Day, Whole, Words
from secretariats.input_table import InputTable
from secretariats.models import Holiday
from secretariats.permissions import coordinates

if TYPE_CHECKING:
    import datetime as dt


def _days(row: Any) -> tuple[dt.date, dt.date]:
    return row.date, row.date


TABLE = InputTable(
    name="holidays",
    model=Holiday,
    title=_("Holidays"),
    add=_("Add a holiday"),
    question=_("On which days does the unit not work?"),
    lead=_("Nothing is expected on a holiday; half of one takes minutes off the day."),
    fields=(
        Day(name="date", label=_("Date")),
        Words(name="name", label=_("Name"), longest=200),
        Whole(
            name="minutes",
            label=_("Minutes it takes"),
            help=_("Empty: the whole day."),
            required=False,
            least=1,
            most=1440,
        ),
    ),
    writers=_("the coordinator"),
    may_write=lambda person, unit, _values: coordinates(person, unit),
    offers=coordinates,
    order=("-date",),
    days=_days,
    within=("date", "date"),
    key=("date",),
)
