"""Entries in bulk: the one way in for files of any size."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection

from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BATCH = 20_000
COLUMNS = (
    "unit_id", "person_id", "date", "minutes", "activity_id", "kind", "beneficiary_id",
    "first_minutes", "version", "saved", "begin", "end", "zone", "source", "source_id", "note",
)  # fmt: skip


def insert_entries(
    entries: Iterable[TimeEntry], *, progress: Callable[[int], None] | None = None
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
            TimeEntry.objects.bulk_create(batch, batch_size=1000)
        count += len(batch)
        if progress is not None:
            progress(len(batch))
    return count


# COPY's text format: what would end a field or a row is escaped, NULL is \N.
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _field(value: object) -> str:
    return "\\N" if value is None else str(value).translate(_ESCAPES)


def _copy(batch: list[TimeEntry]) -> None:
    """Send one batch through COPY."""
    buffer = io.StringIO()
    for entry in batch:
        buffer.write("\t".join(_field(getattr(entry, column)) for column in COLUMNS))
        buffer.write("\n")
    buffer.seek(0)
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    table = TimeEntry._meta.db_table  # noqa: SLF001 - Django's documented way to the name
    # Django turns the driver's errors into its own for what it calls itself; COPY is not among it.
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", buffer)
