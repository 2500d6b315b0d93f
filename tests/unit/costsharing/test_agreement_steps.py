"""The steps of an agreement's way: what is wrong with one, what is missing, what stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest

from costsharing.core.agreed_ending import ending_problems, left_without
from costsharing.core.agreed_terms import Terms, content_of, terms_problems
from costsharing.core.agreement_steps import (
    Step,
    standing_problem,
    step_problems,
    steps_content,
    steps_missing,
)
from secretariats.core.canonical import digest_of
from secretariats.core.dates import Span

TODAY = dt.date(2026, 6, 1)
HEARD = Step("consultation", "", TODAY, text="No objection.")
APPROVED = Step("approval", "CMS", TODAY, "Doc.9")
LEFT = Step("approval", "CMS", TODAY, text="It does not meet this year.", waived=True)
MEMO = Step("memo", "", TODAY, "Memo 3")
BOTH = {"AEWA": "Standing Committee of AEWA", "CMS": "Standing Committee of CMS"}


def fields(step: Step) -> list[str]:
    return [name for name, _text in step_problems(step, today=TODAY)]


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        pytest.param(HEARD, [], id="heard"),
        pytest.param(APPROVED, [], id="approved"),
        pytest.param(LEFT, [], id="left out"),
        pytest.param(replace(MEMO, date=dt.date(2027, 1, 1)), [], id="a memo of next year"),
        pytest.param(replace(HEARD, date=dt.date(2026, 6, 2)), ["date"], id="heard tomorrow"),
        pytest.param(replace(APPROVED, date=dt.date(2026, 6, 2)), ["date"], id="so approved"),
        pytest.param(replace(MEMO, date=dt.date(9999, 12, 31)), ["date"], id="the end of days"),
        pytest.param(replace(HEARD, date=dt.date(1, 1, 1)), ["date"], id="their beginning"),
        pytest.param(replace(HEARD, text=""), ["text"], id="without a statement"),
        pytest.param(replace(APPROVED, document=""), ["document"], id="without a document"),
        pytest.param(replace(MEMO, document=""), ["document"], id="a memo without name"),
        pytest.param(replace(LEFT, text=""), ["text"], id="left out without a reason"),
        pytest.param(replace(LEFT, document="Doc.9"), ["document"], id="left out and approved"),
        pytest.param(replace(HEARD, waived=True), ["waived"], id="staff left out"),
    ],
)
def test_what_is_wrong_with_a_step(step: Step, wrong: list[str]) -> None:
    assert fields(step) == wrong


def test_all_that_is_missing_is_named_with_what_to_do() -> None:
    found = [str(text) for _field, text in steps_missing([APPROVED], BOTH)]
    assert len(found) == 2
    assert "note the day of the consultation" in found[0]
    assert "Standing Committee of AEWA has not approved" in found[1]
    assert "leave the step out with the reason" in found[1]
    assert steps_missing([HEARD, LEFT, replace(APPROVED, committee="AEWA")], BOTH) == []


def test_what_is_signed_holds_the_steps_but_the_memo() -> None:
    first = Span(dt.date(2027, 1, 1), None)
    terms = Terms(first, "budget", (("AEWA", None), ("CMS", None)), reason="So be it.")
    told = steps_content([MEMO, APPROVED, HEARD])
    assert [one["kind"] for one in told] == ["consultation", "approval"]
    digests = {
        digest_of(content_of(terms, unit="IMCA", steps=steps))
        for steps in (None, [], told, steps_content([HEARD, LEFT]))
    }
    assert len(digests) == 4, "another step is another content"
    assert "steps" not in content_of(terms, unit="IMCA"), "as agreements were signed before"


def test_what_was_signed_stands_and_what_was_left_out_may_come() -> None:
    signed = steps_content([HEARD, LEFT])
    in_force = partial(standing_problem, state="in_force", signed=signed)
    assert in_force(None, MEMO) is None
    assert in_force(MEMO, None) is None
    assert in_force(LEFT, APPROVED) is None
    assert in_force(APPROVED, replace(APPROVED, document="Doc.10")) is None
    for old, new in (
        (HEARD, replace(HEARD, text="Else.")),
        (HEARD, None),
        (LEFT, None),
        (LEFT, replace(LEFT, text="Else.")),
        (APPROVED, None),
    ):
        assert in_force(old, new) is not None
    assert standing_problem(None, MEMO, state="draft", signed=()) is not None
    assert standing_problem(None, HEARD, state="draft", signed=()) is None
    assert standing_problem(None, HEARD, state="signing", signed=()) is not None
    # What came from a unit file was signed elsewhere.
    assert standing_problem(None, HEARD, state="in_force", signed=()) is None


def test_an_end_lies_inside_the_agreement_and_has_a_reason() -> None:
    span = Span(dt.date(2014, 1, 1), dt.date(2026, 12, 31))

    def wrong(day: dt.date, reason: str = "Enough.") -> list[str]:
        return [name for name, _text in ending_problems(span, day, reason)]

    assert wrong(dt.date(2014, 1, 1)) == []
    assert wrong(dt.date(2013, 12, 31)) == ["last"]
    assert wrong(dt.date(2026, 12, 31)) == ["last"], "it ends then as it is"
    assert wrong(dt.date(9999, 12, 31), "") == ["last", "reason"]
    assert left_without(span, dt.date(2026, 5, 31)) == Span(dt.date(2026, 6, 1), span.end)


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        (("333/1000", "666/1000"), "999/1000"),
        (("333333333333/1000000000000", "666666666666/1000000000000"),
         "999999999999/1000000000000"),
        (("1/3", "1/3", "1/3", "1/1000000"), "1000001/1000000"),
    ],
    ids=["three digits", "twelve digits", "a little more"],
)  # fmt: skip
def test_fractions_that_nearly_add_up_do_not(shares: tuple[str, ...], total: str) -> None:
    pairs = tuple((f"I{number}", Fraction(text)) for number, text in enumerate(shares))
    terms = Terms(Span(TODAY, None), "fixed", pairs, reason="Nearly.")
    known = {code for code, _share in pairs}
    (found,) = terms_problems(terms, known=known, joint=[], overhead=[])
    assert found[0] == "shares"
    assert str(found[1]) == f"The fractions add up to {total}, not to 1."
