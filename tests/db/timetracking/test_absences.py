"""Absence as a range: entered, changed, removed, each in one action; on both databases."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from secretariats.core.dates import Span
from secretariats.core.errors import Conflict, NotAllowed, Refused
from secretariats.models import Assignment, Change, ChangeText, Holiday, Unit
from timetracking.actions.change_absence import change_absence, remove_absence
from timetracking.actions.enter_absence import enter_absence
from timetracking.actions.save_cell import save_cell
from timetracking.core.absence import Wish
from timetracking.core.grid import RowKey
from timetracking.models import Activity, DayTotal, Kind, RemovedEntry, TimeEntry, WeekSheet
from timetracking.queries.absences import absence_at, absent_year, presences_of
from timetracking.queries.workplaces import Workplace

if TYPE_CHECKING:
    from typing import Any

    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast
    from timetracking.actions.store_absence import Stored
    from timetracking.core.absence_runs import Absence

MONDAY, FRIDAY = dt.date(2017, 1, 9), dt.date(2017, 1, 13)


def day(number: int) -> dt.date:
    """Return a day counted from the Monday."""
    return MONDAY + dt.timedelta(days=number)


def wish(first: int = 0, last: int = 4, kind: str = "LEAVE", **halves: bool) -> Wish:
    return Wish(kind, day(first), day(last), **halves)


def enter(cast: Cast, wanted: Wish, **options: Any) -> Stored:
    return enter_absence(wanted, **{"actor": cast.ada, "unit": cast.unit, **options})


def minutes() -> list[tuple[dt.date, int]]:
    """Return date and minutes of all entries."""
    return list(TimeEntry.objects.order_by("date", "pk").values_list("date", "minutes"))


def there(cast: Cast, kind: str = "LEAVE", on: int = 0) -> Absence:
    """Return Ada's absence on a day."""
    found = absence_at(cast.unit, cast.ada, presences_of(cast.unit, cast.ada), kind, day(on))
    assert found is not None
    return found


def change(cast: Cast, wanted: Wish, *, on: int = 0, version: str = "", **options: Any) -> Stored:
    seen = version or there(cast, on=on).version
    return change_absence(
        "LEAVE", day(on), wanted, actor=cast.ada, unit=cast.unit, version=seen, **options
    )


def sheet(cast: Cast, first: int, last: int, state: str = "approved") -> None:
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=day(first), end=day(last), state=state
    )


def test_a_range_is_entered_day_by_day_with_its_history(cast: Cast, unit: Unit) -> None:
    Holiday.objects.create(unit=unit, date=day(2), name="Feast")
    stored = enter(cast, wish(0, 7, half_first=True), note="At the sea")
    assert minutes() == [
        (day(0), 240), (day(1), 480), (day(3), 480), (day(4), 480), (day(7), 480),
    ]  # fmt: skip
    assert stored.what == "created"
    assert stored.created == (day(0), day(1), day(3), day(4), day(7))
    changes = Change.objects.filter(kind="created", actor=cast.ada)
    assert [one.after for one in changes][:2] == [
        {"date": "2017-01-09", "minutes": 240}, {"date": "2017-01-10", "minutes": 480},
    ]  # fmt: skip
    assert {change.row for change in changes} == {str(one.pk) for one in TimeEntry.objects.all()}
    assert ChangeText.objects.filter(field="note", after="At the sea").count() == 5


def test_entered_twice_it_is_there_once(cast: Cast, unit: Unit) -> None:
    enter(cast, wish())
    again = enter(cast, wish())
    assert again.what == "unchanged"
    assert len(minutes()) == Change.objects.count() == 5
    assert enter(cast, wish(half_last=True)).changed == (FRIDAY,)
    assert minutes()[-1] == (FRIDAY, 240)


def test_work_and_other_absence_stay_and_are_told(cast: Cast, unit: Unit) -> None:
    Activity.objects.create(unit=unit, code="SICK", title="Sick", kind=Kind.ABSENCE)
    save_cell(RowKey("ADMIN"), day(0), 60, actor=cast.ada, unit=unit, version="")
    save_cell(RowKey("SICK"), day(1), 240, actor=cast.ada, unit=unit, version="")
    stored = enter(cast, wish(0, 1, half_last=True))
    assert stored.over == (day(0),)
    assert sorted(minutes()) == [(day(0), 60), (day(0), 480), (day(1), 240), (day(1), 240)]


