"""One moment of the database, for all that a long reading takes from it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class Beside(Protocol):
    """Starts a reading and returns the function that waits for what it found."""

    def __call__(self, read: Callable[[], T], /) -> Callable[[], T]:
        """Start ``read``, which takes what it needs from the database and nothing else."""


def at_once(read: Callable[[], T]) -> Callable[[], T]:
    """Read here and now."""
    found = read()
    return lambda: found


@contextmanager
def one_snapshot() -> Iterator[Beside]:
    """Read everything in the block as of one moment, whatever others commit meanwhile.

    Gives a way to read beside the block: on PostgreSQL over a second connection that shares the
    snapshot, so that two long sums use two processors; elsewhere at once.
    """
    alone = not connection.in_atomic_block and connection.vendor == "postgresql"
    with transaction.atomic():
        if not alone:
            yield at_once
            return
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading") as threads:

            def beside(read: Callable[[], T]) -> Callable[[], T]:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_export_snapshot()")
                    (name,) = cursor.fetchone()
                return threads.submit(_read_at, name, read).result

            yield beside


def _read_at(name: str, read: Callable[[], T]) -> T:
    """Read in a transaction that sees what the one that exported the snapshot sees."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET TRANSACTION SNAPSHOT %s", [name])
            # The reading beside it has the other processor: more helpers would only be in its way.
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
            return read()
    finally:
        connection.close()
