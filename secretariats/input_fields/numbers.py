"""Columns of exact amounts, whole numbers, shares and minutes by weekday."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from secretariats.core.exact import decimal_text, parse_decimal, parse_fraction
from secretariats.core.numbers import decimal as written
from secretariats.core.typed import Unreadable, typed_decimal
from secretariats.input_fields.base import Field, Wrong

if TYPE_CHECKING:
    from secretariats.models import Unit

LONGEST_NUMERAL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Field):
    """An exact number of at most fifteen digits.

    Attributes:
        places: the decimals that are kept.
        least: the smallest value; None: any.
        above: whether ``least`` itself is too little.
        grouped: whether a lone mark may group thousands (``typed_decimal``).
    """

    places: int = 4
    least: int | None = 0
    above: bool = False
    grouped: bool = True

    control: ClassVar[str] = "decimal"
    is_figure: ClassVar[bool] = True

    def read(self, text: str, unit: Unit, *, exact: bool) -> Decimal:
        """Return the exact number."""
        del unit
        if len(text) > LONGEST_NUMERAL:
            raise Wrong(_("This is too long for a number."))
        try:
            value = (
                parse_decimal(text, places=self.places, negative=True)
                if exact
                else typed_decimal(text, places=self.places, negative=True, grouped=self.grouped)
            )
        except Unreadable as error:
            raise Wrong(_(error.told.text) % dict(error.told.values)) from error
        except ValueError as error:
            text_ = _(
                'Write a number as text with a point, such as "1234.56": at most %(before)d '
                "digits before and %(after)d after it."
            )
            raise Wrong(text_ % {"before": 15 - self.places, "after": self.places}) from error
        if self.least is not None and (value < self.least or (self.above and value == self.least)):
            if self.above:
                raise Wrong(_("It must be more than %(least)d.") % {"least": self.least})
            raise Wrong(_("It must not be less than %(least)d.") % {"least": self.least})
        return Decimal(decimal_text(value))

    def plain(self, value: Any) -> Any:
        """Return the numeral, with two decimals or more."""
        return None if value is None else decimal_text(value)

    def typed(self, value: Any) -> str:
        """Return the numeral as the language writes it, without marks between the thousands."""
        if value is None:
            return ""
        text = decimal_text(value)
        digits = "" if len(text.partition(".")[2]) != 3 else "0"
        return (text + digits).replace(".", formats.get_format("DECIMAL_SEPARATOR"))

    def shown(self, value: Any) -> str:
        """Return the number as the language writes it."""
        return self.told(self.plain(value))

    def told(self, plain: Any) -> str:
        """Return the numeral as the language writes it."""
        return "" if plain is None else written(plain, get_language() or "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    """A whole number between two others."""

    least: int
    most: int

    control: ClassVar[str] = "numeric"
    is_figure: ClassVar[bool] = True

    def read(self, text: str, unit: Unit, *, exact: bool) -> int:
        """Return the number."""
        del unit, exact
        is_whole = text.isascii() and text.isdigit() and len(text) < LONGEST_NUMERAL
        if is_whole and self.least <= int(text) <= self.most:
            return int(text)
        words = {"least": self.least, "most": self.most}
        raise Wrong(_("Write a whole number from %(least)d to %(most)d.") % words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(Whole):
    """A calendar year."""

    least: int = 1990
    most: int = 2200

    is_figure: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Field):
    """A fraction of the whole, above 0 and at most 1, kept as two integers."""

    numerator: str = "share_num"
    denominator: str = "share_den"
    sort: str = "share_num"

    is_figure: ClassVar[bool] = True

    def read(self, text: str, unit: Unit, *, exact: bool) -> Fraction:
        """Return the fraction."""
        del unit, exact
        try:
            share = parse_fraction(text.replace(" ", ""))
        except ValueError as error:
            raise Wrong(_("Write a fraction such as 1/2, or 1 for the whole.")) from error
        if not 0 < share <= 1:
            raise Wrong(_("It must be above 0 and at most 1."))
        return share

    def of(self, row: Any) -> Fraction:
        """Return the fraction."""
        return Fraction(getattr(row, self.numerator), getattr(row, self.denominator))

    def put(self, row: Any, value: Fraction) -> None:
        """Put both integers."""
        setattr(row, self.numerator, value.numerator)
        setattr(row, self.denominator, value.denominator)

    def plain(self, value: Any) -> Any:
        """Return the fraction as text."""
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekdays(Field):
    """Minutes for each weekday from Monday on, as many as there are before the rest are none."""

    required: bool = False

    def read(self, text: str, unit: Unit, *, exact: bool) -> list[int]:
        """Return the minutes."""
        del unit, exact
        parts = text.replace(",", " ").split()
        if len(parts) > 7 or not all(part.isascii() and part.isdigit() for part in parts):
            raise Wrong(_("Write up to seven numbers of minutes, Monday first: 480 480 240."))
        minutes = [int(part[:5]) for part in parts]
        if max(minutes) > 1440:
            raise Wrong(_("A day has 1440 minutes."))
        return minutes

    def typed(self, value: Any) -> str:
        """Return the minutes with spaces between."""
        return " ".join(str(minutes) for minutes in value or [])

    def told(self, plain: Any) -> str:
        """Return the minutes with spaces between."""
        return self.typed(plain)