def test_a_locked_day_refuses_the_whole(cast: Cast, unit: Unit) -> None:
    sheet(cast, 1, 1)
    sheet(cast, 3, 3, "submitted")
    with pytest.raises(Refused) as caught:
        enter(cast, wish())
    assert "Tuesday 10 January is in an approved week" in str(caught.value)
    assert "Thursday 12 January is in a submitted week" in str(caught.value)
    assert minutes() == []
    assert not Change.objects.exists()


def test_a_locked_day_that_says_so_already_is_no_obstacle(cast: Cast, unit: Unit) -> None:
    enter(cast, wish(0, 1))
    sheet(cast, 0, 1)
    assert enter(cast, wish()).created == (day(2), day(3), day(4))
    with pytest.raises(Refused, match="approved"):
        enter(cast, wish(), note="another note")


def test_absence_lies_a_year_ahead_at_most(cast: Cast, unit: Unit) -> None:
    today = timezone.localdate()
    ahead = today + dt.timedelta(days=300)
    assert enter(cast, Wish("LEAVE", ahead, ahead + dt.timedelta(days=6))).created
    far = today + dt.timedelta(days=500)
    with pytest.raises(Refused, match="has not come yet"):
        enter(cast, Wish("LEAVE", far, far + dt.timedelta(days=6)))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (wish(4, 0), "lies before the first"),
        (wish(0, 366), "at most 366 days"),
        (wish(5, 6), "Nothing is expected of you"),
        (wish(kind="ADMIN"), "no kind of absence ADMIN"),
        (wish(kind="NONE"), "no kind of absence NONE"),
        (Wish("LEAVE", dt.date(2012, 1, 2), dt.date(2012, 1, 6)), "Nothing is expected"),
    ],
)
def test_what_cannot_be_is_refused(wanted: Wish, said: str, cast: Cast, unit: Unit) -> None:
    with pytest.raises(Refused, match=said):
        enter(cast, wanted)
    assert minutes() == []


def test_a_note_is_short(cast: Cast, unit: Unit) -> None:
    with pytest.raises(Refused, match="1000000 characters"):
        enter(cast, wish(), note="x" * 1_000_000)


def test_a_day_has_24_hours(cast: Cast, unit: Unit) -> None:
    save_cell(RowKey("ADMIN"), day(1), 1000, actor=cast.ada, unit=unit, version="")
    with pytest.raises(Refused, match="Tuesday 10 January would have 24:40; a day has 24:00"):
        enter(cast, wish())
    assert minutes() == [(day(1), 1000)]


def test_only_who_keeps_time_enters_their_own(cast: Cast, unit: Unit) -> None:
    for actor in (cast.auditor, cast.cms_secretary, cast.stranger):
        with pytest.raises(NotAllowed):
            enter(cast, wish(), actor=actor)
    enter(cast, wish(), actor=cast.coordinator)
    assert {entry.person for entry in TimeEntry.objects.all()} == {cast.coordinator}


def test_dates_halves_and_kind_change_in_one_action(cast: Cast, unit: Unit) -> None:
    Activity.objects.create(unit=unit, code="SICK", title="Sick", kind=Kind.ABSENCE)
    enter(cast, wish(0, 2), note="At the sea")
    stored = change(cast, wish(1, 4, half_last=True))
    assert (stored.removed, stored.created) == ((day(0),), (day(3), day(4)))
    assert minutes() == [(day(1), 480), (day(2), 480), (day(3), 480), (day(4), 240)]
    assert RemovedEntry.objects.get().first_minutes == 480
    assert TimeEntry.objects.filter(note="At the sea").count() == 2, "notes stay as they are"
    change(cast, wish(1, 4, "SICK"), on=1, note="Flu")
    assert set(TimeEntry.objects.values_list("activity__code", "note")) == {("SICK", "Flu")}
    assert [sum_ for _day, sum_ in minutes()] == [480] * 4
    assert DayTotal.objects.get(date=day(4)).minutes == 480


