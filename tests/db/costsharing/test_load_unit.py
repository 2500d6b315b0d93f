"""A unit file is loaded whole or not at all, and what is the same stays."""

from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from costsharing.actions import load_unit as loading
from costsharing.actions.load_unit import LoadResult, load_unit
from costsharing.core.unit_file import differences, match_entries
from costsharing.models import ValuationRun
from costsharing.queries.unit_file import stored_unit_file
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Instrument, Person, Secretariat, Unit
from tests.unit.costsharing.unit_files import good, read
from timetracking.models import Activity, Beneficiary, DayTotal, MilestoneDone, Output, TimeEntry

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def load(document: dict[str, Any], *, replace: bool = False) -> LoadResult:
    return load_unit(read(document), actor=None, replace=replace)


def assert_stored(document: dict[str, Any]) -> None:
    """Assert that what is stored is what the document says."""
    wanted = read(document)
    stored = stored_unit_file(Unit.objects.get(code=wanted.unit.code))
    match = match_entries(enumerate(stored.entries), wanted.entries)
    assert (differences(stored, wanted), match.added, match.removed) == ([], [], [])


def many(document: dict[str, Any], count: int) -> dict[str, Any]:
    """Return the document with so many entries of one minute."""
    entry = {key: value for key, value in document["entries"][0].items() if key != "saved"}
    start = dt.date(2017, 1, 1)
    document["entries"] = [
        entry | {"date": str(start + dt.timedelta(days=n % 300)), "minutes": 1}
        for n in range(count)
    ]
    return document


def test_a_new_unit_is_what_its_file_says() -> None:
    result = load(good())
    assert result.state == "created"
    assert result.counts["entries"] == 4
    assert_stored(good())
    unit = result.unit
    assert {person.username for person in unit.people.all()} == {"ada", "bob"}
    assert {instrument.code for instrument in unit.instruments.all()} == {"CMS", "AEWA"}
    assert set(Beneficiary.objects.values_list("code", flat=True)) == {"AEWA+CMS", "AEWA"}
    assert DayTotal.objects.get(person__username="ada", date=dt.date(2017, 1, 9)).minutes == 150


def test_people_of_a_file_have_no_login() -> None:
    load(good())
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_the_history_has_one_row_with_the_digest_of_the_file() -> None:
    file = read(good())
    load_unit(file, actor=None)
    change = Change.objects.get()
    assert (change.kind, change.unit) == (Change.Kind.LOADED, Unit.objects.get())
    assert change.after is not None
    assert change.after["sha256"] == file.digest
    assert change.after["counts"]["entries"] == 4


def test_the_same_content_is_no_change() -> None:
    load(good())
    before = set(TimeEntry.objects.values_list("pk", "saved"))
    shuffled = {
        key: value[::-1] if isinstance(value, list) else value for key, value in good().items()
    }
    del shuffled["entries"][0]["saved"]
    for replace in (False, True):
        assert load(shuffled, replace=replace).state == "unchanged"
    assert set(TimeEntry.objects.values_list("pk", "saved")) == before
    assert Change.objects.count() == 1


def test_other_content_is_refused_with_what_differs() -> None:
    load(good())
    document = good()
    document["unit"]["name"] = "Another name"
    document["holidays"].pop()
    document["entries"].pop()
    with pytest.raises(Refused) as caught:
        load(document)
    text = str(caught.value)
    assert "--replace" in text
    assert "unit: 1 changed (name)" in text
    assert "holidays: 1 removed (2017-12-24)" in text
    assert "entries: 0 added, 1 removed, 3 kept" in text
    assert_stored(good())


def test_replacing_changes_what_differs_and_keeps_the_rest() -> None:
    load(good())
    unit = Unit.objects.get()
    kept = set(TimeEntry.objects.filter(minutes__in=[90, 60]).values_list("pk", "saved"))
    ValuationRun.objects.create(
        unit=unit, start="2017-01-01", end="2017-01-31", method="standard", digest="sha256:x",
        snapshot="{}", results={},
    )  # fmt: skip
    document = good()
    document["unit"]["daily_minutes"] = 450
    document["instruments"][0]["name"] = "CMS renamed"
    document["agreements"][1] = {"from": "2017-01-01", "key": {"CMS": "1/4", "AEWA": "3/4"}}
    document["people"][0]["assignments"][0]["share"] = "1/3"
    document["people"].append({"username": "eve", "name": "Eve"})
    document["activities"].append(
        {"code": "NEW", "title": "New", "area": "WEB", "kind": "service"}
    )
    document["entries"][2:] = [
        {"person": "eve", "date": "2017-01-09", "minutes": 5, "activity": "NEW", "for": ["CMS"]}
    ]
    for entry in document["entries"]:
        for key in ("saved", "source", "source_id"):
            entry.pop(key, None)
    result = load(document, replace=True)
    assert result.state == "replaced"
    assert (result.entries.kept, len(result.entries.added), len(result.entries.removed)) == (
        2,
        1,
        2,
    )
    assert_stored(document)
    assert set(TimeEntry.objects.filter(minutes__in=[90, 60]).values_list("pk", "saved")) == kept
    assert TimeEntry.objects.get(source="timewarrior").source_id == "20170109T070000Z"
    assert Unit.objects.get().pk == unit.pk
    assert ValuationRun.objects.filter(unit=unit).count() == 1
    assert [change.kind for change in Change.objects.all()] == ["loaded", "loaded"]


