"""Months, quarters and years to date, and what they are compared with."""

from __future__ import annotations

import pytest

from reporting.core.periods import Months, read_months


def months(start: str, end: str) -> Months:
    return read_months(start, end)


def test_months_are_read_from_days_or_from_months() -> None:
    assert months("2017-02", "2017-02") == months("2017-02-01", "2017-02-28")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2017-02-02", "2017-02-28"),
        ("2017-03", "2017-02"),
        ("x", "2017-02"),
        ("2017-13", "2017-13"),
    ],
)
def test_what_is_no_whole_months_is_refused(start: str, end: str) -> None:
    with pytest.raises(ValueError, match=r"months|isoformat|month must"):
        months(start, end)


def test_a_period_has_a_month_a_quarter_and_a_year_to_date() -> None:
    period = months("2017-02", "2017-05")
    assert period.count == 4
    assert period.last_month() == months("2017-05", "2017-05")
    assert period.quarter() == months("2017-04", "2017-06")
    assert period.year_to_date() == months("2017-01", "2017-05")


def test_a_period_is_compared_with_the_one_before_or_with_the_year_before() -> None:
    quarter = months("2017-01", "2017-03")
    assert quarter.compared("before") == months("2016-10", "2016-12")
    assert quarter.compared("year") == months("2016-01", "2016-03")
    assert quarter.compared("none") is None
    assert months("2016-02", "2016-02").compared("year") == months("2015-02", "2015-02")
