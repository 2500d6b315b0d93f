"""The kinds of columns that tables of inputs have: how each is typed, shown and kept.

A field reads what a person typed or a program sent, says what is wrong with it in words, and puts
it into a row; it also gives a row's value as pages show it and as history and programs keep it.
"""

from secretariats.input_fields.base import Field, Wrong
from secretariats.input_fields.choices import Choice, Other, YesNo
from secretariats.input_fields.days import Day, Month
from secretariats.input_fields.numbers import Amount, Share, Weekdays, Whole, Year
from secretariats.input_fields.taking import (
    Known,
    Taken,
    exact_text,
    exact_texts,
    known_rows,
    plain_of,
    take,
)
from secretariats.input_fields.texts import Code, Currency, Words

__all__ = [
    "Amount",
    "Choice",
    "Code",
    "Currency",
    "Day",
    "Field",
    "Known",
    "Month",
    "Other",
    "Share",
    "Taken",
    "Weekdays",
    "Whole",
    "Words",
    "Wrong",
    "Year",
    "YesNo",
    "exact_text",
    "exact_texts",
    "known_rows",
    "plain_of",
    "take",
]
