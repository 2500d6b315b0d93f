"""The demonstration: the whole way once, nothing the second time, and nobody's unit touched."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count

from costsharing.models import ValuationRun
from reporting.actions.load_demonstration import PASSWORD, Loading, load_demonstration
from reporting.demo.unit import all_work
from reporting.models import Report
from secretariats.actions.record_change import record_change
from secretariats.models import Change, Person, Unit
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from tests.cast import Cast


def demo() -> list[str]:
    """Run the command and return the lines it prints."""
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.timeout(180)
@pytest.mark.django_db(transaction=True)
def test_the_whole_way_and_the_second_time(tmp_path: Path, settings: Settings) -> None:
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    first = demo()
    labels = [line.split(":")[0] for line in first[-5:]]
    assert labels == ["Received", "Funded", "Balance", "Range", "Reports"]
    assert first[-6] == ""
    assert "synthetic" in first[-5]
    assert first[-2].count("consistent with the key") == 2
    assert any("coordinator: cleo" in line for line in first)
    for committee in ("CMS", "AEWA"):
        file = tmp_path / "demonstration" / f"IMCA-2017-{committee}-en.pdf"
        assert str(file) in first[-1]
        assert file.read_bytes().startswith(b"%PDF-")
    assert Person.objects.get(username="teresa").check_password(PASSWORD)

    changes = Change.objects.count()
    second = demo()
    assert second[-5:] == first[-5:]
    assert "unchanged" in second[0]
    assert (ValuationRun.objects.count(), Report.objects.count()) == (2, 4)
    assert Change.objects.count() == changes


@pytest.mark.django_db
def test_the_unit_holds_the_year_and_what_came_by_file() -> None:
    found = load_demonstration(actor=None)
    assert found.loading is Loading.LOADED
    assert found.unit.synthetic
    entries = TimeEntry.objects.filter(unit=found.unit)
    assert entries.count() == len(all_work())
    counted = dict(entries.exclude(source="").values_list("source").annotate(Count("pk")))
    assert counted.keys() == {"timewarrior", "csv"}
    stored = entries.order_by("person__username", "date", "pk")
    assert sorted(stored.values_list("person__username", "date", "minutes")) == sorted(
        (work.person, work.date, work.minutes) for work in all_work()
    )
    years = {saved.year for saved in entries.values_list("saved", flat=True)}
    assert years <= {2016, 2017, 2018}

    entry = entries.first()
    assert entry is not None
    record_change(entry, kind=Change.Kind.CHANGED, actor=None, unit=found.unit, reason="a test")
    assert load_demonstration(actor=None).loading is Loading.LEFT_ALONE


@pytest.mark.django_db
def test_newer_records_replace_those_that_nobody_changed() -> None:
    unit = load_demonstration(actor=None).unit
    Change.objects.filter(unit=unit, after__has_key="demonstration").update(
        after={"demonstration": "sha256:of-an-older-one"}
    )
    TimeEntry.objects.filter(unit=unit, source="csv").delete()
    found = load_demonstration(actor=None)
    assert (found.loading, found.unit.pk) == (Loading.RENEWED, unit.pk)
    assert TimeEntry.objects.filter(unit=unit).count() == len(all_work())


@pytest.mark.django_db
def test_nobody_gets_a_known_password_where_others_can_reach_the_site(
    settings: Settings,
) -> None:
    settings.LOCAL_ONLY = False
    assert not load_demonstration(actor=None).logins
    assert not any(person.has_usable_password() for person in Person.objects.all())


@pytest.mark.parametrize(
    ("synthetic", "words"), [(False, "is a real one"), (True, "did not bring in")]
)
def test_a_unit_of_somebody_else_is_refused(cast: Cast, synthetic: bool, words: str) -> None:
    Unit.objects.update(synthetic=synthetic)
    with pytest.raises(CommandError, match=words):
        demo()
    assert not TimeEntry.objects.exists()


@pytest.mark.django_db
def test_a_database_that_is_not_migrated_is_refused() -> None:
    MigrationRecorder.Migration.objects.filter(app="reporting").delete()
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        demo()
    assert not Unit.objects.exists()
