"""The one way into the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from secretariats.models import Change, ChangeText

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model

    from secretariats.models import Person, Unit


def record_change(
    row: Model,
    *,
    kind: str,
    actor: Person | None,
    unit: Unit | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    texts: Mapping[str, tuple[str, str]] | None = None,
    reason: str = "",
    request: str = "",
) -> Change:
    """Write one row of history; called inside the transaction that makes the change.

    Args:
        row: what was changed.
        kind: one of ``Change.Kind``.
        actor: who did it; None is the operator at the command line or a timed task.
        unit: the unit that the row belongs to, if any.
        before: plain values before, or None where the row is new.
        after: plain values after, or None where the row is gone.
        texts: field → (before, after) for personal text, kept apart so that it can be erased.
        reason: why, where a reason was asked for.
        request: the identity of the request or task.
    """
    change = Change.objects.create(
        actor=actor,
        unit=unit,
        kind=kind,
        table=row._meta.db_table,  # noqa: SLF001 - Django's documented way to the name
        row=str(row.pk),
        before=dict(before) if before is not None else None,
        after=dict(after) if after is not None else None,
        reason=reason,
        request=request,
    )
    ChangeText.objects.bulk_create(
        ChangeText(change=change, field=field, before=old, after=new)
        for field, (old, new) in (texts or {}).items()
    )
    return change


@dataclass(frozen=True, slots=True)
class Written:
    """What happened to one of many rows; the fields are those of :func:`record_change`."""

    row: Model
    kind: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    texts: Mapping[str, tuple[str, str]] | None = None


def record_changes(
    written: Iterable[Written],
    *,
    actor: Person | None,
    unit: Unit | None,
    reason: str = "",
    request: str = "",
) -> None:
    """Write a row of history for each of many rows; two queries, however many there are.

    Called inside the transaction that makes the changes; the other arguments are those of
    :func:`record_change`.
    """
    lines = list(written)
    changes = Change.objects.bulk_create(
        Change(
            actor=actor,
            unit=unit,
            kind=one.kind,
            table=one.row._meta.db_table,  # noqa: SLF001 - Django's documented way to the name
            row=str(one.row.pk),
            before=dict(one.before) if one.before is not None else None,
            after=dict(one.after) if one.after is not None else None,
            reason=reason,
            request=request,
        )
        for one in lines
    )
    ChangeText.objects.bulk_create(
        ChangeText(change=change, field=field, before=old, after=new)
        for change, one in zip(changes, lines, strict=True)
        for field, (old, new) in (one.texts or {}).items()
    )
