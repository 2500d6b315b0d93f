"""Two runs beside each other, and which run of a period holds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from costsharing.models import ValuationRun
from costsharing.queries.compared_runs import comparison, counterpart
from costsharing.queries.run_standing import standing
from reporting.sections.warnings import warning_texts
from secretariats.models import Person, Role
from tests.db.costsharing.valued_units import Document, entry, run_of, small, store
from tests.unit.reporting.reports import readable
from tests.web.test_pages import check
from tests.world import World, make_run

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from secretariats.models import Unit

ONE = [entry("2017-01-05", 60)]
TWO = [*ONE, entry("2017-01-06", 90, whom="CMS+AEWA"), entry("2017-01-07", 30, "ADM")]


GRADES = [
    {"grade": "G5", "year": year, "annual": "66000.00", "currency": "EUR",
     "productive_hours": "1650"}
    for year in (2016, 2017)
]  # fmt: skip
ROLES = [{"person": "ada", "role": "coordinator", "from": "2014-01-01"}]


def record(entries: list[Document], *, replace: bool = True) -> Unit:
    """Let the unit's record be these entries."""
    return store(small(entries=entries, grades=GRADES, roles=ROLES), replace=replace)


@pytest.fixture
def unit(db: None) -> Unit:
    return record(ONE, replace=False)


@pytest.fixture
def cleo(unit: Unit, client: Client) -> Person:
    """Give the one person there, who coordinates too."""
    person = Person.objects.get(username="ada")
    assert Role.objects.filter(unit=unit, person=person).exists()
    client.force_login(person)
    return person


def page(client: Client, run: ValuationRun, **query: str) -> str:
    answer = client.get(reverse("valuation_compare", args=[run.pk]), query)
    assert answer.status_code == 200
    check(answer.content.decode())
    return readable(answer.content.decode())


def test_a_comparison_adds_up(unit: Unit) -> None:
    first = run_of(unit)
    record(TWO)
    second = run_of(unit)
    found = comparison(second, first)
    for code, figures in found.instruments.items():
        for name, one in figures.items():
            assert one.after == second.results["instruments"][code][name]
            for form in ("exact", "rounded"):
                assert Fraction(one.difference[form]) == Fraction(one.after[form]) - Fraction(
                    one.before[form]
                )
        parts = [figures[name] for name in ("direct", "joint", "overhead", "support")]
        for form in ("exact", "rounded"):
            assert sum(Fraction(one.difference[form]) for one in parts) == Fraction(
                figures["received"].difference[form]
            )
            assert Fraction(figures["received"].difference[form]) - Fraction(
                figures["funded"].difference[form]
            ) == Fraction(figures["balance"].difference[form])
    for form in ("exact", "rounded"):
        services = sum(
            Fraction(found.of_activity(code).difference[form]) for code in found.activities
        )
        of_instruments = sum(
            Fraction(figures[name].difference[form])
            for figures in found.instruments.values()
            for name in ("direct", "joint")
        )
        assert services == of_instruments
        assert Fraction(found.total["received"].difference[form]) == sum(
            Fraction(figures["received"].difference[form])
            for figures in found.instruments.values()
        )


def test_what_one_of_two_runs_lacks_is_nothing_there(unit: Unit) -> None:
    first = run_of(unit)
    record([entry("2017-02-05", 60, whom="AEWA")])
    second = run_of(unit, "2017-02-01", "2017-02-28")
    found = comparison(second, first)
    cells = found.activities["WEB"]
    assert (cells["CMS"].before["rounded"], cells["CMS"].after["rounded"]) == ("40.00", "0.00")
    assert cells["AEWA"].difference["rounded"] == "40.00"


def test_the_run_beside_is_the_one_superseded_or_the_one_before(unit: Unit) -> None:
    january = run_of(unit)
    assert counterpart(january) is None
    days = ("2016-02-05", "2017-02-05", "2017-03-05")
    record([*TWO, *(entry(day, 60) for day in days)])
    corrected = run_of(unit)
    assert counterpart(corrected) == january
    february = run_of(unit, "2017-02-01", "2017-02-28")
    march = run_of(unit, "2017-03-01", "2017-03-31")
    assert counterpart(march) == february
    assert counterpart(february) == corrected, "not the one that was superseded"
    before = run_of(unit, "2016-02-01", "2016-02-29")
    assert counterpart(before) == march, "with nothing nearer, the latest"


def test_a_year_before_stands_in_for_the_period_before(unit: Unit) -> None:
    record([entry("2016-02-05", 60), entry("2017-02-05", 60)])
    before = run_of(unit, "2016-02-01", "2016-02-29")
    run_of(unit, "2017-01-01", "2017-12-31")
    assert counterpart(run_of(unit, "2017-02-01", "2017-02-28")) == before


