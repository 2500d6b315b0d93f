"""Loads for benchmarks: as many entries as asked, once, and never over somebody's unit."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Sum

from reporting.actions import seed_units
from reporting.actions.check_at_once import FOREIGN_KEYS, check_at_once
from secretariats.models import Instrument, PostGrade, Unit
from timetracking.actions.insert_entries import insert_entries
from timetracking.models import DayTotal, TimeEntry, WeekSheet

pytestmark = pytest.mark.django_db


def seed(**options: int) -> list[str]:
    """Run the command and return the lines it prints."""
    out = io.StringIO()
    call_command("seed_load", stdout=out, **options)
    return out.getvalue().splitlines()


def test_it_ends_with_the_units_and_their_period() -> None:
    lines = seed(entries=2301, units=2, years=1)
    assert json.loads(lines[-1]) == {
        "units": ["LOAD-1", "LOAD-2"],
        "from": "2017-01-01",
        "to": "2017-12-31",
    }
    counted = TimeEntry.objects.values_list("unit__code").annotate(Count("pk"))
    assert dict(counted) == {"LOAD-1": 1151, "LOAD-2": 1150}
    assert set(Unit.objects.values_list("synthetic", flat=True)) == {True}


def test_stored_rows_are_of_the_load() -> None:
    seed(entries=1200)
    entries = TimeEntry.objects.select_related("activity", "beneficiary", "person")
    assert {entry.kind for entry in entries} == {1, 2, 3}
    assert all(entry.kind == entry.activity.kind for entry in entries)
    assert {entry.beneficiary.code for entry in entries if entry.beneficiary} == {
        "AEWA",
        "AEWA+CMS",
        "CMS",
    }
    assert {entry.person.get_username() for entry in entries} == {"load-1-00001", "load-1-00002"}
    whole = sum(entry.minutes for entry in entries)
    assert DayTotal.objects.aggregate(Sum("minutes"))["minutes__sum"] == whole
    assert WeekSheet.objects.filter(state="approved").count() == WeekSheet.objects.count() > 100
    assert PostGrade.objects.count() == 2


def test_the_same_arguments_change_nothing() -> None:
    seed(entries=50)
    newest = TimeEntry.objects.latest("pk").pk
    lines = seed(entries=50)
    assert "unchanged" in lines[0]
    assert json.loads(lines[-1])["units"] == ["LOAD-1"]
    assert (TimeEntry.objects.count(), TimeEntry.objects.latest("pk").pk) == (50, newest)


def test_other_arguments_are_refused_where_the_unit_is_there() -> None:
    seed(entries=50)
    with pytest.raises(CommandError, match="LOAD-1 here with other content"):
        seed(entries=51)
    assert TimeEntry.objects.count() == 50


def test_a_unit_that_lost_an_entry_is_not_taken_for_the_load() -> None:
    seed(entries=50)
    TimeEntry.objects.latest("pk").delete()
    with pytest.raises(CommandError, match="other content"):
        seed(entries=50)


def test_it_keeps_the_names_of_instruments_that_are_there() -> None:
    Instrument.objects.create(code="CMS", name="A name of this site")
    seed(entries=10)
    assert Instrument.objects.get(code="CMS").name == "A name of this site"


@pytest.mark.parametrize(
    "options", [{"entries": 1, "units": 2}, {"entries": 9, "years": 101}, {"entries": 0}]
)
def test_sizes_that_cannot_be_are_refused(options: dict[str, int]) -> None:
    words = [f"--{name}={value}" for name, value in options.items()]
    with pytest.raises(CommandError):
        call_command("seed_load", *words)
    assert not Unit.objects.exists()


def _foreign_keys() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS, [TimeEntry._meta.db_table])  # noqa: SLF001
        return [(name, definition) for name, definition in cursor.fetchall()]


@pytest.mark.postgres
def test_a_large_load_leaves_the_foreign_keys_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seed_units, "MANY", 1)
    before = _foreign_keys()
    seed(entries=100)
    assert before
    assert _foreign_keys() == before


@pytest.mark.postgres
def test_rows_that_point_nowhere_are_found_at_the_end() -> None:
    seed(entries=10)
    entry = TimeEntry.objects.latest("pk")
    entry.pk, entry.person_id = None, 0
    with pytest.raises(IntegrityError), transaction.atomic(), check_at_once(TimeEntry):
        insert_entries([entry])
    assert TimeEntry.objects.count() == 10
