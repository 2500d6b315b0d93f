"""Synthetic units of any size, stored for benchmarks."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from costsharing.actions.load_unit import load_unit
from costsharing.core.unit_file import read_unit_file
from reporting.actions.check_at_once import check_at_once
from reporting.queries.brought_in import brought_in, is_changed_since
from secretariats.actions.record_change import record_change
from secretariats.core.errors import Refused
from secretariats.models import Change, Instrument, Person, Unit
from timetracking.actions.insert_entries import NewEntry, insert_entries
from timetracking.actions.keep_beneficiaries import keep_beneficiaries
from timetracking.models import TimeEntry, WeekSheet
from timetracking.queries.importing import activities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reporting.demo.load import Load, LoadEntry

MARK = "load"
# A newer shape of the rows must not be taken for an older one.
VERSION = 1
BATCH = 20_000
# From here on the checks of foreign keys take longer than everything else. Put back, they look at
# the whole table; where it holds many times as much, row by row is no slower.
MANY, TIMES = 50_000, 20


def seed_unit(
    load: Load, *, actor: Person | None, progress: Callable[[int], None] | None = None
) -> bool:
    """Store one unit of a load, all of it or nothing, and return whether it was new.

    Entries are made and stored batch by batch: memory does not grow with their number.

    Args:
        load: which unit.
        actor: who does it; None is the operator at the command line.
        progress: told the number of entries of each batch.

    Raises:
        Refused: a unit of this code is there with other content.
    """
    asked = {"entries": load.entries, "years": load.years, "version": VERSION}
    with transaction.atomic():
        stored = Unit.objects.select_for_update().filter(code=load.code).first()
        if stored is not None:
            if not _is_same(stored, load, asked):
                text = _(
                    "There is a unit %(code)s here with other content. Use another database "
                    "(DATABASE_URL), or the arguments it was made with."
                )
                raise Refused([text % {"code": load.code}])
            return False
        names = dict(Instrument.objects.values_list("code", "name"))
        data = json.dumps(load.document(names)).encode()
        load_unit(read_unit_file(data, load.code), actor=actor, replace=False, progress=None)
        unit = Unit.objects.get(code=load.code)
        people = _people(load)
        others = TimeEntry.objects.all()[: load.entries * TIMES + 1].count()
        at_once = load.entries >= MANY and others <= load.entries * TIMES
        with check_at_once(TimeEntry) if at_once else nullcontext():
            insert_entries(_entries(load, unit, people), progress=progress)
        _approve(load, unit, people)
        record_change(unit, kind=Change.Kind.LOADED, actor=actor, unit=unit, after={MARK: asked})
    return True


def _is_same(unit: Unit, load: Load, asked: dict[str, int]) -> bool:
    """Return whether a stored unit is the one asked for, and untouched."""
    row = brought_in(unit, MARK)
    return (
        unit.synthetic
        and row is not None
        and (row.after or {}).get(MARK) == asked
        and not is_changed_since(row)
        and TimeEntry.objects.filter(unit=unit).count() == load.entries
    )


def _people(load: Load) -> list[int]:
    """Return the primary keys of the load's people, by their number."""
    wanted = [load.username(number) for number in range(load.people)]
    prefix = load.username(0).rpartition("-")[0]
    known = dict(
        Person.objects.filter(username__startswith=f"{prefix}-").values_list("username", "pk")
    )
    return [known[username] for username in wanted]


def _entries(load: Load, unit: Unit, people: list[int]) -> Iterator[NewEntry]:
    """Return the load's rows as entries; what they point to is looked up now."""
    refs = activities(unit)
    members = [frozenset(codes) for codes in (("AEWA",), ("CMS",), ("AEWA", "CMS"))]
    kept = keep_beneficiaries(unit, members)
    beneficiaries = {tuple(sorted(codes)): pk for codes, pk in kept.items()}

    kinds = {code: (ref.pk, ref.kind.value) for code, ref in refs.items()}

    def entry(row: LoadEntry) -> NewEntry:
        activity, kind = kinds[row.activity]
        return NewEntry(
            unit_id=unit.pk,
            person_id=people[row.person],
            date=row.date,
            minutes=row.minutes,
            activity_id=activity,
            kind=kind,
            beneficiary_id=beneficiaries.get(row.members),
            first_minutes=row.first_minutes,
            version=1,
            saved=row.saved,
            begin=None,
            end=None,
            zone="",
            source="",
            source_id="",
            note="",
        )

    return _ahead(entry(row) for row in load.rows())


def _ahead(entries: Iterator[NewEntry]) -> Iterator[NewEntry]:
    """Yield the same entries, made by a thread while the database stores those before them.

    Two batches exist at a time. The thread asks the database nothing.
    """
    with ThreadPoolExecutor(max_workers=1) as maker:

        def make() -> list[NewEntry]:
            return list(islice(entries, BATCH))

        coming = maker.submit(make)
        while batch := coming.result():
            coming = maker.submit(make)
            yield from batch


def _approve(load: Load, unit: Unit, people: list[int]) -> None:
    """Store every week of everybody as approved."""
    spans = list(load.sheets())
    sheets = (
        WeekSheet(
            unit_id=unit.pk, person_id=pk, start=start, end=end, state=WeekSheet.State.APPROVED
        )
        for pk in people
        for start, end in spans
    )
    while batch := list(islice(sheets, BATCH)):
        WeekSheet.objects.bulk_create(batch, batch_size=1000)


def learn_sizes() -> None:
    """Let PostgreSQL count its rows after the last unit.

    What is measured next must not meet its old guesses.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
