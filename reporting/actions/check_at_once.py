"""Many rows checked against what they point to by one join, not one by one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

FOREIGN_KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname
"""


@contextmanager
def check_at_once(model: type[Model]) -> Iterator[None]:
    """Insert into a table of PostgreSQL without a look-up for each row and foreign key.

    For loads of benchmarks only: nobody else can use the table meanwhile. The foreign keys are
    taken off for the length of the block and put back as they were, which checks every row of the
    table; on an error the surrounding transaction takes all of it back. Elsewhere than on
    PostgreSQL nothing is different.
    """
    if connection.vendor != "postgresql":
        yield
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001 - Django's documented way to the name
    with connection.cursor() as cursor:
        # A table with checks still to come cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(FOREIGN_KEYS, [table])
        keys = [(quote(name), definition) for name, definition in cursor.fetchall()]
        for name, _definition in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
