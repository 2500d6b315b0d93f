"""Makes the rows of a table what a file says, touching only those that differ."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from django.db.models import Model, QuerySet

BATCH = 500


def sync_rows(
    existing: QuerySet[Any],
    wanted: Sequence[dict[str, Any]],
    *,
    key: Sequence[str] = (),
    keep_stale: bool = False,
    **fixed: Any,
) -> list[int]:
    """Delete, change and create rows until ``existing`` holds ``wanted``; equal ones stay.

    Called inside the transaction of the action that checked what is wanted.

    Args:
        existing: the rows that may be touched.
        wanted: column → value for each row, all with the same columns.
        key: the columns that identify a row; none: all of them, and rows may stand twice.
        keep_stale: leave rows that are not wanted, since others still point to them.
        fixed: what new rows have besides.

    Returns:
        The identities of the rows that were not wanted.
    """
    columns = list(wanted[0]) if wanted else list(key)
    # Whoever is not wanted is deleted by identity: the queryset may join other tables.
    found: dict[Hashable, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for row in existing.order_by("pk").values("pk", *columns):
        pk = row.pop("pk")
        found[_identity(row, key or columns)].append((pk, row))
    create, update = [], []
    for row in wanted:
        same = found.get(_identity(row, key or columns))
        if not same:
            create.append(row)
            continue
        pk, old = same.pop(0)
        if old != row:
            update.append((pk, row))
    stale = [pk for rows in found.values() for pk, _row in rows]
    model = existing.model
    if not keep_stale:
        delete_rows(model, stale)
    changing = [column for column in columns if column not in key]
    if update:
        rows = [model(pk=pk, **row, **fixed) for pk, row in update]
        model.objects.bulk_update(rows, changing, batch_size=BATCH)
    model.objects.bulk_create([model(**row, **fixed) for row in create], batch_size=BATCH)
    return stale


def delete_rows(model: type[Model], identities: Iterable[int]) -> None:
    """Delete rows by identity, in batches that every database takes."""
    pks = list(identities)
    for start in range(0, len(pks), BATCH):
        model._default_manager.filter(pk__in=pks[start : start + BATCH]).delete()  # noqa: SLF001


def _identity(row: dict[str, Any], columns: Sequence[str]) -> Hashable:
    return tuple(
        tuple(value) if isinstance(value := row[column], list) else value for column in columns
    )
