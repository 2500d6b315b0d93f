"""The house's own CSV: ``date,minutes,activity,for,note``.

A row has no identity of its own in such a file, so its content is one, with its number among
equal rows: the same row twice is two entries, the same file twice is not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from timetracking.core.rows import Dated, Format, Name, Rejected, Row, Says, Settings, clean, shown
from timetracking.core.tables import Record, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
COLUMNS = ("date", "minutes", "activity", "for")


def read(data: bytes, settings: Settings) -> Iterator[Row | Rejected]:
    """Yield the rows of a file; see :class:`timetracking.core.rows.Format`."""
    del settings  # Dates and minutes need no zone.
    seen: Counter[str] = Counter()
    for record in read_table(data, required=COLUMNS, optional=("note",)):
        try:
            yield _row(record, seen)
        except ValueError as error:
            yield Rejected(record.row, str(error))


def _row(record: Record, seen: Counter[str]) -> Row:
    if record.surplus:
        message = "has more cells than the header: put a text that holds the separator in quotes"
        raise ValueError(message)
    day, minutes = _date(record.cells["date"]), _minutes(record.cells["minutes"])
    activity, beneficiary = clean(record.cells["activity"]), clean(record.cells["for"])
    note = clean(record.cells.get("note", ""))
    content = "\x1f".join((day.isoformat(), str(minutes), activity, beneficiary, note))
    digest = hashlib.sha256(content.encode()).hexdigest()[:32]
    seen[digest] += 1
    return Row(
        row=record.row,
        source_id=f"{digest}.{seen[digest]}",
        when=Dated(day, minutes * 60),
        names=(Name(activity, Says.ACTIVITY), Name(beneficiary, Says.BENEFICIARY)),
        note=note,
    )


def _date(text: str) -> dt.date:
    try:
        if _DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    message = f"{shown(text)} is not a date such as 2017-01-09" if text else "has no date"
    raise ValueError(message)


def _minutes(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        message = (
            f"{shown(text)} is not a whole number of minutes such as 90"
            if text
            else "has no minutes"
        )
        raise ValueError(message)
    return int(text)


FORMAT = Format(name="csv", label="plain CSV", endings=(".csv",), read=read)
