"""The load for benchmarks: its size, its shape, and the same rows every time."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from itertools import islice, pairwise

import pytest

from reporting.demo.load import ABSENCE, OVERHEAD, Load, loads


@pytest.mark.parametrize(
    ("entries", "units", "years"), [(1, 1, 1), (7, 3, 1), (2201, 2, 1), (5000, 1, 2)]
)
def test_the_units_hold_exactly_the_entries_asked_for(
    entries: int, units: int, years: int
) -> None:
    made = loads(entries=entries, units=units, years=years)
    assert len(made) == units
    assert sum(sum(1 for _ in load.rows()) for load in made) == entries


def test_the_same_arguments_give_the_same_rows() -> None:
    assert list(Load(1, 3000, 1).rows()) == list(Load(1, 3000, 1).rows())
    assert Load(1, 3000, 1).document({}) == Load(1, 3000, 1).document({})


def test_rows_come_one_by_one() -> None:
    load = Load(1, 10_000_000_000, 1)
    assert len(list(islice(load.rows(), 5))) == 5


def test_a_million_entries_are_of_about_nine_hundred_people() -> None:
    assert 890 <= Load(1, 1_000_000, 1).people <= 920


def test_the_shape_is_that_of_real_records() -> None:
    load = Load(1, 40_000, 1)
    days: Counter[tuple[int, dt.date]] = Counter()
    activities: dict[int, set[str]] = defaultdict(set)
    beneficiaries = set()
    on_time = absent = 0
    for row in load.rows():
        assert 1 <= row.minutes <= 1440
        assert bool(row.members) == (row.activity not in OVERHEAD + ABSENCE)
        assert load.start <= row.date <= load.end
        days[row.person, row.date] += row.minutes
        activities[row.person].add(row.activity)
        beneficiaries.add(row.members)
        on_time += row.saved.date() == row.date
        absent += row.activity in ABSENCE
    assert max(days.values()) <= 1440
    assert all(8 <= len(codes) <= 12 for codes in activities.values())
    assert beneficiaries == {(), ("CMS",), ("AEWA",), ("AEWA", "CMS")}
    assert on_time * 2 > load.entries
    assert 0 < absent * 10 < load.entries
    posts = load.document({})["posts"]
    assert isinstance(posts, list)
    assert sum(len(post["grades"]) > 1 for post in posts) == len(posts) // 50 or len(posts) < 50


def test_two_in_a_hundred_change_grade() -> None:
    posts = Load(1, 550_000, 1).document({})["posts"]
    assert isinstance(posts, list)
    assert sum(len(post["grades"]) > 1 for post in posts) == len(posts) // 50


def test_sheets_cover_each_day_once_and_stay_within_a_month() -> None:
    sheets = list(Load(1, 1, 2).sheets())
    assert sheets[0][0] == dt.date(2017, 1, 1)
    assert sheets[-1][1] == dt.date(2018, 12, 31)
    for (start, end), (following, _) in pairwise(sheets):
        assert start <= end
        assert (start.year, start.month) == (end.year, end.month)
        assert end + dt.timedelta(days=1) == following


def test_a_name_that_is_stored_already_is_kept() -> None:
    instruments = Load(1, 1, 1).document({"CMS": "Convention"})["instruments"]
    assert isinstance(instruments, list)
    assert instruments[0]["name"] == "Convention"
    assert "Waterbirds" in instruments[1]["name"]
