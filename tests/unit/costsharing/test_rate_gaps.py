"""Days without a rate of exchange, and months that a series skips."""

from __future__ import annotations

import datetime as dt

import pytest

from costsharing.core.rate_gaps import NeededOn, Stretch, months_skipped, without_rate

D = dt.date.fromisoformat


def needed(currency: str, first: str, last: str) -> NeededOn:
    return NeededOn(currency, D(first), D(last))


def test_days_before_the_first_rate_are_without_one() -> None:
    starts = {"EUR": [D("2017-03-01"), D("2017-01-01")], "CHF": [D("2017-02-01")]}
    found = without_rate(
        [
            needed("CHF", "2017-01-01", "2017-12-31"),
            needed("CHF", "2017-05-01", "2017-05-31"),
            needed("EUR", "2010-01-01", "2010-12-31"),
            needed("USD", "2017-01-01", "2017-12-31"),
        ],
        starts,
        "EUR",
    )
    assert found == [Stretch("CHF", D("2017-01-01"), D("2017-01-31"))]


def test_a_currency_without_any_rate_lacks_all_its_days() -> None:
    found = without_rate([needed("USD", "2016-05-01", "2016-05-31")], {}, "EUR")
    assert found == [Stretch("EUR", D("2016-05-01"), D("2016-05-31"))]
    assert without_rate([needed("EUR", "2016-05-01", "2016-05-31")], {}, "EUR") == []


@pytest.mark.parametrize(
    ("starts", "skipped"),
    [
        pytest.param(["01-01", "02-01", "03-01", "04-01"], [], id="complete"),
        pytest.param(
            ["01-01", "02-01", "03-01", "05-01", "06-01"],
            [("04-01", "04-30", "03-01")],
            id="one month",
        ),
        pytest.param(
            ["01-01", "02-01", "02-15", "03-01", "07-01", "08-01"],
            [("04-01", "06-30", "03-01")],
            id="three months",
        ),
        pytest.param(["01-01", "06-01", "12-01"], [], id="no monthly series"),
        pytest.param(["01-01", "03-01"], [], id="two rates"),
        pytest.param([], [], id="none"),
    ],
)
def test_months_that_a_monthly_series_skips(
    starts: list[str], skipped: list[tuple[str, str, str]]
) -> None:
    found = months_skipped("EUR", [D(f"2017-{day}") for day in starts])
    assert found == [
        Stretch("EUR", *(D(f"2017-{day}") for day in (first, last, since)))
        for first, last, since in skipped
    ]
