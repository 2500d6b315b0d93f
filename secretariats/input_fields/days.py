"""Columns of days and months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import formats
from django.utils.translation import gettext as _

from secretariats.input_fields.base import Field, Wrong

if TYPE_CHECKING:
    from secretariats.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A date."""

    control: ClassVar[str] = "date"

    def read(self, text: str, unit: Unit, *, exact: bool) -> dt.date:
        """Return the date."""
        del unit, exact
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or len(text) != len("2017-01-31") or not 1990 <= day.year <= 2200:
            raise Wrong(_("Write the day as year-month-day, such as 2017-01-31."))
        return day

    def plain(self, value: Any) -> Any:
        """Return the date as ISO 8601."""
        return value.isoformat() if value else None

    def typed(self, value: Any) -> str:
        """Return the date as ISO 8601, as the browser's field for days has it."""
        return value.isoformat() if value else ""

    def shown(self, value: Any) -> str:
        """Return the date in words; what is open says so."""
        return formats.date_format(value, "DATE_FORMAT") if value else str(_("open"))

    def told(self, plain: Any) -> str:
        """Return the date in words; what is open says so."""
        return self.shown(dt.date.fromisoformat(plain) if plain else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(Day):
    """A month, kept as its first day."""

    control: ClassVar[str] = "month"

    def read(self, text: str, unit: Unit, *, exact: bool) -> dt.date:
        """Return the month's first day."""
        try:
            return Day.read(self, f"{text}-01", unit, exact=exact)
        except Wrong as error:
            raise Wrong(_("Write the month as year-month, such as 2017-01.")) from error

    def plain(self, value: Any) -> Any:
        """Return the month as ISO 8601."""
        return f"{value:%Y-%m}" if value else None

    def typed(self, value: Any) -> str:
        """Return the month as ISO 8601."""
        return f"{value:%Y-%m}" if value else ""

    def shown(self, value: Any) -> str:
        """Return the month in words."""
        return formats.date_format(value, "YEAR_MONTH_FORMAT") if value else ""

    def told(self, plain: Any) -> str:
        """Return the month in words."""
        return self.shown(dt.date.fromisoformat(f"{plain}-01") if plain else None)
