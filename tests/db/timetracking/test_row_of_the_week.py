"""A row as a whole: whom it is for, and whether it is at hand; on both databases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change
from timetracking.actions import keep_favourite as favouring
from timetracking.actions.change_beneficiary import Moved, change_beneficiary
from timetracking.actions.keep_favourite import drop_favourite, keep_favourite
from timetracking.actions.save_cell import save_cell
from timetracking.core.grid import RowKey
from timetracking.core.weeks import Week
from timetracking.models import Favourite, TimeEntry, WeekSheet
from timetracking.queries.favourites import favourites

if TYPE_CHECKING:
    from secretariats.models import Unit
    from tests.cast import Cast

WEEK = Week(2017, 2)
MON, TUE, WED, *_REST = WEEK.days
WEB, BOTH, ADMIN = RowKey("CMS-WEB", "CMS"), RowKey("CMS-WEB", "AEWA+CMS"), RowKey("ADMIN")


def save(cast: Cast, key: RowKey, day: dt.date, minutes: int = 60) -> None:
    save_cell(key, day, minutes, actor=cast.ada, unit=cast.unit, version="")


def change(cast: Cast, *members: str, key: RowKey = WEB) -> Moved:
    return change_beneficiary(key, members, WEEK, actor=cast.ada, unit=cast.unit)


def keys(day: dt.date) -> list[str]:
    rows = TimeEntry.objects.filter(date=day).order_by("pk")
    return [one.beneficiary.code if one.beneficiary else "" for one in rows]


def test_the_week_of_a_row_is_for_others_and_no_other_week(cast: Cast, unit: Unit) -> None:
    later = MON + dt.timedelta(days=7)
    for day in (MON, TUE, later):
        save(cast, WEB, day)
    moved = change(cast, "CMS", "AEWA")
    assert moved == Moved(BOTH, (MON, TUE), ())
    assert (keys(MON), keys(TUE), keys(later)) == (["AEWA+CMS"], ["AEWA+CMS"], ["CMS"])
    found = Change.objects.filter(kind="changed")
    assert [(one.before, one.after) for one in found] == [
        ({"for": ["CMS"]}, {"for": ["AEWA", "CMS"]})
    ] * 2
    assert set(TimeEntry.objects.filter(date=MON).values_list("version", "first_minutes")) == {
        (2, 60)
    }
    assert change(cast, "CMS", "AEWA").days == (), "said twice"


def test_locked_days_stay_and_a_week_that_is_locked_whole_says_so(cast: Cast, unit: Unit) -> None:
    save(cast, WEB, MON)
    save(cast, WEB, TUE)
    sheet = WeekSheet.objects.create(
        unit=unit, person=cast.ada, start=MON, end=MON, state="approved"
    )
    assert change(cast, "AEWA") == Moved(RowKey("CMS-WEB", "AEWA"), (TUE,), (MON,))
    WeekSheet.objects.filter(pk=sheet.pk).update(end=WED)
    with pytest.raises(Refused, match=r"Monday 9 January: this time is locked"):
        change(cast, "AEWA")
    assert keys(MON) == ["CMS"]


def test_two_rows_do_not_run_together(cast: Cast, unit: Unit) -> None:
    save(cast, WEB, MON)
    save(cast, WEB, TUE)
    save(cast, BOTH, TUE)
    with pytest.raises(Refused, match=r"Tuesday 10 January: there is time"):
        change(cast, "AEWA", "CMS")
    assert (keys(MON), keys(TUE)) == (["CMS"], ["CMS", "AEWA+CMS"]), "nothing is half done"


def test_a_row_without_time_is_checked_all_the_same(cast: Cast, unit: Unit) -> None:
    assert change(cast, "AEWA") == Moved(RowKey("CMS-WEB", "AEWA"), (), ())
    with pytest.raises(Refused, match="does not serve EUROBATS"):
        change(cast, "EUROBATS")
    with pytest.raises(Refused, match="say which instrument"):
        change(cast)
    with pytest.raises(Refused, match="no beneficiary to change"):
        change(cast, key=ADMIN)
    with pytest.raises(NotAllowed):
        change_beneficiary(WEB, ["AEWA"], WEEK, actor=cast.stranger, unit=unit)


def test_favourites_are_kept_once_in_their_order_and_let_go(cast: Cast, unit: Unit) -> None:
    assert keep_favourite(BOTH, actor=cast.ada, unit=unit)
    assert keep_favourite(ADMIN, actor=cast.ada, unit=unit)
    assert not keep_favourite(BOTH, actor=cast.ada, unit=unit)
    assert favourites(cast.ada, unit) == [BOTH, ADMIN]
    assert favourites(cast.coordinator, unit) == []
    assert drop_favourite(BOTH, actor=cast.ada, unit=unit)
    assert not drop_favourite(BOTH, actor=cast.ada, unit=unit)
    assert favourites(cast.ada, unit) == [ADMIN]
    assert [one.kind for one in Change.objects.order_by("pk")] == ["created", "created", "removed"]


def test_favourites_that_cannot_be_say_why(
    cast: Cast, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="no activity GONE"):
        keep_favourite(RowKey("GONE"), actor=cast.ada, unit=unit)
    with pytest.raises(NotAllowed):
        keep_favourite(ADMIN, actor=cast.auditor, unit=unit)
    monkeypatch.setattr(favouring, "MOST", 1)
    keep_favourite(ADMIN, actor=cast.ada, unit=unit)
    with pytest.raises(Refused, match="You have 1 favourites"):
        keep_favourite(WEB, actor=cast.ada, unit=unit)
    assert Favourite.objects.count() == 1
