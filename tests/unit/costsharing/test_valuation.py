"""The edges of the valuation, one by one, without a database."""

from __future__ import annotations

from fractions import Fraction

import pytest

from costsharing.core.inputs import Fee, GradeCost, OnPosts, Spent
from costsharing.core.keys import BudgetOf
from tests.unit.costsharing.valued_by_hand import (
    agreed,
    day,
    document,
    exact,
    inputs,
    rates,
    received,
    some,
    valued,
    work,
)

SUPPORT = Fraction(13, 100)
HALVES = {"CMS": "1/2", "AEWA": "1/2"}


def test_the_key_changes_in_the_middle_of_a_month() -> None:
    run = valued(
        inputs(
            work(
                ("01-15", "WEB", "CMS+AEWA", 60),
                ("01-16", "WEB", "CMS+AEWA", 60),
                ("01-15", "ADM", "", 90),
                ("01-16", "ADM", "", 30),
            ),
            agreements=(agreed(end="01-15"), agreed("01-16", key=HALVES)),
            overhead="key",
        )
    )
    assert some(run.joint) == {"CMS": 40 + 30, "AEWA": 20 + 30}
    assert some(run.overhead) == {"CMS": 60 + 15, "AEWA": 30 + 15}
    assert some(run.funded) == {"CMS": 100 + 45, "AEWA": 50 + 45}


def test_proportions_are_those_of_the_whole_month_whatever_cuts_it() -> None:
    rows = [
        ("01-02", "WEB", "CMS", 300),
        ("01-30", "WEB", "AEWA", 100),
        ("01-03", "ADM", "", 40),
        ("01-31", "NEWS", "CMS+AEWA", 100),
    ]
    whole = valued(inputs(work(*rows), joint="direct"))
    cut = valued(
        inputs(work(*rows), joint="direct", agreements=(agreed(end="01-15"), agreed("01-16")))
    )
    assert some(whole.joint) == {"CMS": 75, "AEWA": 25}
    assert some(whole.overhead) == {"CMS": 30, "AEWA": 10}
    assert (some(cut.joint), some(cut.overhead)) == (some(whole.joint), some(whole.overhead))


def test_each_month_is_shared_by_itself() -> None:
    run = valued(
        inputs(
            work(
                ("01-02", "WEB", "CMS", 100),
                ("01-02", "ADM", "", 10),
                ("02-02", "WEB", "AEWA", 100),
                ("02-02", "ADM", "", 30),
            ),
            end="02-28",
        )
    )
    assert some(run.overhead) == {"CMS": 10, "AEWA": 30}


def test_a_rate_changes_in_the_middle_of_a_month() -> None:
    run = valued(
        inputs(
            work(
                ("01-14", "WEB", "CMS", 60),
                ("01-15", "WEB", "CMS", 60),
                ("01-31", "WEB", "CMS", 60),
                cost=Fee(Fraction(100), "USD"),
            ),
            exchange=rates(EUR={"01-01": "0.9", "01-15": "0.8"}),
        )
    )
    assert some(run.direct) == {"CMS": 90 + 80 + 80}


def test_an_instrument_with_a_share_of_zero_counts_when_shared_equally() -> None:
    key = {"CMS": "1", "AEWA": "0", "EUROBATS": "0"}
    given = inputs(
        work(("01-02", "WEB", "CMS+AEWA", 60), ("01-02", "ADM", "", 90)),
        agreements=(agreed(key=key),),
        joint="equal",
        overhead="equal",
    )
    run = valued(given)
    assert some(run.joint) == {"CMS": 30, "AEWA": 30}
    assert some(run.overhead) == {"CMS": 30, "AEWA": 30, "EUROBATS": 30}
    assert some(run.funded) == {"CMS": 150}
    assert list(document(given)["instruments"]) == ["AEWA", "CMS", "EUROBATS"]