def test_the_same_change_twice_is_no_change(cast: Cast, unit: Unit) -> None:
    enter(cast, wish(0, 1))
    version = there(cast).version
    change(cast, wish(2, 3))
    count = Change.objects.count()
    assert change(cast, wish(2, 3), version=version).what == "unchanged"
    assert Change.objects.count() == count
    with pytest.raises(Refused, match="no absence of the kind LEAVE on Monday 9 January"):
        change(cast, wish(3, 4), version=version)


def test_what_was_changed_elsewhere_is_not_overwritten(cast: Cast, unit: Unit) -> None:
    enter(cast, wish())
    version = there(cast).version
    change(cast, wish(0, 3))
    with pytest.raises(Conflict) as caught:
        change(cast, wish(0, 1), version=version)
    assert caught.value.current["to"] == "2017-01-12"
    with pytest.raises(Conflict):
        remove_absence("LEAVE", day(0), actor=cast.ada, unit=unit, version=version)
    assert len(minutes()) == 4


def test_only_open_days_change_and_the_rest_is_told(cast: Cast, unit: Unit) -> None:
    enter(cast, wish())
    sheet(cast, 0, 1)
    stored = change(cast, wish(3, 7))
    assert [on for on, _why in stored.kept] == [day(0), day(1)]
    assert "approved week" in stored.kept[0][1]
    assert minutes() == [(day(one), 480) for one in (0, 1, 3, 4, 7)]


def test_the_open_days_of_an_absence_can_go(cast: Cast, unit: Unit) -> None:
    enter(cast, wish())
    sheet(cast, 0, 1, "submitted")
    seen = there(cast).version
    gone = remove_absence("LEAVE", day(4), actor=cast.ada, unit=unit, version=seen)
    assert gone.removed == (day(2), day(3), day(4))
    assert [on for on, _why in gone.kept] == [day(0), day(1)]
    assert minutes() == [(day(0), 480), (day(1), 480)]


def test_a_removed_absence_leaves_what_measures_corrections(cast: Cast, unit: Unit) -> None:
    enter(cast, wish(half_first=True), note="At the sea")
    gone = remove_absence("LEAVE", day(2), actor=cast.ada, unit=unit, version=there(cast).version)
    assert len(gone.removed) == RemovedEntry.objects.count() == 5
    assert minutes() == []
    assert ChangeText.objects.filter(before="At the sea", after="").count() == 5
    again = remove_absence("LEAVE", day(2), actor=cast.ada, unit=unit, version="whatever")
    assert again.what == "unchanged"


def test_a_locked_absence_cannot_go(cast: Cast, unit: Unit) -> None:
    enter(cast, wish(0, 1))
    sheet(cast, 0, 6)
    version = there(cast).version
    with pytest.raises(Refused, match="Monday 9 January is in an approved week"):
        remove_absence("LEAVE", day(0), actor=cast.ada, unit=unit, version=version)
    with pytest.raises(Refused, match="approved"):
        change(cast, wish(0, 1, half_first=True))
    assert minutes() == [(day(0), 480), (day(1), 480)]


def test_an_absence_costs_the_same_however_long(
    cast: Cast, unit: Unit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    # SQLite takes about fifty rows at once.
    with django_assert_max_num_queries(24):
        enter(cast, wish(0, 3))
    with django_assert_max_num_queries(24):
        enter(cast, wish(7, 150))
    with django_assert_max_num_queries(30):
        change(cast, wish(14, 200), on=7)
    assert len(minutes()) > 100


def test_the_year_sums_exact_days_by_kind(
    cast: Cast, unit: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Assignment.objects.filter(person=cast.ada).update(pattern=[480, 300, 300, 300, 300])
    enter(cast, wish(half_last=True))
    enter(cast, wish(-10, -10), note="New year's eve")
    save_cell(RowKey("LEAVE"), day(8), 100, actor=cast.ada, unit=unit, version="")
    place = Workplace(
        unit, presences_of(unit, cast.ada), (Span(dt.date(2014, 1, 1), None),), day(0)
    )
    with django_assert_num_queries(4):
        year = absent_year(cast.ada, place, 2017)
    assert year.lengths == {"LEAVE": Fraction(9, 2) + Fraction(1, 3)}
    assert [(one.start, one.length) for one in year.absences] == [
        (day(8), Fraction(1, 3)), (day(0), Fraction(9, 2)),
    ]  # fmt: skip
    assert year.years == (2017, 2016)
