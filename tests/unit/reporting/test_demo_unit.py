"""The demonstration unit: what it promises to show is in it, and it is the same every time."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from fractions import Fraction

import pytest

from reporting.demo import arrangement, services, team
from reporting.demo.dice import Dice
from reporting.demo.files import DELIVERIES, arrives_as_file
from reporting.demo.saving import save_all
from reporting.demo.unit import all_work, unit_bytes, unit_document
from reporting.demo.year import CLOSED, LAST, MEETING, work_of_year
from secretariats.core.dates import month_start

OF_OCTOBER = dt.date(2017, 10, 1)


def test_the_year_has_about_ten_thousand_entries() -> None:
    assert 9_500 <= len(all_work()) <= 10_500
    assert {work.person for work in all_work()} == {one.username for one in team.MEMBERS}
    assert all(work.date.year == 2017 and work.date <= LAST for work in all_work())


def test_it_is_made_the_same_every_time() -> None:
    first = unit_bytes()
    all_work.cache_clear()
    assert unit_bytes() == first


def test_no_day_has_more_than_24_hours() -> None:
    day: Counter[tuple[str, dt.date]] = Counter()
    for work in all_work():
        assert 1 <= work.minutes <= 1440
        assert work.first_minutes is None or 1 <= work.first_minutes <= 1440
        day[work.person, work.date] += work.minutes
    assert max(day.values()) <= 1440


def test_each_service_has_a_beneficiary_and_nothing_else_has() -> None:
    kinds = {row["code"]: row["kind"] for row in services.ACTIVITIES}
    for work in all_work():
        assert bool(work.members) == (kinds[work.activity] == "service"), work
        assert list(work.members) == sorted(set(work.members) & {"CMS", "AEWA"})


def test_each_service_of_the_programme_is_worked_on() -> None:
    worked = {work.activity for work in all_work()}
    assert worked == {row["code"] for row in services.ACTIVITIES}
    programme = unit_document()["programme"]
    assert isinstance(programme, list)
    assert {row["activity"] for row in programme} == set(services.SERVICES)


def test_nobody_works_outside_their_contract() -> None:
    by_name = {member.username: member for member in team.MEMBERS}
    assert all(by_name[work.person].employed(work.date) for work in all_work())


def test_days_of_leave_hold_leave_only() -> None:
    days: dict[tuple[str, dt.date], set[str]] = defaultdict(set)
    for work in all_work():
        days[work.person, work.date].add(work.activity)
    assert all(kinds in ({"LEAVE"}, {"SICK"}) or not kinds & {"LEAVE", "SICK"}
               for kinds in days.values())  # fmt: skip


def test_everybody_has_a_staff_cost_in_each_month_with_minutes() -> None:
    costs = unit_document()["staff_costs"]
    assert isinstance(costs, list)
    paid = {(row["person"], row["month"]) for row in costs}
    assert paid >= {(work.person, f"{work.date:%Y-%m}") for work in all_work()}


def test_services_to_aewa_dip_in_october_only() -> None:
    """The dip that the programme explains: everybody is at the other instrument's meeting."""
    direct: dict[dt.date, Counter[str]] = defaultdict(Counter)
    for work in all_work():
        if len(work.members) == 1:
            direct[month_start(work.date)][work.members[0]] += work.minutes
    shares = {
        month: Fraction(minutes["AEWA"], minutes.total()) for month, minutes in direct.items()
    }
    assert shares.pop(OF_OCTOBER) < Fraction(1, 5)
    assert min(shares.values()) > Fraction(3, 10)


def test_the_campaign_is_mostly_joint_and_peaks_in_may() -> None:
    campaign = [work for work in all_work() if work.activity == "EV-WMBD"]
    joint = sum(work.minutes for work in campaign if len(work.members) == 2)
    assert joint > sum(work.minutes for work in campaign) * 3 // 5
    weeks: Counter[tuple[int, int]] = Counter()
    for work in campaign:
        weeks[work.date.isocalendar()[:2]] += work.minutes
    peak = dt.date.fromisocalendar(*max(weeks, key=lambda week: weeks[week]), 1)
    assert dt.date(2017, 4, 24) <= peak <= dt.date(2017, 5, 10)


def test_it_has_the_flaws_of_real_records() -> None:
    works = [work for work in all_work() if work.activity not in services.ABSENCE]
    lags = [(work.saved.date() - work.date).days for work in works if work.saved]
    assert len(lags) == len(works)
    assert min(lags) < 0 < max(lags)  # some in advance, some late
    assert sum(lag > 7 for lag in lags) * 100 > len(lags)  # some weeks late
    assert sum(lag == 0 for lag in lags) * 2 > len(lags)  # most on the day
    assert sum(work.minutes % 60 == 0 for work in works) * 3 > len(works)  # round hours
    assert any(work.minutes % 15 for work in works)
    assert any(work.first_minutes for work in works)
    assert any(work.date.weekday() > 4 or work.date in CLOSED for work in works)
    assert {"approved", "submitted", "returned"} == {
        row["state"]
        for row in unit_document()["weeks"]  # type: ignore[attr-defined]
    }


def test_an_entry_without_time_of_saving_gets_one_of_the_right_sitting() -> None:
    works = list(save_all(work_of_year()))
    assert [(one.person, one.date, one.minutes) for one in works] == [
        (one.person, one.date, one.minutes) for one in work_of_year()
    ]
    early = {one.activity for one in works if one.saved and one.saved.date() < one.date}
    assert early == {MEETING, "LEAVE"}


def test_files_bring_what_the_unit_file_leaves_out() -> None:
    entries = unit_document()["entries"]
    assert isinstance(entries, list)
    brought = sum(arrives_as_file(work) for work in all_work())
    assert brought > 300
    assert len(entries) + brought == len(all_work())
    dates = {(row["person"], row["date"]) for row in entries}
    for delivery in DELIVERIES:
        assert not any(
            person == delivery.person and str(delivery.start) <= date <= str(delivery.end)
            for person, date in dates
        )


def test_weeks_into_which_a_file_brings_time_are_open() -> None:
    rows = unit_document()["weeks"]
    assert isinstance(rows, list)
    closed = {(row["person"], row["week"]) for row in rows}
    for work in all_work():
        if arrives_as_file(work):
            year, week, _ = work.date.isocalendar()
            assert (work.person, f"{year}-W{week:02}") not in closed


def test_budgets_alone_would_not_give_the_agreed_third() -> None:
    cms, aewa = (Fraction(str(row["amount"])) for row in arrangement.BUDGETS)
    assert Fraction(28, 100) <= aewa / (cms + aewa) <= Fraction(31, 100)


@pytest.mark.parametrize("limit", [1, 2, 1000])
def test_dice_stay_within_their_bounds(limit: int) -> None:
    dice = Dice("bounds")
    thrown = {dice.below(limit) for _ in range(5 * limit + 5)}
    assert thrown <= set(range(limit))
    assert dice.between(3, 3) == 3


def test_dice_never_take_what_has_no_weight() -> None:
    dice = Dice("weights")
    assert {dice.weigh((("a", 0), ("b", 3), ("c", 0))) for _ in range(50)} == {"b"}
    with pytest.raises(ValueError, match="nothing to choose"):
        dice.weigh((("a", 0),))