def test_an_instrument_outside_the_agreement_is_served() -> None:
    given = inputs(
        work(
            ("01-02", "WEB", "EUROBATS", 100),
            ("01-02", "WEB", "CMS", 300),
            ("01-02", "WEB", "CMS+EUROBATS", 60),
            ("01-02", "ADM", "", 46),
        )
    )
    run = valued(given)
    # By the key it gets nothing of joint work, but overhead follows all that was served.
    assert some(run.joint) == {"CMS": 60}
    assert some(run.overhead) == {"CMS": 36, "EUROBATS": 10}
    assert run.received("EUROBATS") == 110
    assert run.balance("EUROBATS") == 110
    assert run.balance("CMS") + run.balance("AEWA") == -110
    assert run.highest["EUROBATS"] == 100 + 60 + 46
    equal = valued(
        inputs(work(("01-02", "WEB", "EUROBATS", 100), ("01-02", "ADM", "", 46)), overhead="equal")
    )
    assert some(equal.overhead) == {"CMS": 23, "AEWA": 23}


def test_those_to_whom_the_key_gives_nothing_share_equally_and_it_is_said() -> None:
    given = inputs(
        work(("01-10", "WEB", "EUROBATS+OTHER", 60), ("02-10", "WEB", "EUROBATS+OTHER", 60)),
        end="02-28",
    )
    run = valued(given)
    assert some(run.joint) == {"EUROBATS": 60, "OTHER": 60}
    assert document(given)["warnings"] == [
        f"2017-{span}: the key gives nothing to EUROBATS or OTHER; they share equally"
        for span in ("01-01 to 2017-01-31", "02-01 to 2017-02-28")
    ]


@pytest.mark.parametrize("joint", ["key", "direct"])
def test_joint_work_of_a_month_without_direct_work_follows_the_key(joint: str) -> None:
    run = valued(
        inputs(
            work(
                ("01-02", "WEB", "CMS+AEWA", 90),
                ("02-02", "WEB", "CMS", 90),
            ),
            joint=joint,
            end="02-28",
        )
    )
    assert some(run.joint) == {"CMS": 60, "AEWA": 30}


def test_overhead_of_a_month_in_which_nobody_was_served_follows_the_key() -> None:
    run = valued(inputs(work(("01-02", "ADM", "", 90)), support=SUPPORT))
    assert some(run.overhead) == {"CMS": 60, "AEWA": 30}
    assert received(run) == exact({"CMS": "67.8", "AEWA": "33.9"})
    assert some(run.funded) == received(run)


def test_overhead_that_is_not_shared_out_bears_no_support() -> None:
    given = inputs(
        work(("01-02", "WEB", "CMS", 100), ("01-02", "ADM", "", 90)),
        overhead="none",
        support=SUPPORT,
    )
    run = valued(given)
    assert run.unallocated == 90
    assert received(run) == {"CMS": 113, "AEWA": 0}
    assert sum(run.funded.values()) == 113
    assert document(given)["total"]["unallocated"] == {"exact": "90/1", "rounded": "90.00"}
    # Whatever its policy, overhead may have served one of them alone.
    assert some(run.highest) == exact({"CMS": "214.7", "AEWA": "101.7"})


def test_an_agreement_overrides_policies_and_support_for_its_days() -> None:
    given = inputs(
        work(
            ("01-15", "WEB", "CMS+AEWA", 60),
            ("01-16", "WEB", "CMS+AEWA", 60),
            ("01-15", "ADM", "", 10),
            ("01-16", "ADM", "", 10),
        ),
        agreements=(
            agreed(end="01-15"),
            agreed("01-16", joint="equal", overhead="none", support=Fraction(1, 2)),
        ),
        overhead="equal",
        support=Fraction(1, 10),
    )
    run = valued(given)
    assert some(run.joint) == {"CMS": 40 + 30, "AEWA": 20 + 30}
    assert some(run.overhead) == {"CMS": 5, "AEWA": 5}
    assert run.unallocated == 10
    assert some(run.support) == exact({"CMS": "19.5", "AEWA": "17.5"})
    assert [
        [key[name] for name in ("from", "to", "joint", "overhead", "support")]
        for key in document(given)["keys"]
    ] == [
        ["2017-01-01", "2017-01-15", "key", "equal", "1/10"],
        ["2017-01-16", "2017-01-31", "equal", "none", "1/2"],
    ]
    # An agreement may set the support to nothing, too.
    none = inputs(
        work(("01-02", "WEB", "CMS", 60)),
        agreements=(agreed(support=Fraction(0)),),
        support=SUPPORT,
    )
    assert valued(none).received("CMS") == 60