def test_replacing_takes_away_what_the_file_no_longer_has() -> None:
    load(good())
    document = {key: good()[key] for key in ("imca", "instruments", "unit")}
    load(document, replace=True)
    assert_stored(document)
    assert not TimeEntry.objects.exists()
    assert not DayTotal.objects.exists()
    assert not Activity.objects.exists()
    assert set(Secretariat.objects.values_list("code", flat=True)) == {"CMS", "AEWA"}
    assert not Unit.objects.get().people.exists()
    # People have a history beyond one unit.
    assert Person.objects.filter(username="ada").exists()


def test_an_activity_that_changes_its_kind_takes_its_entries_along() -> None:
    load(good())
    document = good()
    document["activities"][1]["kind"] = "absence"
    load(document, replace=True)
    assert_stored(document)
    assert TimeEntry.objects.get(activity__code="ADM").kind == 3


def test_swapped_spans_of_agreements_and_contracts_can_be_replaced() -> None:
    load(good())
    document = good()
    document["agreements"][0]["to"] = "2015-12-31"
    document["agreements"].append(
        document["agreements"][0] | {"from": "2016-01-01", "to": "2016-12-31"}
    )
    contract = document["people"][1]["contracts"][0]
    document["people"][1]["contracts"] = [
        contract | {"to": "2017-04-30"},
        contract | {"from": "2017-05-01"},
    ]
    load(document, replace=True)
    assert_stored(document)


def test_a_guard_can_keep_a_unit_from_being_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    load(good())
    monkeypatch.setattr(loading, "REPLACE_GUARDS", [lambda *_: [Problem("entries", "published")]])
    document = good()
    document["entries"].pop()
    with pytest.raises(Refused, match="entries: published"):
        load(document, replace=True)
    assert_stored(good())


def test_only_an_administrator_of_the_site_or_the_operator_may_load() -> None:
    person = Person.objects.create_user("ada")
    with pytest.raises(NotAllowed):
        load_unit(read(good()), actor=person)
    assert not Unit.objects.exists()
    chief = Person.objects.create_superuser("chief", "secret")
    load_unit(read(good()), actor=chief)
    assert Change.objects.get().actor == chief


def test_progress_tells_how_many_of_how_many() -> None:
    told: list[tuple[int, int]] = []
    load_unit(read(good()), actor=None, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (4, 4)


@pytest.mark.parametrize("count", [10, 500])
def test_queries_do_not_grow_with_the_entries(
    count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    file = read(many(good(), count))
    with django_assert_max_num_queries(130):
        load_unit(file, actor=None)
    unit = Unit.objects.get()
    with django_assert_max_num_queries(30):
        stored_unit_file(unit)


# --- what units share ---------------------------------------------------------------------------
def other_unit() -> dict[str, Any]:
    document = copy.deepcopy(good())
    document["unit"]["code"] = "OTHER"
    document["entries"] = []
    document["removed_entries"] = []
    return document


def test_two_units_may_share_instruments_and_people() -> None:
    load(good())
    load(other_unit())
    assert_stored(good())
    assert_stored(other_unit())
    assert Instrument.objects.count() == 2
    assert Person.objects.count() == 2


def test_a_row_that_another_unit_uses_is_not_changed() -> None:
    load(good())
    document = other_unit()
    document["instruments"][1]["name"] = "Renamed"
    document["people"][0]["name"] = "Ada L."
    document["people"][0]["email"] = "other@example.org"
    with pytest.raises(Refused) as caught:
        load(document)
    found = {problem.path: problem.message for problem in caught.value.problems}
    assert found.keys() == {"instruments[1].name", "people[0].name", "people[0].email"}
    assert "unit IMCA" in found["instruments[1].name"]
    assert "'Waterbirds'" in found["instruments[1].name"]
    assert not Unit.objects.filter(code="OTHER").exists()
    assert_stored(good())


def test_a_day_has_1440_minutes_over_all_units() -> None:
    load(good())
    document = other_unit()
    entry = {"person": "ada", "date": "2017-01-09", "activity": "ADM"}
    document["entries"] = [entry | {"minutes": 1290}]
    load(document)
    document["entries"].append(entry | {"minutes": 1})
    with pytest.raises(Refused) as caught:
        load(document, replace=True)
    assert [problem.path for problem in caught.value.problems] == ["entries[1].minutes"]
    assert "150 in other units" in str(caught.value)
    assert TimeEntry.objects.filter(unit__code="OTHER").count() == 1


def test_what_was_reached_and_delivered_is_replaced_and_equal_outputs_stay() -> None:
    load(good())
    kept = set(Output.objects.values_list("pk", flat=True))
    document = good()
    document["programme"][0]["milestones"][1]["done"] = "2017-10-02"
    document["programme"][0]["category_days"] = {"P": "15.5"}
    document["outputs"][2]["title"] = "Another release"
    with pytest.raises(Refused, match=r"outputs: 1 added .*, 1 removed"):
        load(document)
    load(document, replace=True)
    assert_stored(document)
    assert len(kept & set(Output.objects.values_list("pk", flat=True))) == 2
    assert MilestoneDone.objects.count() == 2
    del document["outputs"], document["programme"]
    load(document, replace=True)
    assert not Output.objects.exists()
    assert not MilestoneDone.objects.exists()
    assert_stored(document)
