"""Weeks that people name."""

from __future__ import annotations

import datetime as dt

import pytest

from timetracking.core.jump import week_meant

TODAY = dt.date(2017, 3, 22)


@pytest.mark.parametrize(
    ("text", "week", "day"),
    [
        ("12", "2017-W12", None),
        (" w2 ", "2017-W02", None),
        ("KW 2", "2017-W02", None),
        ("semaine 11", "2017-W11", None),
        ("50", "2016-W50", None),
        ("13", "2016-W13", None),
        ("50/2017", "2017-W50", None),
        ("2016-W53", None, None),
        ("2015-w53", "2015-W53", None),
        ("2017-01-10", "2017-W02", dt.date(2017, 1, 10)),
        ("10.1.2017", "2017-W02", dt.date(2017, 1, 10)),
        ("10/01/2017", "2017-W02", dt.date(2017, 1, 10)),
        ("10.1.", "2017-W02", dt.date(2017, 1, 10)),
        ("24/12", "2016-W51", dt.date(2016, 12, 24)),
        ("1.1.2017", "2016-W52", dt.date(2017, 1, 1)),
        ("31.2.2017", None, None),
        ("54", None, None),
        ("0", None, None),
        ("99999-01-01", None, None),
        ("0001-01-01", None, None),
        ("web", None, None),
        ("", None, None),
        ("٣", None, None),
    ],
)
def test_a_week_by_number_or_date(text: str, week: str | None, day: dt.date | None) -> None:
    found = week_meant(text, TODAY)
    assert (found and (str(found[0]), found[1])) == (week and (week, day))
