"""Transfers and settlements against their law, by brute force over small cases."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from costsharing.core.transfers import (
    Settlement,
    Transfer,
    final_settlement,
    round_settlement,
    transfers,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = "ABCDEFGHIJKL"


def balanced(most: int, size: int) -> st.SearchStrategy[dict[str, int]]:
    """Return nets of up to ``most`` instruments that add up to zero, small ones often equal."""
    return st.lists(st.integers(-size, size), max_size=most - 1).map(
        lambda nets: dict(zip(CODES, [*nets, -sum(nets)], strict=False))
    )


def partitions(codes: list[str]) -> Iterator[list[list[str]]]:
    """Yield every partition of the codes, each group sorted if the codes are."""
    if not codes:
        yield []
        return
    first, rest = codes[0], codes[1:]
    for partition in partitions(rest):
        yield [[first], *partition]
        for number, group in enumerate(partition):
            yield [*partition[:number], [first, *group], *partition[number + 1 :]]


def groups_by_brute_force(nets: dict[str, int]) -> list[list[str]]:
    """Return the partition the law names, those without anything to pay included."""
    allowed = [
        sorted(partition)
        for partition in partitions(sorted(nets))
        if all(sum(nets[code] for code in group) == 0 for group in partition)
    ]
    return min(allowed, key=lambda partition: (-len(partition), partition))


def fewest_by_brute_force(nets: list[int]) -> int:
    """Return the fewest payments that clear the nets, each in turn paid off by one other."""
    open_nets = [net for net in nets if net]
    if not open_nets:
        return 0
    first, rest = open_nets[0], open_nets[1:]
    return 1 + min(
        fewest_by_brute_force([*rest[:number], net + first, *rest[number + 1 :]])
        for number, net in enumerate(rest)
        if net * first < 0
    )


def components(moves: list[Transfer]) -> list[list[str]]:
    """Return who is linked by payments, in the order of the first payment."""
    found: list[set[str]] = []
    for move in moves:
        linked = [group for group in found if {move.payer, move.payee} & group]
        if linked:
            linked[0].update({move.payer, move.payee}, *linked[1:])
            found = [group for group in found if group not in linked[1:]]
        else:
            found.append({move.payer, move.payee})
    return [sorted(group) for group in found]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(balanced(12, 9) | balanced(12, 10**9))
def test_nets_are_cleared_exactly(nets: dict[str, int]) -> None:
    left = dict(nets)
    for move in transfers(nets):
        assert move.cents > 0
        left[move.payer] += move.cents
        left[move.payee] -= move.cents
    assert not any(left.values())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(balanced(6, 5))
def test_no_fewer_transfers_would_do(nets: dict[str, int]) -> None:
    assert len(transfers(nets)) == fewest_by_brute_force(list(nets.values()))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(balanced(7, 3))
def test_groups_are_those_of_the_law(nets: dict[str, int]) -> None:
    expected = [group for group in groups_by_brute_force(nets) if len(group) > 1]
    assert components(transfers(nets)) == expected


@settings(max_examples=60, deadline=None, derandomize=True)
@given(balanced(7, 4))
def test_the_order_in_which_nets_are_given_does_not_matter(nets: dict[str, int]) -> None:
    assert transfers(dict(reversed(list(nets.items())))) == transfers(nets)


shares = (
    st.lists(st.integers(0, 9), min_size=2, max_size=4)
    .filter(any)
    .map(
        lambda weights: {
            code: Fraction(weight, sum(weights))
            for code, weight in zip(CODES, weights, strict=False)
        }
    )
)
# Whole cents of the unit's currency, and what a conversion leaves.
spent = st.builds(Fraction, st.integers(-10_000, 10_000), st.sampled_from([100, 300, 700]))
months = st.lists(st.tuples(shares, spent, st.sampled_from(CODES[:4])), min_size=1, max_size=5)
Month = tuple[dict[str, Fraction], Fraction, str]


def so_far(spent_so_far: list[Month]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Return due and paid, exactly, of all that was spent."""
    due = dict.fromkeys(CODES[:4], Fraction(0))
    paid = dict.fromkeys(CODES[:4], Fraction(0))
    for key, amount, payer in spent_so_far:
        paid[payer] += amount
        for code, share in key.items():
            due[code] += share * amount
    return due, paid


@settings(max_examples=100, deadline=None, derandomize=True)
@given(months)
def test_a_settlement_is_within_a_cent_and_balanced(year: list[Month]) -> None:
    due, paid = so_far(year)
    settlement = round_settlement(due, paid)
    assert sum(settlement.due.values()) == sum(settlement.paid.values())
    assert sum(settlement.net.values()) == 0
    for exact, rounded in ((due, settlement.due), (paid, settlement.paid)):
        assert all(abs(rounded[code] - 100 * exact[code]) < 1 for code in exact)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(months)
def test_finals_of_a_year_add_up_to_the_year_settled_at_once(year: list[Month]) -> None:
    finals: list[Settlement] = []
    for end in range(1, len(year) + 1):
        finals.append(final_settlement(*so_far(year[:end]), finals))
        assert sum(finals[-1].net.values()) == 0
    at_once = round_settlement(*so_far(year))
    for figure in ("due", "paid", "net"):
        assert getattr(at_once, figure) == {
            code: sum(getattr(final, figure)[code] for final in finals) for code in CODES[:4]
        }
