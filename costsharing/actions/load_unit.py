"""Loads a unit file: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from costsharing.actions.explain_refusal import explain_refusal
from costsharing.actions.write_entries import follow_kinds, remove_entries, write_entries
from costsharing.actions.write_unit import (
    unit_columns,
    write_content,
    write_instruments,
    write_people,
)
from costsharing.core.unit_file import differences, match_entries
from costsharing.core.unit_file.compare import EntryMatch, SectionDifference
from costsharing.queries.shared_rows import long_day_problems, shared_row_problems
from costsharing.queries.unit_file import stored_content
from costsharing.queries.unit_file_work import stored_entries
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from costsharing.core.unit_file import UnitFile

State = Literal["created", "unchanged", "replaced"]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How a load ended.

    Attributes:
        unit: the unit.
        state: whether it was made, stood as it is in the file, or was replaced.
        counts: section → rows in the file.
        entries: how many entries stayed, came and went.
    """

    unit: Unit
    state: State
    counts: dict[str, int]
    entries: EntryMatch


# Asked before a unit is replaced, each returns what of the change must not be. Apps above this
# one, such as the one that publishes reports, add theirs when they are ready.
REPLACE_GUARDS: list[Callable[[Unit, list[SectionDifference], EntryMatch], list[Problem]]] = []


def load_unit(
    file: UnitFile,
    *,
    actor: Person | None,
    replace: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> LoadResult:
    """Make a unit what its file says, in one transaction.

    Args:
        file: the content, checked by its reader.
        actor: who loads; None is the operator at the command line.
        replace: whether a unit that exists may be replaced whole. Its row, its runs, its history
            and the rows of entries that are equal stay.
        progress: told how many of how many new entries are stored.

    Returns:
        What was done; the same content as stored is no change and leaves no history.

    Raises:
        NotAllowed: the actor may not load units.
        Refused: the unit exists with other content, with a summary of what differs; the file
            would change an instrument or person that another unit uses; a person's day would
            have more than 1440 minutes over all units; or somebody else writes the same rows now.
    """
    if actor is not None and not actor.is_superuser:
        raise NotAllowed([_("Only an administrator of the whole site may load units.")])
    try:
        with transaction.atomic():
            return _load(file, actor=actor, replace=replace, progress=progress)
    except (IntegrityError, DataError, ProtectedError) as error:
        raise explain_refusal(error) from error


def _load(
    file: UnitFile,
    *,
    actor: Person | None,
    replace: bool,
    progress: Callable[[int, int], None] | None,
) -> LoadResult:
    # Everybody locks in this order: the unit, then people by identity.
    unit = Unit.objects.select_for_update().filter(code=file.unit.code).first()
    counts = count_rows(file)
    changes: list[SectionDifference] = []
    if unit is None:
        match = EntryMatch(0, [], list(file.entries))
        _refuse(shared_row_problems(file))
        unit = Unit.objects.create(code=file.unit.code, **unit_columns(file))
        state: State = "created"
    else:
        changes = differences(stored_content(unit), file)
        match = match_entries(stored_entries(unit), file.entries)
        if not changes and not match.added and not match.removed:
            return LoadResult(unit, "unchanged", counts, match)
        _refuse(shared_row_problems(file))
        if not replace:
            raise _exists(unit, changes, match)
        _refuse([problem for guard in REPLACE_GUARDS for problem in guard(unit, changes, match)])
        state = "replaced"
    before = None if state == "created" else _how_many(changes, match)
    _write(unit, file, match, progress)
    record_change(
        unit,
        kind=Change.Kind.LOADED,
        actor=actor,
        unit=unit,
        before=before,
        after={"sha256": file.digest, "counts": counts},
    )
    if connection.vendor == "postgresql":
        # The rules that wait for the end of the transaction speak now, and can be explained.
        connection.check_constraints()
    return LoadResult(unit, state, counts, match)


def _write(
    unit: Unit,
    file: UnitFile,
    match: EntryMatch,
    progress: Callable[[int, int], None] | None,
) -> None:
    Unit.objects.filter(pk=unit.pk).update(**unit_columns(file))
    unit.refresh_from_db()
    instruments = write_instruments(unit, file)
    write_people(unit, file)
    people = _lock_people(file)
    _refuse(long_day_problems(file))
    remove_entries(unit, match)
    write_content(unit, file, instruments, people)
    follow_kinds(unit)
    write_entries(unit, match.added, people, progress)


def _lock_people(file: UnitFile) -> dict[str, int]:
    """Lock the people's rows and return username → identity."""
    rows = Person.objects.select_for_update().order_by("pk")
    usernames = [person.username for person in file.people]
    return dict(rows.filter(username__in=usernames).values_list("username", "pk"))


def count_rows(file: UnitFile) -> dict[str, int]:
    """Return section → number of rows, for sections that have any."""
    counts = {
        field.name: len(getattr(file, field.name))
        for field in fields(file)
        if field.name not in {"unit", "digest"}
    }
    return {section: count for section, count in counts.items() if count}


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Refused(problems)


def _how_many(changes: list[SectionDifference], match: EntryMatch) -> dict[str, Any]:
    """Return how many rows differed, without saying whose: history keeps no names of people."""
    sections = {
        change.section: [len(change.added), len(change.removed), len(change.changed)]
        for change in changes
    }
    return {
        "added_removed_changed": sections | {"entries": [len(match.added), len(match.removed), 0]}
    }


def _texts(changes: list[SectionDifference], match: EntryMatch) -> list[str]:
    entries = [str(match)] if match.added or match.removed else []
    return [*(str(change) for change in changes), *entries]


def _exists(unit: Unit, changes: list[SectionDifference], match: EntryMatch) -> Refused:
    head = _(
        "The unit %(unit)s exists, and the file differs from it. Nothing was changed; load it "
        "with --replace to replace the unit whole. The file's differences:"
    ) % {"unit": unit.code}
    return Refused([head, *(f"  {text}" for text in _texts(changes, match))])
