"""Entries in bulk: the one way in for files of any size."""

from __future__ import annotations

import datetime as dt
import io
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BATCH = 20_000


class NewEntry(NamedTuple):
    """An entry by its columns, a tenth as dear as a model where there are very many."""

    unit_id: int
    person_id: int
    date: dt.date
    minutes: int
    activity_id: int
    kind: int
    beneficiary_id: int | None
    first_minutes: int
    version: int
    saved: dt.datetime
    begin: dt.datetime | None
    end: dt.datetime | None
    zone: str
    source: str
    source_id: str
    note: str


COLUMNS = NewEntry._fields
_AS_ROW = attrgetter(*COLUMNS)


def insert_entries(
    entries: Iterable[TimeEntry | NewEntry], *, progress: Callable[[int], None] | None = None
) -> int:
    """Store new entries and return their number; memory holds one batch at a time.

    Called inside the transaction of the action that checked them; the rules of the database hold
    in any case. PostgreSQL takes them by COPY. ``progress`` is told the size of each batch.
    The entries' ``pk`` stays unset.
    """
    stream = iter(entries)
    count = 0
    while batch := list(islice(stream, BATCH)):
        if connection.vendor == "postgresql":
            _copy(batch)
        else:
            models = [
                one if isinstance(one, TimeEntry) else TimeEntry(**one._asdict()) for one in batch
            ]
            TimeEntry.objects.bulk_create(models, batch_size=1000)
        count += len(batch)
        if progress is not None:
            progress(len(batch))
    return count


# COPY's text format: what would end a field or a row is escaped, NULL is \N.
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _field(value: object) -> str:
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    return "\\N" if value is None else str(value)


def _copy(batch: list[TimeEntry | NewEntry]) -> None:
    """Send one batch through COPY."""
    buffer = io.StringIO()
    for entry in batch:
        row = entry if isinstance(entry, NewEntry) else _AS_ROW(entry)
        buffer.write("\t".join(map(_field, row)))
        buffer.write("\n")
    buffer.seek(0)
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    table = TimeEntry._meta.db_table  # noqa: SLF001 - Django's documented way to the name
    # Django turns the driver's errors into its own for what it calls itself; COPY is not among it.
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", buffer)
