"""A programme of work on its way into force: planned, handed over, signed or refused, replaced."""

from __future__ import annotations

import threading
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Instrument, Person, Signature
from tests.cast import Cast, make_cast
from timetracking.actions.edit_programme import (
    add_item,
    change_item,
    copy_programme,
    item_mark,
    remove_item,
)
from timetracking.actions.hand_over_programme import (
    hand_over_programme,
    programme_mark,
    withdraw_programme,
)
from timetracking.actions.sign_programme import sign_programme
from timetracking.core.programme import Planned
from timetracking.models import Activity, Kind, ProgrammeItem, ProgrammeVersion
from timetracking.queries.programme import planned_items, working_items, years_of
from timetracking.queries.programme_versions import versions_listed, waiting_programmes

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

YEAR = 2027
DAYS = (("AEWA", Fraction(5)), ("CMS", Fraction(21, 2)))
WEB = Planned("1.1", "Websites", outputs="Up to date", days=DAYS)

pytestmark = pytest.mark.django_db


def plan(cast: Cast, planned: Planned = WEB, year: int = YEAR) -> ProgrammeItem:
    return add_item(cast.unit, year, planned, actor=cast.coordinator)


def handed(cast: Cast, year: int = YEAR) -> ProgrammeVersion:
    mark = programme_mark(cast.unit, year)
    return hand_over_programme(cast.unit, year, actor=cast.coordinator, seen=mark)


def sign(
    version: ProgrammeVersion, person: Person, side: Instrument, **options: str
) -> ProgrammeVersion:
    digest = options.pop("digest", version.digest)
    return sign_programme(version, actor=person, instrument=side, digest=digest, **options)


def both(cast: Cast, version: ProgrammeVersion) -> ProgrammeVersion:
    sign(version, cast.cms_secretary, cast.cms)
    return sign(version, cast.aewa_secretary, cast.aewa)


def titles(cast: Cast) -> list[str]:
    return [item.title for _year, item in planned_items(cast.unit, [YEAR])]


def test_both_signatures_put_it_into_force_and_a_change_is_a_new_version(cast: Cast) -> None:
    item = plan(cast)
    first = handed(cast)
    assert sign(first, cast.cms_secretary, cast.cms).state == "signing"
    assert sign(first, cast.aewa_secretary, cast.aewa).state == "in_force"
    change_item(
        item, replace(WEB, title="Websites and apps"), actor=cast.coordinator, seen=item_mark(item)
    )
    assert titles(cast) == ["Websites"], "what is in force stays what was signed"
    second = both(cast, handed(cast))
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("replaced", "in_force", 2)
    assert titles(cast) == ["Websites and apps"]
    assert first.content["items"][0]["title"] == "Websites"


def test_while_it_waits_nothing_is_changed(cast: Cast) -> None:
    item = plan(cast)
    version = handed(cast)
    for wish in (
        lambda: plan(cast, replace(WEB, number="2")),
        lambda: change_item(item, WEB, actor=cast.coordinator, seen=item_mark(item)),
        lambda: remove_item(item, actor=cast.coordinator, seen=item_mark(item)),
        lambda: handed(cast),
    ):
        with pytest.raises(Refused, match="waits for signatures: withdraw it first"):
            wish()
    withdraw_programme(version, actor=cast.coordinator, reason="A number was wrong.")
    plan(cast, replace(WEB, number="2"))
    again = handed(cast)
    sign(again, cast.aewa_secretary, cast.aewa)
    with pytest.raises(Refused, match="does not wait for signatures now"):
        sign(version, cast.cms_secretary, cast.cms)


def test_a_refusal_ends_the_version_with_its_reason(cast: Cast) -> None:
    plan(cast)
    version = handed(cast)
    with pytest.raises(Refused, match="Say why you refuse"):
        sign(version, cast.aewa_secretary, cast.aewa, decision="refused", reason=" ")
    found = sign(version, cast.aewa_secretary, cast.aewa, decision="refused", reason="Too few.")
    assert (found.state, found.returned, found.returned_by) == (
        "refused", "Too few.", cast.aewa_secretary,
    )  # fmt: skip
    again = sign(version, cast.aewa_secretary, cast.aewa, decision="refused", reason="Too few.")
    assert again.state == "refused"
    assert Signature.objects.count() == 1
    assert both(cast, handed(cast)).number == 2


@pytest.mark.parametrize(
    "who", ["ada", "administrator", "auditor", "coordinator", "aewa_secretary", "stranger"]
)
def test_nobody_else_signs_for_a_side(cast: Cast, who: str) -> None:
    plan(cast)
    version, person = handed(cast), getattr(cast, who)
    person.is_superuser = True
    with pytest.raises(NotAllowed, match="Only the Executive Secretary of CMS signs for CMS"):
        sign(version, person, cast.cms)


