"""Time from a file of another program: all of it or nothing, and never twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Person
from timetracking.actions.amend_imported import amend_imported
from timetracking.actions.fill_entries import EntryFiller
from timetracking.actions.insert_entries import insert_entries
from timetracking.core.checks import DayRoom
from timetracking.core.matching import Match, match
from timetracking.core.meanings import Meanings
from timetracking.core.outcome import Changed, Outcome
from timetracking.core.pieces import read_items
from timetracking.core.rows import Rejected
from timetracking.permissions import may_import_time
from timetracking.queries import importing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from secretariats.models import Unit
    from timetracking.core.meanings import Meaning
    from timetracking.core.pieces import Item, Reading, Values
    from timetracking.core.rows import Format, Row, Skipped

# Rows between two words about how far the reading is.
TOLD = 5_000


def import_entries(
    data: bytes,
    format_: Format,
    *,
    actor: Person | None,
    unit: Unit,
    person: Person,
    joint_on: Callable[[dt.date], frozenset[str] | None],
    mapped: Mapping[str, Meaning] | None = None,
    update: bool = False,
    dry_run: bool = False,
    order: str = "",
    tell: Callable[[int], None] | None = None,
) -> Outcome:
    """Store the time of a file as a person's entries, and say what became of each row.

    With a rejected row nothing is stored; a row stored before is not stored again; one that
    changed at the source is reported, and amended only with ``update``.

    Args:
        data: the file.
        format_: how it is written.
        actor: who brings it in; None is the operator at the command line.
        unit: where the work was done; its zone decides the work dates.
        person: whose time it is.
        joint_on: work date → the instruments of the agreement in force, None without one.
        mapped: what names of the file stand for, besides the unit's codes.
        update: whether entries that differ from the file take its values.
        dry_run: whether to say what would happen and store nothing.
        order: of the parts of the file's dates, where somebody told it: ``dmy``, ``mdy``, ``ymd``.
        tell: is told, from time to time, how many rows were read so far.

    Raises:
        NotAllowed: the actor may not, or the person does not work in the unit.
        Refused: the file cannot be read, or somebody else changed the same days meanwhile.
    """
    if not may_import_time(actor, unit=unit, person=person):
        raise NotAllowed(
            [
                _("%(person)s's time in %(unit)s can be brought in by themselves only.")
                % {"person": person.username, "unit": unit.code}
            ]
        )
    meanings = Meanings(importing.codes(unit), mapped)
    rows = format_.read(data, importing.settings_of(unit, person, order))
    reading = read_items(
        _told(rows, tell), meanings=meanings, joint_on=joint_on, zone=unit.timezone
    )
    try:
        with transaction.atomic():
            # Whoever writes a person's time holds the person's row, so that days are counted once.
            Person.objects.select_for_update().get(pk=person.pk)
            sorting = _sort(reading, unit, person, format_.name, update=update)
            outcome = _outcome(reading, sorting, update=update)
            if not dry_run and not outcome.rejected and (sorting.new or outcome.updated):
                items = [*sorting.new, *(one.item for one in sorting.changed)]
                filler = EntryFiller(unit, person, format_.name, items)
                _store(sorting, filler, update=update, actor=actor)
                record_change(
                    person,
                    kind=Change.Kind.LOADED,
                    actor=actor,
                    unit=unit,
                    after={
                        "format": format_.name,
                        "sha256": hashlib.sha256(data).hexdigest(),
                        "created": outcome.created,
                        "updated": outcome.updated,
                        "unchanged": outcome.unchanged,
                    },
                )
    except IntegrityError as error:
        raise Refused(
            [_("Somebody changed the same days meanwhile; nothing was stored. Try again.")]
        ) from error
    return outcome


def _told(
    rows: Iterable[Row | Rejected | Skipped], tell: Callable[[int], None] | None
) -> Iterator[Row | Rejected | Skipped]:
    for count, row in enumerate(rows):
        if tell is not None and count % TOLD == 0:
            tell(count)
        yield row


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The rows of a file by what becomes of them."""

    new: list[Item]
    same: list[Item]
    changed: list[Match]
    rejected: list[Rejected]


def _sort(reading: Reading, unit: Unit, person: Person, source: str, *, update: bool) -> _Sorted:
    """Tell new, known, changed and wrong rows apart; called with the person's row locked."""
    sorting = _Sorted([], [], [], list(reading.rejected))
    to_write: list[Match] = []
    for one in match(reading.items, importing.imported(unit, person, source)):
        if one.stored and not one.differences:
            sorting.same.append(one.item)
        elif one.stored and not update:
            sorting.changed.append(one)
        else:
            to_write.append(one)
    rules = importing.rules_of(unit, person)
    days = {values.date for one in to_write for values in _touched(one)}
    room = DayRoom(importing.recorded(person, days))
    for one in to_write:
        room.free(entry.values for entry in one.stored.values())
    for one in to_write:
        reasons = [
            reason for values in one.item.parts.values() for reason in rules.reasons(values)
        ]
        reasons += [rules.lock(entry.values.date) for entry in one.stored.values()]
        reasons = [reason for reason in reasons if reason] or room.take(one.item.parts.values())
        if reasons:
            text = "; ".join(dict.fromkeys(reasons))
            sorting.rejected.append(Rejected(one.item.row, text))
        elif one.stored:
            sorting.changed.append(one)
        else:
            sorting.new.append(one.item)
    return sorting


def _touched(one: Match) -> Iterator[Values]:
    yield from one.item.parts.values()
    for entry in one.stored.values():
        yield entry.values


def _outcome(reading: Reading, sorting: _Sorted, *, update: bool) -> Outcome:
    acceptable = sum(len(item.parts) for item in sorting.new)
    accepted = [*sorting.new, *sorting.same, *(one.item for one in sorting.changed)]
    stands = not sorting.rejected
    return Outcome(
        created=acceptable if stands else 0,
        acceptable=acceptable,
        unchanged=sum(len(item.parts) for item in sorting.same),
        updated=len(sorting.changed) if stands and update else 0,
        changed=[Changed(one.item.row, one.differences, one.item) for one in sorting.changed],
        rejected=sorted(sorting.rejected),
        skipped=reading.skipped,
        ignored=dict(sorted(reading.ignored.items())),
        seconds=sum(item.seconds for item in accepted),
        minutes=sum(item.minutes for item in accepted),
        new=sorting.new,
        same=sorting.same,
        names=reading.names,
    )


def _store(sorting: _Sorted, filler: EntryFiller, *, update: bool, actor: Person | None) -> None:
    if update:
        # What shrinks is written before what grows, so that no day is over-full in between.
        for one in sorted(sorting.changed, key=_growth):
            amend_imported(one, filler, actor=actor)
    insert_entries(entry for item in sorting.new for entry in filler.entries(item))


def _growth(one: Match) -> int:
    return one.item.minutes - sum(entry.values.minutes for entry in one.stored.values())
