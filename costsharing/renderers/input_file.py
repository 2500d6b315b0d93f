"""A table of inputs as a file: CSV, or a workbook in which people go on working."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.core.input_sheet import ID
from costsharing.core.input_written import write_csv
from costsharing.queries.input_file import columns_of, file_texts
from secretariats.input_fields import Amount, Choice, Day, Month, Other, Whole
from timetracking.core.workbook import MEDIA_TYPE, Column, write_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariats.input_fields import Field
    from secretariats.input_table import InputTable
    from secretariats.models import Unit

CSV, XLSX = "csv", "xlsx"
MEDIA = {CSV: "text/csv; charset=utf-8", XLSX: MEDIA_TYPE}


def input_file(table: InputTable, unit: Unit, rows: Iterable[Any], form: str) -> bytes:
    """Return rows of a table as a file that can be brought back as it is.

    Args:
        table: which.
        unit: whose.
        rows: with what their columns name read along.
        form: ``csv`` or ``xlsx``. The first row of CSV names the columns by code; in a workbook
            that is the second, and the first says in the reader's language what they are.
    """
    names = columns_of(table)
    if form == CSV:
        return write_csv(names, [file_texts(table, row) for row in rows])
    fields = (None, *table.fields)
    texts = [file_texts(table, row) for row in rows]
    return write_sheet(
        f"{unit.code} {table.title}",
        [Column(_("Row"), ID, 8), *(_column(field, unit) for field in table.fields)],
        [[_cell(field, text) for field, text in zip(fields, row, strict=True)] for row in texts],
        made=timezone.now(),
    )


def _column(field: Field, unit: Unit) -> Column:
    choices = [value for value, _words in field.choices(unit)] if _is_chosen(field) else []
    return Column(str(field.label), field.name, 18, tuple(choices))


def _is_chosen(field: Field) -> bool:
    return isinstance(field, Choice | Other)


def _cell(field: Field | None, text: str) -> str | int | Decimal | dt.date:
    """Return a cell of a workbook: numbers and days as such, all else as text."""
    if not text:
        return ""
    if field is None or isinstance(field, Whole):
        return int(text)
    if isinstance(field, Amount):
        return Decimal(text)
    if isinstance(field, Day) and not isinstance(field, Month):
        return dt.date.fromisoformat(text)
    return text
