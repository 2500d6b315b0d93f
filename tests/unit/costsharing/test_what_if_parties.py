"""Instruments that join an agreement or leave it, worked out by hand."""

from __future__ import annotations

from tests.unit.costsharing.test_what_if import by_budgets, tried
from tests.unit.costsharing.valued_by_hand import (
    agreed,
    exact,
    inputs,
    month_of,
    received,
    some,
    work,
)


def test_an_instrument_that_joins_with_a_share_scales_the_others() -> None:
    given = inputs(work(("01-02", "WEB", "AEWA+CMS", 90)))
    alone = tried(given, add=[{"instrument": "EUROBATS", "share": "1/6"}])
    assert some(alone.funded) == {"CMS": 50, "AEWA": 25, "EUROBATS": 15}
    assert some(alone.joint) == {"CMS": 60, "AEWA": 30}, "joint work is for the two as recorded"
    joined = tried(given, add=[{"instrument": "EUROBATS", "share": "1/6", "joint": True}])
    assert some(joined.joint) == {"CMS": 50, "AEWA": 25, "EUROBATS": 15}
    assert joined.highest["EUROBATS"] == 90
    assert joined.lowest["EUROBATS"] == 0


def test_an_instrument_that_joins_with_the_whole_key_gives_example_3() -> None:
    key = {"CMS": "1/2", "AEWA": "1/3", "EUROBATS": "1/6"}
    given = inputs(work(("01-02", "WEB", "AEWA+CMS", 90), ("01-02", "ORS", "AEWA", 7)))
    run = tried(given, key=key, add=[{"instrument": "EUROBATS", "joint": True}])
    assert some(run.joint) == {"CMS": 45, "AEWA": 30, "EUROBATS": 15}
    assert some(run.direct) == {"AEWA": 7}, "direct work stays direct"
    # AEWA and EUROBATS alone, as in the example: CMS leaves, and its part of joint work with it.
    pair = tried(
        given,
        key={"AEWA": "2/3", "EUROBATS": "1/3"},
        add=[{"instrument": "EUROBATS", "joint": True}],
        leave=[{"instrument": "CMS", "work": "dropped"}],
    )
    assert some(pair.joint) == {"AEWA": 60, "EUROBATS": 30}


def test_an_instrument_that_joins_where_budgets_decide() -> None:
    run = tried(
        by_budgets(),
        add=[{"instrument": "EUROBATS", "joint": True}],
        budgets=[{"instrument": "EUROBATS", "amount": "200.00"}],
    )
    # 100 : 100 : 200, then 300 : 100 : 200.
    assert some(run.joint) == exact({"CMS": 20 + 40, "AEWA": "100/3", "EUROBATS": "200/3"})
    share = tried(by_budgets(), add=[{"instrument": "EUROBATS", "share": "1/5"}])
    assert some(share.funded) == {"CMS": 32 + 48, "AEWA": 32 + 16, "EUROBATS": 16 + 16}


def test_an_instrument_that_has_work_outside_the_agreement_joins() -> None:
    given = inputs(
        work(("01-02", "WEB", "EUROBATS", 30), ("01-02", "WEB", "AEWA+CMS+EUROBATS", 60))
    )
    run = tried(given, add=[{"instrument": "EUROBATS", "share": "1/2", "joint": True}])
    assert received(run) == {"AEWA": 10, "CMS": 20, "EUROBATS": 60}
    assert some(run.funded) == {"AEWA": 15, "CMS": 30, "EUROBATS": 45}


def test_what_one_that_leaves_funded_falls_to_the_others() -> None:
    key = {"CMS": "1/2", "AEWA": "1/3", "EUROBATS": "1/6"}
    given = inputs(
        work(
            ("01-02", "WEB", "EUROBATS", 40),
            ("01-02", "NEWS", "AEWA+CMS+EUROBATS", 60),
            ("01-02", "ORS", "CMS+EUROBATS", 20),
        ),
        agreements=(agreed(key=key),),
    )
    kept = tried(given, leave=[{"instrument": "EUROBATS"}])
    assert some(kept.funded) == {"CMS": 72, "AEWA": 48}
    # Its direct work stays as it is recorded; joint work falls to those of the key.
    assert received(kept) == {"AEWA": 24, "CMS": 36 + 20, "EUROBATS": 40}
    assert kept.balance("EUROBATS") == 40
    gone = tried(given, leave=[{"instrument": "EUROBATS", "work": "dropped"}])
    assert received(gone) == {"AEWA": 24, "CMS": 36 + 20}
    assert some(gone.direct) == {"CMS": 20}, "joint work that one is left of is that one's"
    assert some(gone.funded) == {"CMS": 48, "AEWA": 32}
    one = tried(given, leave=[{"instrument": "EUROBATS"}, {"instrument": "AEWA"}])
    assert some(one.funded) == {"CMS": 120}


def test_work_of_one_that_leaves_is_dropped_from_its_day_on() -> None:
    rows = [(f"0{number}-10", "WEB", "AEWA", 90) for number in range(1, 7)]
    given = inputs(work(*rows), end="06-30")
    leave = [{"instrument": "AEWA", "work": "dropped"}]
    run = tried(given, leave=leave, start="2017-05-01")
    assert some(run.direct) == {"AEWA": 4 * 90}
    assert some(run.funded) == {"CMS": 240, "AEWA": 120}


def test_with_actual_costs_what_is_dropped_makes_the_rest_dearer() -> None:
    block = work(
        ("01-02", "WEB", "AEWA", 100),
        ("01-02", "WEB", "CMS", 300),
        cost=month_of("2017-01", "400"),
    )
    run = tried(inputs(block), leave=[{"instrument": "AEWA", "work": "dropped"}])
    assert received(run) == {"CMS": 400}
    alone = work(("01-02", "WEB", "AEWA", 100), cost=month_of("2017-01", "400"))
    idle = tried(inputs(alone), leave=[{"instrument": "AEWA", "work": "dropped"}])
    assert idle.unrecorded == 400