def test_the_page_shows_both_and_what_a_correction_changed(
    unit: Unit, cleo: Person, client: Client
) -> None:
    first = run_of(unit)
    assert "There is no other run yet." in page(client, first)
    record(TWO)
    second = run_of(unit)
    text = page(client, second)
    assert "What changed since the run before?" in text
    assert "CMS, received: 40.00 became " in text
    assert text.count("Coverage:") == 2, "no value without the coverage behind it"
    assert "Lowest value received" in text
    assert "All activities" in text
    assert "Yes: the same method, key and rules." in text
    other = page(client, first, **{"with": str(second.pk)})
    assert "What did the correction change?" not in other
    assert cleo.is_active


def test_amounts_of_two_currencies_are_not_subtracted(
    unit: Unit, cleo: Person, client: Client
) -> None:
    first = run_of(unit)
    document: dict[str, Any] = dict(first.results) | {"currency": "USD"}
    other = ValuationRun.objects.create(
        unit=unit, start=first.start, end=first.end, method="actual", digest="sha256:other",
        snapshot="{}", results=document,
    )  # fmt: skip
    text = page(client, first, **{"with": str(other.pk)})
    assert "amounts of different currencies are not subtracted" in text
    api = client.get(f"/api/v1/valuations/{first.pk}/compare/", {"with": str(other.pk)})
    assert api.status_code == 422
    assert cleo.is_active


def test_a_run_of_another_unit_is_not_there_to_compare(world: World, client: Client) -> None:
    client.force_login(world.cast.auditor)
    where = reverse("valuation_compare", args=[world.run.pk])
    for wrong in ("x", "00000000-0000-0000-0000-000000000000"):
        assert client.get(where, {"with": wrong}).status_code == 404
        api = f"/api/v1/valuations/{world.run.pk}/compare/"
        assert client.get(api, {"with": wrong}).status_code == 404
    client.force_login(world.cast.stranger)
    assert client.get(where).status_code == 404


def test_programs_get_both_values_exact_and_rounded(world: World, client: Client) -> None:
    other = make_run(world.cast, 7)
    client.force_login(world.cast.cms_secretary)
    found = client.get(f"/api/v1/valuations/{world.run.pk}/compare/").json()
    assert (found["run"], found["compared_with"]) == (str(world.run.pk), str(other.pk))
    received = found["instruments"]["CMS"]["received"]
    assert received["before"] == received["after"]
    assert received["difference"] == {"exact": "0/1", "rounded": "0.00"}
    assert {"lowest", "highest"} <= set(found["instruments"]["CMS"])


def test_the_inputs_decide_which_run_holds(unit: Unit, cleo: Person, client: Client) -> None:
    def told(run: ValuationRun) -> str:
        html = client.get(reverse("valuation", args=[run.pk])).content.decode()
        check(html)
        return readable(html)

    def fresh(run: ValuationRun) -> ValuationRun:
        found: ValuationRun = ValuationRun.objects.select_related("superseded_by").get(pk=run.pk)
        return found

    first = run_of(unit)
    assert (standing(fresh(first)).holds, standing(fresh(first)).superseded) == (True, False)
    record(TWO)
    second = run_of(unit)
    assert not standing(fresh(first)).holds
    assert "A later run of" in told(first)
    assert "Which of the two holds is decided by the inputs of today" in told(first)
    # The correction is taken back: the same inputs give the first run again.
    record(ONE)
    assert run_of(unit) == first
    assert (standing(fresh(first)).holds, standing(fresh(first)).superseded) == (True, True)
    assert "This run holds again" in told(first)
    assert standing(fresh(second)).given == str(first.pk)
    text = told(second)
    assert "that one holds, not this" in text
    assert "superseded" in text
    record(TWO)
    assert run_of(unit) == second
    assert standing(fresh(second)).holds
    assert not standing(fresh(first)).holds
    assert cleo.is_active


def test_a_warning_is_told_in_the_language_of_the_reader() -> None:
    known = "2017-01-01 to 2017-06-30: the key gives nothing to AEWA or CMS; they share equally"
    (told,) = warning_texts([known])
    assert told.replace("\N{NO-BREAK SPACE}", " ") == (
        "1 January to 30 June 2017: the key gives nothing to AEWA, CMS; they share equally."
    )
    assert warning_texts(["something else"]) == ["something else"]


def test_the_page_asks_as_often_however_many_runs_there_are(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.cast.auditor)
    make_run(world.cast, 1)
    where = reverse("valuation_compare", args=[world.run.pk])
    client.get(where)
    with django_assert_num_queries(14):
        client.get(where)
    for number in range(2, 9):
        make_run(world.cast, number)
    client.get(where)
    with django_assert_num_queries(14):
        client.get(where)
