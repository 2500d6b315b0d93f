"""Settlements in cents and the transfers that clear them: worked examples and refusals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from costsharing.core.transfers import (
    MOST_OPEN_NETS,
    Settlement,
    Transfer,
    final_settlement,
    round_settlement,
    transfers,
)


def by_key(amount: str, **key: str) -> dict[str, Fraction]:
    """Share an amount by a key."""
    return {code: Fraction(amount) * Fraction(share) for code, share in key.items()}


def rounded_due(due: dict[str, Fraction]) -> dict[str, int]:
    """Round what is due when the first instrument paid it all."""
    return round_settlement(due, {next(iter(due)): sum(due.values(), Fraction(0))}).due


def test_a_third_and_two_thirds_add_up_to_the_whole() -> None:
    assert rounded_due(by_key("100", CMS="2/3", AEWA="1/3")) == {"AEWA": 33_33, "CMS": 66_67}
    assert rounded_due(by_key("100000.01", AEWA="1/3", CMS="2/3")) == {
        "AEWA": 33_333_34,
        "CMS": 66_666_67,
    }


def test_ties_go_to_the_first_codes() -> None:
    key = {"CMS": "3/5", "AEWA": "1/4", "EUROBATS": "1/10", "ASCOBANS": "1/20"}
    # 6,000.042, 2,500.0175, 1,000.007 and 500.0035: two cents are left after the floors.
    assert rounded_due(by_key("10000.07", **key)) == {
        "CMS": 6_000_04,
        "AEWA": 2_500_02,
        "EUROBATS": 1_000_01,
        "ASCOBANS": 500_00,
    }
    assert rounded_due(by_key("0.01", CMS="1/2", AEWA="1/2")) == {"AEWA": 1, "CMS": 0}


def test_a_refund_rounds_towards_plus_infinity_and_floors_downwards() -> None:
    settlement = round_settlement(
        by_key("-0.015", CMS="2/3", AEWA="1/3"), {"CMS": Fraction(-15, 1000)}
    )
    assert settlement == Settlement(
        due={"AEWA": 0, "CMS": -1}, paid={"AEWA": 0, "CMS": -1}, net={"AEWA": 0, "CMS": 0}
    )


def test_two_keys_in_a_year_and_one_payer() -> None:
    settlement = round_settlement(
        {"AEWA": Fraction(110), "CMS": Fraction(190)}, {"CMS": Fraction(300)}
    )
    assert settlement.net == {"AEWA": -110_00, "CMS": 110_00}
    assert transfers(settlement.net) == [Transfer("AEWA", "CMS", 110_00)]


def test_money_that_nobody_owes_is_refused() -> None:
    with pytest.raises(ValueError, match="due adds up to 1, paid to 2"):
        round_settlement({"AEWA": Fraction(1)}, {"CMS": Fraction(2)})


def test_quarters_of_a_year_do_not_drift() -> None:
    finals: list[Settlement] = []
    for quarter in range(1, 5):
        due = by_key(str(quarter), AEWA="1/3", CMS="2/3")
        finals.append(final_settlement(due, {"CMS": Fraction(quarter)}, finals))
    assert [final.due["AEWA"] for final in finals] == [33, 34, 33, 33]
    assert [final.due["CMS"] for final in finals] == [67, 66, 67, 67]
    assert [final.paid["CMS"] for final in finals] == [100] * 4
    assert [transfers(final.net) for final in finals] == [
        [Transfer("AEWA", "CMS", amount)] for amount in (33, 34, 33, 33)
    ]


def test_a_correction_falls_into_the_next_final_settlement() -> None:
    first = final_settlement(
        {"AEWA": Fraction(10), "SHARKS": Fraction(5)}, {"CMS": Fraction(15)}, []
    )
    # What was charged to SHARKS turns out to be AEWA's: SHARKS has no figure of its own any more.
    second = final_settlement({"AEWA": Fraction(15)}, {"CMS": Fraction(15)}, [first])
    assert second == Settlement(
        due={"AEWA": 5_00, "CMS": 0, "SHARKS": -5_00},
        paid={"AEWA": 0, "CMS": 0, "SHARKS": 0},
        net={"AEWA": -5_00, "CMS": 0, "SHARKS": 5_00},
    )
    assert transfers(second.net) == [Transfer("AEWA", "SHARKS", 5_00)]


def test_the_largest_debtor_pays_the_largest_creditor_first() -> None:
    assert transfers({"A": -7, "B": -3, "C": 6, "D": 4}) == [
        Transfer("A", "C", 6),
        Transfer("B", "D", 3),
        Transfer("A", "D", 1),
    ]


def test_equal_debts_and_credits_go_by_code() -> None:
    # No two add up to zero, and no three but with the whole.
    assert transfers({"E": 4, "D": 2, "C": -3, "B": -3}) == [
        Transfer("B", "E", 3),
        Transfer("C", "D", 2),
        Transfer("C", "E", 1),
    ]


def test_of_equal_creditors_the_first_code_is_paid_first() -> None:
    assert transfers({"A": -5, "D": -1, "C": 3, "B": 3}) == [
        Transfer("A", "B", 3),
        Transfer("A", "C", 2),
        Transfer("D", "C", 1),
    ]


def test_small_groups_are_cleared_among_themselves() -> None:
    # Largest first over all of them would let B pay C, and need four transfers.
    assert transfers({"A": -5, "B": -6, "C": 5, "D": 4, "E": 2}) == [
        Transfer("A", "C", 5),
        Transfer("B", "D", 4),
        Transfer("B", "E", 2),
    ]


def test_of_equal_partitions_the_first_list_of_lists() -> None:
    assert transfers({"D": 1, "C": 1, "B": -1, "A": -1}) == [
        Transfer("A", "C", 1),
        Transfer("B", "D", 1),
    ]
    # A can be grouped with a 1 and a 2 in four ways; the first codes win, group by group.
    assert transfers({"A": -3, "B": 1, "C": 1, "D": 2, "E": -3, "F": 2}) == [
        Transfer("A", "D", 2),
        Transfer("A", "B", 1),
        Transfer("E", "F", 2),
        Transfer("E", "C", 1),
    ]


def test_nothing_to_clear() -> None:
    assert transfers({}) == []
    assert transfers({"AEWA": 0, "CMS": 0}) == []


def test_nets_that_do_not_cancel_are_refused() -> None:
    with pytest.raises(ValueError, match="1 cents instead of zero"):
        transfers({"AEWA": -1, "CMS": 2})


def test_twelve_instruments_and_a_dozen_zeros() -> None:
    debts = {f"A{number:02}": -(2**number) for number in range(11)}
    idle = {f"C{number:02}": 0 for number in range(12)}
    moves = transfers(debts | idle | {"B00": 2**11 - 1})
    assert [move.payer for move in moves] == [f"A{number:02}" for number in reversed(range(11))]
    assert {move.payee for move in moves} == {"B00"}


def test_more_open_nets_than_can_be_searched_are_refused() -> None:
    nets = {f"I{number:02}": 1 for number in range(MOST_OPEN_NETS)}
    with pytest.raises(ValueError, match="at most 20"):
        transfers(nets | {"Z": -MOST_OPEN_NETS})
