"""Runs under other terms: tried without a trace, kept on request, told at the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from costsharing.actions.keep_scenario import discard_scenario, keep_scenario
from costsharing.actions.try_what_if import inputs_of, try_what_if
from costsharing.core.snapshot import digest, write
from costsharing.core.what_if import Changes, apply, read_changes
from costsharing.models import Budget, Scenario, ValuationRun
from costsharing.queries.scenarios import is_open_to, scenarios_listed
from secretariats.actions.once_only import KeyReused
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Instrument, Person, Role
from tests.db.costsharing.valued_units import Document, entry, run_of, small, store
from tests.unit.costsharing.unit_files import CASES
from tests.world import World, make_world

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cast import Cast

ENTRIES = [
    entry("2017-01-03", 300),
    entry("2017-01-04", 100, whom="AEWA"),
    entry("2017-01-05", 120, "NEWS", "CMS+AEWA"),
    entry("2017-01-06", 52, "ADM"),
]
SPENT = [
    {"date": "2017-01-31", "amount": "100.00", "currency": "EUR", "paid_by": "CMS",
     "for": "shared", "description": "Stands"}
]  # fmt: skip


def changes(**said: Any) -> Changes:
    found, problems = read_changes(said)
    assert problems == []
    return found


def example() -> Document:
    """Return a unit with the month of example 5, EUR 40 an hour, and EUR 100 spent."""
    return small(entries=ENTRIES, expenditures=SPENT)


@pytest.fixture
def run(db: None) -> ValuationRun:
    """Give the run of that month."""
    return run_of(store(example()))


def somebody(run: ValuationRun, kind: str, name: str = "") -> Person:
    person = Person.objects.create_user(name or kind, None)
    by_instrument = kind in {"executive_secretary", "finance"}
    Role.objects.create(
        unit=run.unit,
        person=person,
        role=kind,
        start="2014-01-01",
        instrument=Instrument.objects.get(code="CMS") if by_instrument else None,
    )
    return person


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Scenario, ValuationRun, Change)}


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
def test_with_the_inputs_of_today_it_is_the_run_in_every_case(case: Path) -> None:
    worked = json.loads(case.with_name(case.name.replace(".unit.", ".expected.")).read_text())
    unit = store(json.loads(case.read_text()))
    run = run_of(unit, worked["from"], worked["to"])
    found = try_what_if(run, Changes(), actor=None)
    assert found.results == run.results
    assert digest(write(apply(inputs_of(run), Changes()))) == run.digest
    assert not any(
        one.differs
        for figures in found.comparison.instruments.values()
        for one in figures.values()
    )
    # A run whose terms are said once more has the same figures too.
    keys = {json.dumps(key["shares"], sort_keys=True): key for key in run.results["keys"]}
    if len(keys) == 1:
        (key,) = keys.values()
        same = changes(
            key=key["shares"], joint=key["joint"], overhead=key["overhead"], support=key["support"]
        )
        again = try_what_if(run, same, actor=None).results
        assert again["instruments"] == run.results["instruments"]
        assert again["settlement"] == run.results["settlement"]


def test_trying_stores_nothing_and_shows_both_sides(run: ValuationRun) -> None:
    before = counts()
    found = try_what_if(run, changes(key={"CMS": "1/2", "AEWA": "1/2"}), actor=None)
    assert counts() == before
    cms = found.comparison.instruments["CMS"]
    # Example 5 at 2/3 a minute: half of 381.33, the odd cent to AEWA by its code.
    assert cms["funded"].as_json()["after"] == {"exact": "572/3", "rounded": "190.66"}
    assert cms["funded"].difference["exact"] == "-572/9"
    assert cms["lowest"].after["exact"] == cms["lowest"].before["exact"] == "200/1"
    assert found.settlement["CMS"]["net"].as_json()["after"]["exact"] == "50/1"
    assert found.settlement["AEWA"]["due"].difference["rounded"] == "16.67"


def test_recorded_budgets_are_found_for_a_key_that_did_not_need_them(run: ValuationRun) -> None:
    with pytest.raises(Refused, match="No budget of CMS for 2017 is recorded"):
        try_what_if(run, changes(basis="budget"), actor=None)
    for code, amount in (("CMS", 300), ("AEWA", 100)):
        Budget.objects.create(
            unit=run.unit, instrument=Instrument.objects.get(code=code), year=2017,
            amount=amount, currency="EUR", provisional=code == "CMS",
        )  # fmt: skip
    found = try_what_if(run, changes(basis="budget"), actor=None)
    assert found.results["provisional"]
    assert found.comparison.instruments["CMS"]["funded"].after["exact"] == "286/1"
    again = try_what_if(run, read_changes(found.changes)[0], actor=None)
    assert again.results == found.results, "what is kept says the budgets that it rests on"


def test_who_may_try_and_who_may_open_costs(run: ValuationRun) -> None:
    plain = changes(costs="+10%", joint="equal")
    opening = [
        changes(fees="+1%"),
        changes(grades=[{"grade": "G5", "annual": "66000", "productive_hours": "1650"}]),
        changes(rates=[{"currency": "EUR", "per_usd": "1"}]),
    ]
    for kind in ("coordinator", "executive_secretary", "finance", "auditor"):
        person = somebody(run, kind)
        try_what_if(run, plain, actor=person)
        for one in opening:
            if kind in {"finance", "auditor"}:
                try:
                    try_what_if(run, one, actor=person)
                except Refused as refused:
                    assert "converts nothing with EUR" in str(refused)  # noqa: PT017
            else:
                with pytest.raises(NotAllowed, match="Only finance officers and auditors"):
                    try_what_if(run, one, actor=person)
    for kind in ("staff", "administrator"):
        with pytest.raises(NotAllowed):
            try_what_if(run, plain, actor=somebody(run, kind))


def test_a_scenario_is_kept_once_with_its_history(run: ValuationRun) -> None:
    cleo = somebody(run, "coordinator")
    asked = changes(costs="+10%")
    kept = keep_scenario(run, asked, name=" Ten  percent ", actor=cleo, key="k")
    assert kept == keep_scenario(run, asked, name="Ten percent", actor=cleo, key="k")
    assert (Scenario.objects.count(), kept.name, kept.changes) == (
        1, "Ten percent", {"costs": "+10%"},
    )  # fmt: skip
    kept.refresh_from_db()
    assert kept.results["instruments"]["CMS"]["direct"]["exact"] == "220/1"
    (told,) = Change.objects.filter(row=str(kept.pk))
    assert (told.kind, told.actor, told.after["name"]) == ("created", cleo, "Ten percent")
    with pytest.raises(KeyReused):
        keep_scenario(run, changes(costs="+11%"), name="Ten percent", actor=cleo, key="k")
    run.refresh_from_db()
    assert run.results == try_what_if(run, Changes(), actor=None).results
    discard_scenario(kept, actor=cleo)
    discard_scenario(kept, actor=cleo)
    assert [one.kind for one in Change.objects.filter(row=str(kept.pk)).order_by("pk")] == [
        "created", "removed",
    ]  # fmt: skip
    with pytest.raises(Refused, match="thrown away"):
        keep_scenario(run, asked, name="Ten percent", actor=cleo, key="k")


def test_a_key_gives_nothing_back_to_who_may_no_longer_read_it(run: ValuationRun) -> None:
    fina = somebody(run, "finance")
    asked = changes(fees="+1%")
    kept = keep_scenario(run, asked, name="Fees", actor=fina, key="k")
    assert keep_scenario(run, asked, name="Fees", actor=fina, key="k") == kept
    fina.roles.update(role="coordinator", instrument=None)
    with pytest.raises(NotAllowed, match="Only finance officers and auditors"):
        keep_scenario(run, asked, name="Fees", actor=fina, key="k")
    assert Scenario.objects.count() == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\0b", "\ud800"], ids=range(5))
def test_a_scenario_needs_a_name(name: str, run: ValuationRun) -> None:
    before = counts()
    with pytest.raises(Refused, match="Give it a name"):
        keep_scenario(run, changes(costs="+1%"), name=name, actor=None)
    assert counts() == before


def test_only_those_who_may_keep_and_only_ones_own_is_thrown_away(run: ValuationRun) -> None:
    asked = changes(costs="+1%")
    for kind in ("auditor", "staff"):
        with pytest.raises(NotAllowed):
            keep_scenario(run, asked, name="x", actor=somebody(run, kind))
    mine = keep_scenario(run, asked, name="x", actor=somebody(run, "finance"))
    with pytest.raises(NotAllowed, match="Only who kept"):
        discard_scenario(mine, actor=somebody(run, "executive_secretary"))
    assert Scenario.objects.count() == 1


def test_what_opens_costs_is_listed_for_finance_and_auditors_alone(run: ValuationRun) -> None:
    fina = somebody(run, "finance")
    shown = keep_scenario(run, changes(costs="+1%"), name="all", actor=fina)
    hidden = keep_scenario(run, changes(fees="+1%"), name="fees", actor=fina)
    for kind, sees in (("auditor", True), ("executive_secretary", False), ("coordinator", False)):
        person = somebody(run, kind)
        assert set(scenarios_listed(person)) == ({shown, hidden} if sees else {shown})
        assert is_open_to(hidden, person) is sees
        assert is_open_to(shown, person)


def test_a_snapshot_that_cannot_be_read_is_told(run: ValuationRun) -> None:
    run.snapshot = '{"number": 1}'
    with pytest.raises(Refused, match="The inputs of this run cannot be read"):
        try_what_if(run, changes(costs="+1%"), actor=None)


def test_a_run_without_time_can_be_tried(cast: Cast) -> None:
    world: World = make_world(cast)
    found = try_what_if(world.run, changes(costs="+1%"), actor=None)
    assert found.results["total"]["received"]["exact"] == "0/1"
