"""What every way of sharing keeps to, whichever files the package holds; then each by itself."""

from __future__ import annotations

import pkgutil
from fractions import Fraction

import pytest

from costsharing.core import rules
from costsharing.core.rules import all_rules, joint_rules, overhead_rules
from costsharing.core.sharing import Case, Rule
from costsharing.core.valuation import value
from tests.unit.costsharing.valued_by_hand import exact, flipped, inputs, received, work

NAMES = sorted(all_rules())
KEY = exact({"CMS": "1/2", "AEWA": "1/3", "EUROBATS": "1/6", "ASCOBANS": 0})
CASES = {
    "two of three": Case(("AEWA", "EUROBATS"), KEY, exact({"CMS": 500, "AEWA": 100})),
    "all": Case(("AEWA", "ASCOBANS", "CMS", "EUROBATS"), KEY, exact({"AEWA": 7, "CMS": 3})),
    "nothing served": Case(("AEWA", "CMS"), KEY, {}),
    "only others served": Case(("AEWA", "CMS"), KEY, exact({"EUROBATS": 10, "OTHER": "1/3"})),
    "outside the agreement": Case(("OTHER",), KEY, exact({"CMS": 1})),
    "no share and nothing served": Case(("ASCOBANS", "OTHER"), KEY, exact({"CMS": 1})),
}


def parts(name: str, case: str) -> dict[str, Fraction]:
    return dict(all_rules()[name].weigh(CASES[case]).parts)


def test_every_file_of_the_package_is_a_rule_under_its_own_name() -> None:
    assert [module.name for module in pkgutil.iter_modules(rules.__path__)] == NAMES
    assert {"key", "direct", "equal"} <= set(joint_rules())
    assert {"proportional", "key", "equal", "none"} <= set(overhead_rules())
    # Joint work is always shared out: there is no place for what is not.
    assert "none" not in joint_rules()


@pytest.mark.parametrize("case", sorted(CASES))
@pytest.mark.parametrize("name", NAMES)
def test_parts_are_never_negative_and_add_up_to_one_or_are_none(name: str, case: str) -> None:
    rule: Rule = all_rules()[name]
    assert rule.for_joint or rule.for_overhead
    weights = rule.weigh(CASES[case])
    assert all(part >= 0 for part in weights.parts.values())
    total = sum(weights.parts.values(), Fraction(0))
    assert total == 1 or not (weights.parts or rule.for_joint)
    if rule.for_joint:
        assert set(weights.parts) <= set(CASES[case].members)


@pytest.mark.parametrize("case", sorted(CASES))
@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_what_a_rule_looks_at_does_not_matter(name: str, case: str) -> None:
    found = CASES[case]
    turned = Case(
        found.members,
        flipped(found.key),
        flipped(found.basis),
    )
    rule = all_rules()[name]
    assert rule.weigh(turned) == rule.weigh(found)


@pytest.mark.parametrize("overhead", overhead_rules())
@pytest.mark.parametrize("joint", joint_rules())
def test_a_month_under_any_two_rules_adds_up(joint: str, overhead: str) -> None:
    run = value(
        inputs(
            work(
                ("01-01", "WEB", "CMS", 100),
                ("01-01", "WEB", "AEWA+CMS", 10),
                ("01-01", "NEWS", "AEWA+OTHER", 7),
                ("01-01", "ADM", "", 31),
            ),
            joint=joint,
            overhead=overhead,
            support=Fraction(13, 100),
        )
    )
    shared = 148 - run.unallocated
    assert sum(received(run).values()) == shared * Fraction(113, 100)
    assert sum(run.funded.values()) == shared * Fraction(113, 100)


def test_by_key() -> None:
    assert parts("key", "two of three") == exact({"AEWA": "2/3", "EUROBATS": "1/3"})
    assert parts("key", "all") == exact({"AEWA": "1/3", "CMS": "1/2", "EUROBATS": "1/6"})
    assert not all_rules()["key"].weigh(CASES["all"]).without_key


def test_by_key_those_whom_the_key_gives_nothing_share_equally_with_a_warning() -> None:
    weights = all_rules()["key"].weigh(CASES["no share and nothing served"])
    assert weights.parts == exact({"ASCOBANS": "1/2", "OTHER": "1/2"})
    assert weights.without_key


def test_equally_with_a_share_of_zero_too() -> None:
    assert parts("equal", "all") == dict.fromkeys(
        ("AEWA", "ASCOBANS", "CMS", "EUROBATS"), Fraction(1, 4)
    )


def test_by_direct_value_of_the_members() -> None:
    assert parts("direct", "two of three") == {"AEWA": 1}
    assert parts("direct", "all") == exact({"AEWA": "7/10", "CMS": "3/10"})
    assert parts("direct", "only others served") == exact({"AEWA": "2/5", "CMS": "3/5"})
    assert all_rules()["direct"].weigh(CASES["no share and nothing served"]).without_key


def test_in_proportion_to_all_that_was_served() -> None:
    assert parts("proportional", "two of three") == exact({"CMS": "5/6", "AEWA": "1/6"})
    assert parts("proportional", "only others served") == exact(
        {"EUROBATS": "30/31", "OTHER": "1/31"}
    )
    assert parts("proportional", "nothing served") == exact({"AEWA": "2/5", "CMS": "3/5"})


def test_not_at_all() -> None:
    assert parts("none", "all") == {}
