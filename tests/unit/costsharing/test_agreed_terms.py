"""What an agreement's coming into force does, and what its digest stands for."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from costsharing.core.agreed_terms import Standing, Terms, content_of, effect_of, terms_problems
from secretariats.core.canonical import digest_of
from secretariats.core.dates import Span

BOTH = frozenset({"AEWA", "CMS"})
HALVES = (("AEWA", Fraction(1, 2)), ("CMS", Fraction(1, 2)))


def span(first: str, last: str | None = None) -> Span:
    return Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last) if last else None)


def terms(first: str, last: str | None = None) -> Terms:
    return Terms(span(first, last), "fixed", HALVES, reason="So be it.")


def standing(first: str, last: str | None = None, pk: int = 1) -> Standing:
    return Standing(pk, span(first, last), BOTH)


def test_it_ends_the_one_before() -> None:
    effect, problems = effect_of(terms("2018-01-01"), [standing("2014-01-01")], known=BOTH)
    assert not problems
    assert effect.closes == standing("2014-01-01")
    assert effect.leaves is None


@pytest.mark.parametrize(
    ("last", "left"),
    [(None, span("2018-07-01")), ("2018-12-31", span("2018-07-01", "2018-12-31"))],
)
def test_the_days_that_it_leaves_without_an_agreement_are_told(
    last: str | None, left: Span
) -> None:
    before = [standing("2014-01-01", last)]
    effect, problems = effect_of(terms("2018-01-01", "2018-06-30"), before, known=BOTH)
    assert (effect.leaves, problems) == (left, [])


def test_it_leaves_alone_what_it_does_not_meet() -> None:
    before = [standing("2014-01-01", "2017-12-31"), standing("2019-01-01", pk=2)]
    effect, problems = effect_of(terms("2018-01-01", "2018-12-31"), before, known=BOTH)
    assert (effect.closes, effect.leaves, problems) == (None, None, [])


@pytest.mark.parametrize("later", ["2018-01-01", "2018-06-01"])
def test_what_begins_on_its_first_day_or_after_is_a_problem(later: str) -> None:
    _effect, problems = effect_of(terms("2018-01-01"), [standing(later)], known=BOTH)
    ((path, message),) = problems
    assert path == "start"
    assert later in str(message)


def test_an_instrument_that_the_unit_serves_no_more_has_nobody_to_sign() -> None:
    before = [Standing(1, span("2014-01-01"), BOTH | {"BATS", "SHARKS"})]
    effect, _problems = effect_of(terms("2018-01-01"), before, known=BOTH | {"BATS"})
    assert effect.sides == ("AEWA", "BATS", "CMS")


def test_the_digest_is_of_all_that_is_signed() -> None:
    effect, _problems = effect_of(terms("2018-01-01"), [standing("2014-01-01")], known=BOTH)
    told = content_of(terms("2018-01-01"), unit="IMCA", effect=effect, number=1)
    assert told == {
        "unit": "IMCA",
        "from": "2018-01-01",
        "to": None,
        "basis": "fixed",
        "key": {"AEWA": "1/2", "CMS": "1/2"},
        "policies": {},
        "reason": "So be it.",
        "ends": "2014-01-01",
        "sides": ["AEWA", "CMS"],
        "round": 1,
    }
    others = [
        content_of(terms("2018-01-02"), unit="IMCA", effect=effect, number=1),
        content_of(terms("2018-01-01"), unit="IMCA", effect=effect, number=2),
        content_of(terms("2018-01-01"), unit="IMCA", number=1),
    ]
    assert len({digest_of(one) for one in (told, *others)}) == 4


@pytest.mark.parametrize("year", [1, 9999])
def test_days_that_have_no_neighbour_are_refused(year: int) -> None:
    found = Terms(Span(dt.date(year, 1, 1), None), "fixed", HALVES, reason="So.")
    problems = terms_problems(found, known=BOTH, joint=(), overhead=())
    assert [path for path, _message in problems] == ["start"]


def test_an_agreement_is_between_two() -> None:
    alone = Terms(span("2018-01-01"), "fixed", (("CMS", Fraction(1)),), reason="So.")
    problems = terms_problems(alone, known=BOTH, joint=(), overhead=())
    assert [str(message) for _path, message in problems] == [
        "Name two instruments or more, each once."
    ]