@pytest.mark.parametrize(
    "who", ["ada", "auditor", "cms_finance", "cms_secretary", "administrator", "stranger"]
)
def test_only_the_coordinator_plans(cast: Cast, who: str) -> None:
    item, person = plan(cast), getattr(cast, who)
    for wish in (
        lambda: add_item(cast.unit, YEAR, replace(WEB, number="2"), actor=person),
        lambda: change_item(item, WEB, actor=person, seen=item_mark(item)),
        lambda: remove_item(item, actor=person, seen=item_mark(item)),
        lambda: copy_programme(cast.unit, source=YEAR, year=YEAR + 1, actor=person),
        lambda: hand_over_programme(
            cast.unit, YEAR, actor=person, seen=programme_mark(cast.unit, YEAR)
        ),
    ):
        with pytest.raises(NotAllowed):
            wish()


def test_what_changed_since_it_was_seen_is_not_handed_over_nor_changed(cast: Cast) -> None:
    item = plan(cast)
    mark, whole = item_mark(item), programme_mark(cast.unit, YEAR)
    change_item(item, replace(WEB, title="News"), actor=cast.coordinator, seen=mark)
    with pytest.raises(Refused, match="Somebody changed this programme since you opened it"):
        hand_over_programme(cast.unit, YEAR, actor=cast.coordinator, seen=whole)
    with pytest.raises(Refused, match="Somebody changed this item since you opened it"):
        remove_item(item, actor=cast.coordinator, seen=mark)
    version = handed(cast)
    with pytest.raises(Refused, match="changed since you opened it"):
        sign(version, cast.cms_secretary, cast.cms, digest="sha256:other")


def test_nothing_new_is_not_handed_over_again(cast: Cast) -> None:
    with pytest.raises(Refused, match="has no items"):
        handed(cast)
    plan(cast)
    both(cast, handed(cast))
    with pytest.raises(Refused, match="Nothing changed since version 1"):
        handed(cast)


def test_mistakes_in_an_item_are_all_told(cast: Cast) -> None:
    plan(cast)
    wrong = Planned("1.1", " ", activity="X", days=(("GORILLA", Fraction(1)),))
    with pytest.raises(Refused) as refused:
        plan(cast, wrong)
    assert [one.path for one in refused.value.problems] == [
        "title", "activity", "days.GORILLA", "number",
    ]  # fmt: skip
    assert len(working_items(cast.unit, YEAR)) == 1


def test_a_year_begins_with_the_items_of_another(cast: Cast) -> None:
    Activity.objects.create(unit=cast.unit, code="WEB", title="Web", kind=Kind.SERVICE)
    plan(cast, replace(WEB, activity="WEB"))
    plan(cast, replace(WEB, number="1.2"))
    assert copy_programme(cast.unit, source=YEAR, year=YEAR + 1, actor=cast.coordinator) == 2
    old, new = (working_items(cast.unit, year) for year in (YEAR, YEAR + 1))
    assert [row.planned for row in old] == [row.planned for row in new]
    with pytest.raises(Refused, match="has a programme already"):
        copy_programme(cast.unit, source=YEAR, year=YEAR + 1, actor=cast.coordinator)
    with pytest.raises(Refused, match="has no programme to copy"):
        copy_programme(cast.unit, source=2000, year=YEAR + 2, actor=cast.coordinator)
    assert years_of(cast.unit) == [YEAR + 1, YEAR]


def test_history_tells_every_step(cast: Cast) -> None:
    item = plan(cast)
    both(cast, handed(cast))
    versions = Change.objects.filter(table="timetracking_programmeversion")
    assert [(change.after or {})["state"] for change in versions] == ["signing", "in_force"]
    remove_item(item, actor=cast.coordinator, seen=item_mark(item))
    last = Change.objects.filter(table="timetracking_programmeitem").last()
    assert last is not None
    assert (last.kind, (last.before or {})["title"]) == (Change.Kind.REMOVED, "Websites")


def test_lists_ask_the_database_as_often_for_many_as_for_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(YEAR, YEAR + 5):
        plan(cast, year=year)
        handed(cast, year)
    with django_assert_num_queries(3):
        waiting = waiting_programmes(cast.cms_secretary)
    assert waiting[0].title == f"Programme of work {YEAR}, version 1"
    assert len(waiting) == 5
    with django_assert_num_queries(1):
        assert waiting_programmes(cast.coordinator) == []
    with django_assert_num_queries(2):
        assert len(planned_items(cast.unit, range(YEAR, YEAR + 5))) == 5
    with django_assert_num_queries(2):
        assert len(versions_listed(cast.unit, YEAR)) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_put_it_into_force_once() -> None:
    cast = make_cast()
    plan(cast)
    version = handed(cast)
    start = threading.Barrier(2)
    ends: list[str] = []

    def decide(person: Person, side: Instrument) -> None:
        start.wait()
        try:
            ends.append(sign(version, person, side).state)
        finally:
            connection.close()

    pairs = ((cast.cms_secretary, cast.cms), (cast.aewa_secretary, cast.aewa))
    threads = [threading.Thread(target=decide, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["in_force", "signing"]
