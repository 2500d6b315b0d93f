"""Looks of instruments: given once, kept, and told apart."""

from __future__ import annotations

from secretariats.core.palette import SLOTS, letters, slots


def test_codes_give_the_order_and_two_keep_their_usual_slots() -> None:
    assert slots([("AEWA", None), ("CMS", None), ("ACAP", None)]) == {
        "CMS": 1, "AEWA": 2, "ACAP": 3,
    }  # fmt: skip


def test_a_slot_that_was_given_stays() -> None:
    first = slots([("ACAP", None), ("CMS", None)])
    assert slots([*first.items(), ("AEWA", None)]) == {**first, "AEWA": 3}
    assert slots([("ACAP", 1), ("CMS", None)]) == {"ACAP": 1, "CMS": 2}


def test_past_the_last_slot_those_least_used_come_again() -> None:
    found = slots([(f"I{n}", None) for n in range(SLOTS + 2)])
    assert list(found.values()) == [1, 2, 3, 4, 5, 6, 1, 2]


def test_no_two_letters_are_alike() -> None:
    found = letters({"CMS": 1, "AEWA": 2, "ACAP": 3, "ACCOBAMS": 4, "AA": 5, "C": 6})
    assert found["CMS"] == "C"
    assert found["AEWA"] == "A"
    assert len(set(found.values())) == len(found)
    assert letters({"JU": 1}) == {"JU": "1"}, "joint work and the unit have these letters"
