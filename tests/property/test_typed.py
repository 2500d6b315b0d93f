"""Whatever is typed: understood as it is shown, or refused with a reason, never a failure."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from timetracking.core.grid import RowKey
from timetracking.core.typed import Mistyped, clock, read_typed
from timetracking.core.weeks import Week

MINUTES = st.integers(0, 1440)


@given(MINUTES)
def test_what_is_shown_can_be_typed(minutes: int) -> None:
    assert read_typed(clock(minutes)) == minutes
    assert read_typed(f"{minutes}m") == minutes
    assert read_typed(f"{minutes // 60}h{minutes % 60:02d}") == minutes


@given(st.integers(0, 2399), st.sampled_from(".,"))
def test_decimals_are_hours_to_the_nearest_minute(hundredths: int, mark: str) -> None:
    read = read_typed(f"{hundredths // 100}{mark}{hundredths % 100:02d}")
    assert abs(read * 100 - hundredths * 60) <= 50


@given(st.text(max_size=30) | st.text("0123456789:.,hm -", max_size=12))
def test_anything_is_understood_or_has_a_reason(text: str) -> None:
    try:
        minutes = read_typed(text)
    except Mistyped as mistyped:
        reason = str(mistyped)
    else:
        assert 0 <= minutes <= 1440
        return
    assert reason


@given(st.dates(dt.date(1971, 1, 1), dt.date(2198, 12, 1)))
def test_a_week_is_found_by_its_days_and_its_name(day: dt.date) -> None:
    week = Week.of(day)
    assert day in week.days
    assert Week.named(str(week)) == week
    assert week.after.before == week


CODE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
MEMBER = st.text("ABCMS-9", min_size=1, max_size=5)


@given(CODE, st.frozensets(MEMBER, max_size=4))
def test_a_row_is_found_by_its_name(activity: str, members: frozenset[str]) -> None:
    key = RowKey.of(activity, members)
    assert RowKey.named(str(key)) == key
    assert key.members == members
