"""How stays meet stretches, and how much is expected in each."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from costsharing.core.coverage import (
    cut_spans,
    expectation,
    months_cut,
    months_inside,
    whole_months,
)
from secretariats.core.dates import Span, days
from secretariats.core.expected import Presence, WorkCalendar, expected_minutes
from tests.unit.costsharing.valued_by_hand import day

Days = tuple[dt.date, dt.date]
_ALWAYS = Span(dt.date(2000, 1, 1), None)


def span(start: str, end: str) -> Days:
    return day(start), day(end)


STRETCHES = [
    span("01-15", "01-31"), span("02-01", "02-28"), span("03-01", "03-09"),
    span("03-10", "03-31"), span("04-01", "04-30"), span("05-01", "05-02"),
]  # fmt: skip


def test_months_that_are_whole_and_the_days_outside_of_them() -> None:
    assert whole_months(STRETCHES) == [day("02-01"), day("04-01")]
    assert cut_spans(STRETCHES) == [
        span("01-15", "01-31"),
        span("03-01", "03-31"),
        span("05-01", "05-02"),
    ]
    assert cut_spans([span("01-15", "01-20"), span("01-21", "01-31")]) == [span("01-15", "01-31")]
    assert whole_months([span("2016-02-01", "2016-02-28")]) == []
    assert whole_months([span("2016-02-01", "2016-02-29")]) == [day("2016-02-01")]


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        ("01-01", "01-31", ("01-01", "01-01")),
        ("01-01", "12-31", ("01-01", "12-01")),
        ("01-02", "12-30", ("02-01", "11-01")),
        ("01-02", "01-31", None),
        ("01-01", "01-30", None),
        ("01-02", "02-27", None),
        ("01-02", "02-28", ("02-01", "02-01")),
        ("2016-12-31", "2017-02-01", ("01-01", "01-01")),
        ("2016-02-01", "2016-02-28", None),
        ("2016-02-01", "2016-02-29", ("2016-02-01", "2016-02-01")),
    ],
)
def test_the_months_that_lie_whole_inside(
    start: str, end: str, inside: tuple[str, str] | None
) -> None:
    expected = inside and span(*inside)
    assert months_inside(day(start), day(end)) == expected


def test_the_months_that_stays_cut() -> None:
    whole = frozenset(day(f"{month:02d}-01") for month in range(1, 6))
    one = [span("01-01", "02-14"), span("02-15", "03-31"), span("05-02", "05-31")]
    assert months_cut(one, whole) == {day("02-01"), day("05-01")}
    assert months_cut(one, frozenset({day("02-01")})) == {day("02-01")}
    assert months_cut([span("01-01", "12-31")], whole) == set()
    assert months_cut([], whole) == set()


def test_what_is_expected_is_the_sum_of_its_days() -> None:
    calendar = WorkCalendar(
        frozenset({1, 2, 3, 4, 7}),
        {day("01-03"): None, day("01-04"): 200, day("01-09"): 480, day("01-07"): 60},
        450,
    )
    rules = (
        (),
        ((Fraction(1), None),),
        ((Fraction(1, 7), None), (Fraction(2, 3), None)),
        ((Fraction(1, 2), (480, 100, 240)), (Fraction(1, 2), (0, 0, 0, 0, 480, 0, 77))),
        ((Fraction(1), ()),),
    )
    start, end = day("01-01"), day("02-28")
    found = expectation(calendar, rules, start, end)
    for number, rule in enumerate(rules):
        from_start = [Presence(_ALWAYS, share, pattern) for share, pattern in rule]
        exact = [expected_minutes(calendar, from_start, date) for date in days(start, end)]
        running = [Fraction(part, found.denominators[number]) for part in found.running[number]]
        assert running == [sum(exact[:count], Fraction(0)) for count in range(len(exact) + 1)]
        week = [Fraction(part, found.denominators[number]) for part in found.weekdays[number]]
        # A week without holidays.
        assert week == exact[15 + 7 : 22 + 7]
