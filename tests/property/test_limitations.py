"""What holds of the limitations whatever was recorded."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from costsharing.core.limitations import (
    Figures,
    MonthMinutes,
    PlanBook,
    SavedMinutes,
    Tally,
    WorkingDays,
    add_up,
    figures_of,
    tally_days,
    tally_months,
)
from secretariats.core.dates import Span, days
from secretariats.core.expected import Presence, WorkCalendar, expected_minutes

START, END = dt.date(2017, 2, 20), dt.date(2017, 3, 12)
MONTHS = (dt.date(2017, 2, 1), dt.date(2017, 3, 1))
KEY = {"CMS": Fraction(2, 3), "AEWA": Fraction(1, 3)}
NO_MORE_THAN_ALL = (
    "approved_share", "on_time_1", "on_time_5", "in_advance", "joint_share", "overhead_share",
    "heaping_60", "heaping_30", "copied_days", "overlong_days", "anchoring",
)  # fmt: skip

dates = st.dates(START, END)
spans = st.builds(lambda one, other: Span(min(one, other), max(one, other)), dates, dates)
calendars = st.builds(
    WorkCalendar,
    weekdays=st.frozensets(st.integers(1, 7)),
    holidays=st.dictionaries(dates, st.none() | st.integers(1, 480), max_size=4),
    daily_minutes=st.integers(1, 600),
)
presences = st.lists(
    st.builds(
        Presence,
        span=spans,
        share=st.fractions(Fraction(1, 9), 1, max_denominator=9),
        pattern=st.none() | st.lists(st.integers(0, 480), max_size=7).map(tuple),
    ),
    max_size=3,
)


@st.composite
def rows(draw: st.DrawFn) -> list[SavedMinutes]:
    """Draw a person's rows, in the order of work dates."""
    found = []
    for day in sorted(draw(st.lists(dates, max_size=12))):
        minutes = draw(st.lists(st.integers(1, 300), max_size=4))
        found.append(
            SavedMinutes(
                day=day,
                saved_on=day + dt.timedelta(days=draw(st.integers(-3, 20))),
                recorded=sum(minutes),
                absent=draw(st.integers(0, 500)),
                entries=len(minutes),
                on_hour=sum(1 for one in minutes if one % 60 == 0),
                on_half_hour=sum(1 for one in minutes if one % 30 == 0),
                on_quarter=sum(1 for one in minutes if one % 15 == 0),
                corrected=draw(st.integers(0, 60)),
            )
        )
    return found


def tally(
    calendar: WorkCalendar, own: list[Presence], recorded: list[SavedMinutes], seed: int
) -> Tally:
    """Return a person's whole tally, the same minutes dealt out to months and beneficiaries."""
    random = Random(seed)  # noqa: S311 - a draw of a test
    plan = PlanBook(calendar, START, END).plan(own)
    by_day = tally_days(
        plan,
        recorded,
        working=WorkingDays(calendar),
        approved=[Span(START, START + dt.timedelta(days=6))],
        daily_minutes=calendar.daily_minutes,
    )
    months = [
        MonthMinutes(random.choice(MONTHS), frozenset(random.sample(sorted(KEY), k=size)), minutes)
        for size, minutes in ((random.randrange(3), row.recorded) for row in recorded)
        if minutes
    ]
    return add_up([by_day, tally_months(months, keys=dict.fromkeys(MONTHS, KEY))])


tallies = st.builds(tally, calendars, presences, rows(), st.integers(0, 9))


def within_bounds(figures: Figures) -> bool:
    """Return whether every figure is one that can be."""
    shares = [getattr(figures, name) for name in NO_MORE_THAN_ALL]
    index = figures.heaping_index
    return (
        all(value is None or 0 <= value <= 1 for value in shares)
        and (index is None or 0 <= index <= 400)
        and 0 <= figures.missing <= figures.expected
        and figures.expected - figures.recorded <= figures.missing
        and (figures.on_time_1 is None or figures.on_time_1 <= (figures.on_time_5 or 0))
        and (figures.lag_median is None or 0 <= figures.lag_median <= (figures.lag_p90 or 0))
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(tallies, max_size=4), st.randoms(use_true_random=False))
def test_people_add_up_to_the_team_in_any_order(people: list[Tally], random: Random) -> None:
    team = figures_of(add_up(people), largest=max((one.recorded for one in people), default=0))
    each = [figures_of(one) for one in people]
    assert team.expected == sum(one.expected for one in each)
    assert team.missing == sum(one.missing for one in each)
    assert team.recorded == sum(one.recorded for one in each)
    assert team.blank_days == sum(one.blank_days for one in each)
    assert all(within_bounds(figures) for figures in (team, *each))
    if team.recorded:
        assert Fraction(1, len(people)) <= (team.concentration or 0) <= 1
    shuffled = list(people)
    random.shuffle(shuffled)
    assert add_up(shuffled) == add_up(people)


@settings(max_examples=60, deadline=None)
@given(calendars, presences, rows(), st.randoms(use_true_random=False))
def test_rows_of_a_day_may_come_in_any_order(
    calendar: WorkCalendar, own: list[Presence], recorded: list[SavedMinutes], random: Random
) -> None:
    mixed = sorted(recorded, key=lambda row: (row.day, random.random()))
    assert tally(calendar, own, mixed, 0).lags == tally(calendar, own, recorded, 0).lags
    plan = PlanBook(calendar, START, END).plan(own)
    one, other = (
        tally_days(plan, each, working=WorkingDays(calendar), approved=(), daily_minutes=480)
        for each in (recorded, mixed)
    )
    assert one == other


@settings(max_examples=60, deadline=None)
@given(calendars, presences, rows())
def test_expected_and_missing_are_those_of_each_day(
    calendar: WorkCalendar, own: list[Presence], recorded: list[SavedMinutes]
) -> None:
    found = tally(calendar, own, recorded, 0)
    expected = missing = Fraction(0)
    blank = 0
    for day in days(START, END):
        absent = sum(row.absent for row in recorded if row.day == day)
        done = sum(row.recorded for row in recorded if row.day == day)
        of_day = max(Fraction(0), expected_minutes(calendar, own, day) - absent)
        expected += of_day
        missing += max(Fraction(0), of_day - done)
        blank += of_day > 0 and done == 0
    assert (found.expected, found.missing, found.blank_days) == (expected, missing, blank)
