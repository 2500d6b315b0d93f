"""Every value that a person's days ever had: who changed what, when, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from secretariats.models import Change, Person
from timetracking.core.grid import RowKey
from timetracking.models import Activity, Amendment, RemovedEntry, TimeEntry, WeekSheet
from timetracking.queries.cell import key_of_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model

    from secretariats.core.dates import Span
    from secretariats.models import ChangeText, Unit

# Changes that are told at once; a week has far fewer.
MOST = 500
ENTRY, WEEK, CORRECTION, FILE = "entry", "week", "correction", "file"
# What the history keeps for programs, and says to nobody.
_SILENT = frozenset({"version", "cells", "missing", "source_id", "cell", "sha256", "person"})
# A file is stored in one transaction; its history is written at the end of it.
_LONGEST_IMPORT = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Value:
    """One value that changed.

    Attributes:
        name: of the field, such as ``minutes``, ``date``, ``state``, ``note``.
        before: plain; None where there was none.
        after: plain; None where there is none.
        kept: whether it is personal text that is not for who reads.
    """

    name: str
    before: Any
    after: Any
    kept: bool = False


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change.

    Attributes:
        at: when.
        actor: the name of who; empty is the operator or a file.
        about: ``entry``, ``week``, ``correction`` or ``file``.
        kind: ``created``, ``changed``, ``removed`` or ``loaded``.
        day: the work date, or the first day of the week; None of a file.
        cell: activity and beneficiary, None of anything else, or where it is not known any more.
        title: of the activity; empty where it is not known.
        values: what changed.
        reason: why.
    """

    at: dt.datetime
    actor: str
    about: str
    kind: str
    day: dt.date | None
    cell: RowKey | None
    title: str
    values: tuple[Value, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row whose changes are told; ``texts``: whether its personal text is for who reads."""

    about: str
    day: dt.date | None = None
    cell: RowKey | None = None
    title: str = ""
    texts: bool = True


_Rows = dict[tuple[str, str], _Row]


def time_history(
    person: Person, unit: Unit, days: Span, *, texts: bool, key: RowKey | None = None
) -> list[HistoryLine]:
    """Return the changes of a person's days in a unit, newest first; seven queries at most.

    Entries that are gone, or that a file brought in, are among them. The words of decisions on
    weeks and corrections are for everybody who reads this; notes of entries are not.

    Args:
        person: whose time it is.
        unit: where.
        days: which; both ends are set.
        texts: whether notes of entries are for who reads: the person's own, and auditors'.
        key: of one cell alone.
    """
    within = {"person": person, "unit": unit, "date__range": (days.start, days.end)}
    entries = list(
        TimeEntry.objects.filter(**within).select_related("activity", "beneficiary").order_by("pk")
    )
    removed = list(RemovedEntry.objects.filter(**within).order_by("pk"))
    rows: _Rows = {
        _place(TimeEntry, one.pk): _Row(
            ENTRY, one.date, key_of_row(one), one.activity.title, texts
        )
        for one in entries
    }
    rows |= {
        _place(TimeEntry, one.entry): _Row(ENTRY, one.date, texts=texts)
        for one in removed
        if one.entry is not None
    }
    if key is None:
        rows |= _decided(within, days)
    changes = _changes(rows, person, unit, entries if key is None else ())
    _name_removed(rows, changes, unit)
    made = {(one.table, one.row) for one in changes if one.kind == Change.Kind.CREATED}
    lines = [_line(one, rows.get((one.table, one.row), _Row(FILE))) for one in changes]
    lines += [_first(one) for one in entries if _place(TimeEntry, one.pk) not in made]
    lines += [_last(one) for one in removed if one.entry is None]
    if key is not None:
        lines = [line for line in lines if line.cell == key]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST]


def _decided(within: Mapping[str, Any], days: Span) -> _Rows:
    """Return the sheets and corrections of the days; two queries."""
    sheets = WeekSheet.objects.filter(
        person=within["person"], unit=within["unit"], start__lte=days.end, end__gte=days.start
    )
    found = {
        _place(WeekSheet, pk): _Row(WEEK, start) for pk, start in sheets.values_list("pk", "start")
    }
    wishes = Amendment.objects.filter(**within).select_related("activity", "beneficiary")
    return found | {
        _place(Amendment, one.pk): _Row(CORRECTION, one.date, key_of_row(one), one.activity.title)
        for one in wishes
    }


def _changes(
    rows: _Rows, person: Person, unit: Unit, entries: Iterable[TimeEntry]
) -> list[Change]:
    """Return the changes of rows, and the files that brought entries in; two queries."""
    asked = Q(pk__in=[])
    for table in {table for table, _row in rows}:
        asked |= Q(table=table, row__in=[row for one, row in rows if one == table])
    saved = [entry.saved for entry in entries if entry.source]
    if saved:
        span = (min(saved), max(saved) + _LONGEST_IMPORT)
        table, row = _place(Person, person.pk)
        asked |= Q(table=table, row=row, kind=Change.Kind.LOADED, at__range=span, unit=unit)
    # Neither ordered nor cut by the database, which might then go through all changes there are.
    found = Change.objects.filter(asked).select_related("actor").prefetch_related("texts")
    return list(found.order_by())


def _name_removed(rows: _Rows, changes: Iterable[Change], unit: Unit) -> None:
    """Give rows that are gone the cell that the history keeps of them; one query, if any is."""
    keys = {
        (change.table, change.row): RowKey.named(cell)
        for change in changes
        if change.kind == Change.Kind.REMOVED and (cell := (change.before or {}).get("cell"))
    }
    if not keys:
        return
    known = Activity.objects.filter(unit=unit, code__in={key.activity for key in keys.values()})
    titles = dict(known.values_list("code", "title"))
    for place, key in keys.items():
        rows[place] = replace(rows[place], cell=key, title=titles.get(key.activity, ""))


def _line(change: Change, row: _Row) -> HistoryLine:
    before, after = change.before or {}, change.after or {}
    values = [
        Value(name, before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if name not in _SILENT
        and before.get(name) != after.get(name)
        # The day stands beside the change; only where it moved it is told.
        and not (name == "date" and None in {before.get(name), after.get(name)})
    ]
    values += [_text(text, row) for text in change.texts.all()]
    return HistoryLine(
        at=change.at,
        actor=str(change.actor) if change.actor else "",
        about=row.about,
        kind=change.kind,
        day=row.day,
        cell=row.cell,
        title=row.title,
        values=tuple(values),
        reason=change.reason,
    )


def _text(text: ChangeText, row: _Row) -> Value:
    if row.texts:
        return Value(text.field, text.before, text.after)
    return Value(text.field, None, None, kept=True)


def _first(entry: TimeEntry) -> HistoryLine:
    """Return how an entry came whose first value is told by itself alone: from a file."""
    return HistoryLine(
        at=entry.saved,
        actor="",
        about=ENTRY,
        kind=Change.Kind.LOADED,
        day=entry.date,
        cell=key_of_row(entry),
        title=entry.activity.title,
        values=(
            Value("minutes", None, entry.first_minutes),
            *([Value("source", None, entry.source)] if entry.source else []),
        ),
        reason="",
    )


def _last(one: RemovedEntry) -> HistoryLine:
    """Return all that is left of an entry that was removed before its key was kept."""
    return HistoryLine(
        at=one.removed,
        actor="",
        about=ENTRY,
        kind=Change.Kind.REMOVED,
        day=one.date,
        cell=None,
        title="",
        values=(Value("minutes", one.first_minutes, None),),
        reason="",
    )


def _place(model: type[Model], pk: int) -> tuple[str, str]:
    return model._meta.db_table, str(pk)  # noqa: SLF001 - Django's documented way to the name
