"""Which entries changed between two runs: the history behind a cause, line by line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from secretariats.core.dates import month_end
from secretariats.models import Change, Job
from timetracking.core.grid import RowKey
from timetracking.models import Amendment, Kind, RemovedEntry, TimeEntry
from timetracking.queries.cell import key_of_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model, QuerySet

    from costsharing.models import ValuationRun
    from secretariats.models import Person, Unit

# So many changes are told; the newest first.
MOST = 200
_AMENDMENT = "amendment "


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One change of an entry.

    Attributes:
        at: when.
        day: the work date.
        person: whose time it is.
        cell: activity and beneficiary.
        before: whole minutes before, 0 where there was no such entry.
        after: whole minutes after.
        actor: who changed it; empty is the operator or a file.
        kind: one of ``Change.Kind``.
        amendment: whether an approved week was corrected.
        reason: why, where one was given and is for who reads.
    """

    at: dt.datetime
    day: dt.date
    person: str
    cell: RowKey
    before: int
    after: int
    actor: str
    kind: str
    amendment: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The changes behind a cause.

    Attributes:
        lines: newest first, at most ``MOST``.
        more: whether there are more.
        minutes: by how much they changed the record together, where all are told.
    """

    lines: list[EntryChange]
    more: bool
    minutes: int


def moments(before: ValuationRun, after: ValuationRun) -> tuple[dt.datetime, dt.datetime]:
    """Return between which moments the record changed from one run to the other; one query.

    A run reads the record after it was asked for and before it is stored.
    """
    first, last = sorted((before, after), key=lambda run: run.created)
    asked = (
        Job.objects.filter(unit=first.unit_id, result=str(first.pk), created__lte=first.created)
        .order_by("-created")
        .values_list("created", flat=True)
        .first()
    )
    return asked or first.created, last.created


def entries_changed(
    unit: Unit,
    about: Mapping[str, str],
    between: tuple[dt.datetime, dt.datetime],
    *,
    reader: Person,
    days: tuple[dt.date, dt.date],
) -> Changed:
    """Return the changes of entries that a cause is about; five queries at most.

    To be asked for readers whom ``permissions.may_explain`` lets. The words of a correction are
    for those who may read corrections.

    Args:
        unit: whose record.
        about: the cause's ``month`` or ``year``, ``activity`` and ``for``; what is left out is
            no condition.
        between: the moments between which they were made.
        reader: who reads.
        days: the days that both runs cover.
    """
    wanted = _condition(about, days)
    entries = TimeEntry.objects.filter(wanted, unit=unit)
    removed = (
        RemovedEntry.objects.filter(
            unit=unit, removed__range=between, entry__isnull=False, date__range=_span(about, days)
        )
        .exclude(kind=Kind.ABSENCE)
        .select_related("person")
    )
    gone = {str(one.entry): one for one in removed[: 10 * MOST]}
    table = _table(TimeEntry)
    found = (
        Change.objects.filter(table=table, at__range=between, unit=unit)
        .filter(Q(row__in=_keys(entries)) | Q(row__in=list(gone)))
        .select_related("actor")
        .order_by("-pk")[: MOST + 1]
    )
    changes = list(found)
    rows = {
        str(one.pk): one
        for one in TimeEntry.objects.filter(
            pk__in=[int(change.row) for change in changes]
        ).select_related("person", "activity", "beneficiary")
    }
    cells = _cells_gone(changes)
    reasons = _reasons(changes, reader)
    lines = []
    for change in changes[:MOST]:
        row = rows.get(change.row)
        line = _line(change, row, gone.get(change.row), cells.get(change.row), reasons)
        if line is not None and (told := _of_cause(line, change, about)) is not None:
            lines.append(told)
    loaded = [] if len(changes) > MOST else _loaded(entries, between, changes)
    if "for" in about:
        loaded = [line for line in loaded if line.cell.members == _members(about)]
    lines = sorted([*lines, *loaded], key=lambda line: line.at, reverse=True)
    return Changed(
        lines=lines[:MOST],
        more=len(changes) > MOST or len(lines) > MOST,
        minutes=sum(line.after - line.before for line in lines),
    )


def _span(about: Mapping[str, str], days: tuple[dt.date, dt.date]) -> tuple[dt.date, dt.date]:
    start, end = days
    if "month" in about:
        first = dt.date.fromisoformat(f"{about['month']}-01")
        return max(start, first), min(end, month_end(first))
    if "year" in about:
        year = int(about["year"])
        return max(start, dt.date(year, 1, 1)), min(end, dt.date(year, 12, 31))
    return start, end


def _condition(about: Mapping[str, str], days: tuple[dt.date, dt.date]) -> Q:
    # Whom an entry serves may have changed: it is looked at line by line. Absence has no value,
    # and is for nobody here to see.
    wanted = Q(date__range=_span(about, days)) & ~Q(kind=Kind.ABSENCE)
    return wanted & Q(activity__code=about["activity"]) if "activity" in about else wanted


def _keys(entries: QuerySet[TimeEntry]) -> Any:
    return entries.annotate(key=Cast("pk", CharField())).order_by().values("key")


def _cells_gone(changes: Iterable[Change]) -> dict[str, RowKey]:
    """Return for entries that are gone the cell that the history keeps of them."""
    return {
        change.row: RowKey.named(str(cell))
        for change in changes
        if change.kind == Change.Kind.REMOVED and (cell := (change.before or {}).get("cell"))
    }


def _reasons(changes: Iterable[Change], reader: Person) -> dict[str, str]:
    """Return what was said of corrections: reason of a change → words of the correction."""
    numbers = {
        change.reason.removeprefix(_AMENDMENT)
        for change in changes
        if change.reason.startswith(_AMENDMENT)
    }
    asked = [int(number) for number in numbers if number.isdigit()]
    if not asked:
        return {}
    rows = Amendment.objects.visible_to(reader).filter(pk__in=asked)
    return {f"{_AMENDMENT}{pk}": reason for pk, reason in rows.values_list("pk", "reason")}


def _line(
    change: Change,
    row: TimeEntry | None,
    gone: RemovedEntry | None,
    cell: RowKey | None,
    reasons: Mapping[str, str],
) -> EntryChange | None:
    before, after = change.before or {}, change.after or {}
    holder = row or gone
    key = key_of_row(row) if row is not None else cell
    if holder is None or key is None:
        return None
    amendment = change.reason.startswith(_AMENDMENT)
    now = row.minutes if row is not None else 0
    return EntryChange(
        at=change.at,
        day=holder.date,
        person=str(holder.person),
        cell=key,
        before=int(before.get("minutes", 0 if change.kind == Change.Kind.CREATED else now) or 0),
        after=int(after.get("minutes", 0 if change.kind == Change.Kind.REMOVED else now) or 0),
        actor=str(change.actor) if change.actor else "",
        kind=change.kind,
        amendment=amendment,
        reason=reasons.get(change.reason, "") if amendment else change.reason,
    )


def _of_cause(line: EntryChange, change: Change, about: Mapping[str, str]) -> EntryChange | None:
    """Return a change as the cause sees it: time that now serves others has gone from it."""
    if "activity" in about and line.cell.activity != about["activity"]:
        return None
    before, after = change.before or {}, change.after or {}
    if {*before, *after}.isdisjoint({"minutes", "date", "for", "activity"}):
        return None
    if "for" not in about:
        return line
    whom = _members(about)
    was, now = (frozenset(part.get("for") or ()) for part in (before, after))
    if was != now:
        if whom not in {was, now}:
            return None
        came = whom == now
        return replace(line, before=0 if came else line.before, after=line.after if came else 0)
    return line if line.cell.members == whom else None


def _members(about: Mapping[str, str]) -> frozenset[str]:
    return frozenset(about["for"].split("+")) - {""}


def _loaded(
    entries: QuerySet[TimeEntry],
    between: tuple[dt.datetime, dt.datetime],
    changes: Iterable[Change],
) -> list[EntryChange]:
    """Return entries that a file brought in, whose first value is told by themselves alone."""
    made = [int(one.row) for one in changes if one.kind == Change.Kind.CREATED]
    rows = (
        entries.filter(saved__range=between)
        .exclude(source="")
        .exclude(pk__in=made)
        .select_related("person", "activity", "beneficiary")
        .order_by("-saved", "-pk")[: MOST + 1]
    )
    return [
        EntryChange(
            at=row.saved,
            day=row.date,
            person=str(row.person),
            cell=key_of_row(row),
            before=0,
            after=row.first_minutes,
            actor="",
            kind=str(Change.Kind.LOADED),
            amendment=False,
            reason="",
        )
        for row in rows
    ]


def _table(model: type[Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - Django's documented way to the name
