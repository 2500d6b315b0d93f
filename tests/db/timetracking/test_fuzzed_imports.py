"""Damaged files all the way into the database: all of a file, or nothing and the reason."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.db.models import Sum

from secretariats.core.errors import Refused
from secretariats.models import Change
from tests.mutations import mutate
from timetracking.actions.import_entries import import_entries
from timetracking.core.importers import formats
from timetracking.joint import joint_by_date
from timetracking.models import DayTotal, TimeEntry

if TYPE_CHECKING:
    from secretariats.models import Unit
    from tests.cast import Cast
    from timetracking.core.rows import Format

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"
FEW, MANY = 25, 1_000

every_format = pytest.mark.parametrize("format_", formats().values(), ids=list(formats()))


def minutes() -> tuple[int, int]:
    """Return the minutes of all entries, and those that the totals of days have."""
    entries = TimeEntry.objects.aggregate(sum=Sum("minutes"))["sum"] or 0
    return entries, DayTotal.objects.aggregate(sum=Sum("minutes"))["sum"] or 0


def all_or_nothing(format_: Format, data: bytes, order: str, unit: Unit, cast: Cast) -> bool:
    """Import a file into what is there, and return whether anything was stored."""
    before, changes = TimeEntry.objects.count(), Change.objects.count()
    try:
        outcome = import_entries(
            data,
            format_,
            actor=cast.ada,
            unit=unit,
            person=cast.ada,
            joint_on=joint_by_date(unit),
            order=order,
        )
    except Refused as refused:
        told, created = str(refused), 0
    else:
        told, created = "read", outcome.created
        assert not (outcome.rejected and created)
    assert told
    assert TimeEntry.objects.count() == before + created
    assert Change.objects.count() == changes + (1 if created else 0)
    entries, days = minutes()
    assert entries == days
    return created > 0


def fuzz(format_: Format, count: int, seed: str, unit: Unit, cast: Cast) -> None:
    originals = [path.read_bytes() for path in sorted((DATA / format_.name).iterdir())]
    stored = 0
    for number in range(count):
        draw = Random(f"{seed} {format_.name} {number}")  # noqa: S311 - a fixed sequence is wanted
        data = mutate(draw.choice(originals), draw)
        order = draw.choice(["", "dmy", "mdy"])
        with transaction.atomic():
            try:
                stored += all_or_nothing(format_, data, order, unit, cast)
                # What was stored is known when the same file comes again.
                assert not all_or_nothing(format_, data, order, unit, cast)
            except Exception as error:
                error.add_note(f"file {number}: {data[:2000]!r}")
                raise
            transaction.set_rollback(True)
    assert 0 < stored < count


@every_format
def test_a_damaged_file_is_stored_whole_or_not_at_all(
    format_: Format, unit: Unit, cast: Cast
) -> None:
    fuzz(format_, FEW, "stored", unit, cast)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@every_format
def test_many_damaged_files_are_stored_whole_or_not_at_all(
    format_: Format, unit: Unit, cast: Cast
) -> None:
    fuzz(format_, MANY, "stored for long", unit, cast)
