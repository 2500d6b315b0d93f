"""Figures explained down to entries: the sums are the run's, whatever happened since."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from costsharing.core.explain import FIGURES, OF_RUN
from costsharing.core.explain_costs import cost_of
from costsharing.models import ValuationRun
from costsharing.queries.explained import explained, which
from secretariats.core.errors import Refused
from tests.db.costsharing.random_units import random_unit
from tests.db.costsharing.valued_units import (
    assignment,
    contract,
    entry,
    person,
    post,
    run_of,
    small,
    store,
)
from tests.unit.costsharing.unit_files import CASES
from timetracking.actions.write_entry import change_entry, new_entry, remove_entry
from timetracking.core.grid import RowKey
from timetracking.models import Activity, TimeEntry

if TYPE_CHECKING:
    from pathlib import Path

    from django.test.utils import CaptureQueriesContext

    from costsharing.queries.explained import Explained
    from secretariats.models import Unit

pytestmark = pytest.mark.django_db
ALL = 10_000
QUERIES = {"standard": 11, "actual": 12}


def printed_of(run: ValuationRun, figure: str, code: str) -> str:
    """Return a figure's exact form in the run's results."""
    results = run.results
    if figure in OF_RUN:
        return results["total"][figure]["exact"]  # type: ignore[no-any-return]
    if figure in ("due", "paid", "net"):
        return results["settlement"][code][figure]["exact"]  # type: ignore[no-any-return]
    of = results["instruments"][code]
    if figure == "services":
        return str(Fraction(of["direct"]["exact"]) + Fraction(of["joint"]["exact"]))
    return of[figure]["exact"]  # type: ignore[no-any-return]


def check(run: ValuationRun) -> None:
    """Hold every figure of a run to its explanation, and the explanation to the entries."""
    for figure in FIGURES:
        for code in [""] if figure in OF_RUN else sorted(run.results["instruments"]):
            found = explained(run, which(run, figure, code))
            assert found.adds_up
            assert found.exact == Fraction(printed_of(run, figure, code)), (figure, code)
            of_entries = check_entries(found)
            timed = [line for line in found.lines if line.activity]
            assert of_entries == sum((line.amount for line in timed), Fraction(0))
            for line in found.lines:
                if line.block is not None and line.activity:
                    cost = cost_of(found.ground.inputs, line.block, line.start)
                    assert cost.hourly == (line.price or 0) * 60
                    assert cost.minutes or cost.total == cost.hourly


def check_entries(found: Explained) -> Fraction:
    """Return what entries and differences give together."""
    entries = found.entries_at(0, ALL)
    assert len(entries) == found.entries
    return sum((one.amount or Fraction(0) for one in entries), Fraction(0)) + sum(
        (one.amount for one in found.differences), Fraction(0)
    )


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
def test_every_figure_of_the_cases(case: Path) -> None:
    worked = json.loads(case.with_name(case.name.replace(".unit.", ".expected.")).read_text())
    check(run_of(store(json.loads(case.read_text())), worked["from"], worked["to"]))


@pytest.mark.parametrize("seed", [1, 2, 5])
@pytest.mark.parametrize("method", ["standard", "actual"])
def test_every_figure_of_units_at_random(seed: int, method: str) -> None:
    run = run_of(store(random_unit(seed)), "2016-12-01", "2017-03-31", method)
    check(run)
    found = explained(run, which(run, "received", "CMS"))
    assert (found.differences, found.changed) == ([], 0)


def _two() -> Unit:
    return store(
        small(
            people=[
                person("ada", assignment()),
                person("bob", contracts=(contract("2017-01-01"),)),
            ],
            posts=[post("P-01")],
            entries=[
                entry("2017-01-05", 60, whom="CMS+AEWA"),
                entry("2017-01-06", 90, whom="CMS+AEWA"),
                entry("2017-01-06", 30, "ADM"),
                entry("2017-01-09", 120, whom="CMS+AEWA", who="bob"),
                entry("2017-01-09", 60, whom="AEWA", who="bob"),
            ],
        )
    )


def test_a_figure_opens_to_its_entries_with_their_value_and_part() -> None:
    run = run_of(_two())
    found = explained(run, which(run, "joint", "CMS"))
    assert (found.entries, len(found.lines)) == (3, 2)
    shown: list[tuple[object, ...]] = [
        (one.username, str(one.date), one.minutes, one.value, one.amount)
        for one in found.entries_at(0, 100)
    ]
    assert shown == [
        ("ada", "2017-01-05", 60, 40, Fraction(80, 3)),
        ("ada", "2017-01-06", 90, 60, 40),
        ("bob", "2017-01-09", 120, 180, 120),
    ]
    assert found.exact == Fraction(560, 3)
    assert [one.username for one in found.entries_at(1, 1)] == ["ada"]


def test_what_changed_since_keeps_the_sum_of_the_run() -> None:
    unit = _two()
    run = run_of(unit)
    ada = TimeEntry.objects.get(date=dt.date(2017, 1, 5))
    change_entry(ada, 90, None, actor=ada.person)
    gone = TimeEntry.objects.get(person__username="bob", minutes=120)
    remove_entry(gone, actor=ada.person)
    new_entry(
        Activity.objects.get(code="NEWS"), RowKey("NEWS", "AEWA+CMS"), dt.date(2017, 1, 10), 15,
        "", actor=ada.person, unit=unit,
    )  # fmt: skip
    found = explained(run, which(run, "joint", "CMS"))
    assert found.exact == Fraction(560, 3) == check_entries(found)
    told = [(one.activity, one.counted, one.now, one.minutes) for one in found.differences]
    assert told == [("NEWS", 0, 15, 15), ("WEB", 120, 0, -120), ("WEB", 150, 180, 30)]
    assert found.changed == 3
    first, second, third = found.entries_at(0, 100)
    assert [(one.before, one.after) for one in first.changes] == [(60, 90)]
    assert (second.changes, third.value) == ((), None)


def test_a_person_who_costs_something_else_now_is_told() -> None:
    document = small(entries=[entry("2017-01-05", 60)])
    run = run_of(store(document))
    document["posts"] = [post("P-01", ("2014-01-01", "P2"))]
    store(document, replace=True)
    found = explained(ValuationRun.objects.get(pk=run.pk), which(run, "direct", "CMS"))
    assert found.exact == 40 == check_entries(found)
    assert [(one.block, one.minutes) for one in found.differences] == [(None, 60), (0, -60)]


@pytest.mark.parametrize("method", ["standard", "actual"])
def test_the_number_of_queries_is_the_same_for_a_day_and_for_a_quarter(
    method: str, django_assert_num_queries: Any
) -> None:
    run = run_of(store(random_unit(3)), "2016-12-01", "2017-03-31", method)
    run = ValuationRun.objects.select_related("unit").get(pk=run.pk)
    captured: CaptureQueriesContext
    with django_assert_num_queries(QUERIES[method]) as captured:
        explained(run, which(run, "received", "CMS")).entries_at(0, 100)
    many = len(captured)
    with django_assert_num_queries(QUERIES[method]) as captured:
        explained(run, which(run, "direct", "CMS", month="2017-01")).entries_at(0, 5)
    assert len(captured) == many


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        (("profit", "CMS"), ["figure"]),
        (("profit", "NONE"), ["figure", "instrument"]),
        (("joint", ""), ["instrument"]),
        (("unallocated", "CMS"), ["instrument"]),
        (("joint", "CMS", "NONE"), ["activity"]),
        (("due", "CMS", "WEB"), ["activity"]),
        (("joint", "CMS", "", "2017-13"), ["month"]),
        (("joint", "CMS", "", "0000-01"), ["month"]),
        (("joint", "CMS", "", "9999-12"), ["month"]),
        (("joint", "CMS", "\0", "\0"), ["activity", "month"]),
    ],
)
def test_a_figure_that_there_is_not_is_refused(asked: tuple[str, ...], places: list[str]) -> None:
    run = run_of(_two())
    with pytest.raises(Refused) as caught:
        which(run, *asked)
    assert [problem.path for problem in caught.value.problems] == places