def test_the_twenty_ninth_of_february_is_a_day_like_others() -> None:
    given = inputs(
        work(
            ("2016-02-29", "WEB", "CMS", 60),
            ("2016-02-29", "ADM", "", 6),
            cost=OnPosts((("G5", Fraction(1)),)),
        ),
        grades={("G5", 2016): GradeCost(Fraction(1650), "EUR", Fraction(1650))},
        start="2016-02-01",
        end="2016-02-29",
    )
    assert received(valued(given)) == exact({"CMS": "1.1", "AEWA": 0})
    assert document(given)["whole_months"] is True
    assert document(inputs(start="2016-02-01", end="2016-02-28"))["whole_months"] is False


def test_a_cost_of_a_grade_is_that_of_the_year() -> None:
    run = valued(
        inputs(
            work(
                ("2016-12-31", "WEB", "CMS", 60),
                ("2017-01-01", "WEB", "CMS", 60),
                cost=OnPosts((("G5", Fraction(1)),)),
            ),
            grades={
                ("G5", 2016): GradeCost(Fraction(1000), "EUR", Fraction(10)),
                ("G5", 2017): GradeCost(Fraction(1500), "EUR", Fraction(10)),
            },
            start="2016-12-01",
            end="2017-01-31",
        )
    )
    assert some(run.direct) == {"CMS": 250}


def test_a_refund_lowers_what_was_paid_and_what_is_due() -> None:
    given = inputs(
        spent=(
            Spent(day("01-10"), Fraction(90), "EUR", "CMS", None),
            Spent(day("01-20"), Fraction(-120), "EUR", "CMS", None),
            Spent(day("01-20"), Fraction(-5), "EUR", "AEWA", "CMS"),
        )
    )
    settlement = document(given)["settlement"]
    assert {
        code: [settlement[code][name]["rounded"] for name in ("due", "paid", "net")]
        for code in ("AEWA", "CMS")
    } == {"AEWA": ["-10.00", "-5.00", "5.00"], "CMS": ["-25.00", "-30.00", "-5.00"]}
    assert settlement["transfers"] == [{"from": "CMS", "to": "AEWA", "amount": "5.00"}]


def test_who_paid_is_shown_without_having_been_served() -> None:
    given = inputs(spent=(Spent(day("01-10"), Fraction(90), "EUR", "OTHER", "THIRD"),))
    assert list(document(given)["instruments"]) == ["AEWA", "CMS", "OTHER", "THIRD"]


def test_a_run_that_rests_on_a_provisional_budget_is_marked() -> None:
    by_budget = agreed("01-16", key=None, among=("AEWA", "CMS"))
    budgets = {
        ("CMS", 2017): BudgetOf(Fraction(2), "EUR", provisional=False),
        ("AEWA", 2017): BudgetOf(Fraction(1), "EUR", provisional=True),
    }

    def marked(*rows: tuple[str, str, str, int], spent: str = "") -> bool:
        given = inputs(
            work(*rows),
            agreements=(agreed(end="01-15"), by_budget),
            budgets=budgets,
            spent=(Spent(day(spent), Fraction(9), "EUR", "CMS", None),) if spent else (),
        )
        assert document(given)["provisional"] == valued(given).provisional
        return valued(given).provisional

    assert marked(("01-16", "WEB", "CMS", 60))
    assert marked(spent="01-16")
    assert not marked(("01-15", "WEB", "CMS", 60), spent="01-15")
