"""Which rows of a file are known, changed or new."""

from __future__ import annotations

import datetime as dt

from timetracking.core.matching import Match, Stored, match
from timetracking.core.pieces import Item, Values

DAY = dt.date(2017, 1, 9)


def values(minutes: int = 60, activity: str = "WEB", note: str = "", start: int = -1) -> Values:
    begin = dt.datetime(2017, 1, 9, start, tzinfo=dt.UTC) if start >= 0 else None
    end = begin + dt.timedelta(minutes=minutes) if begin else None
    return Values(DAY, minutes, activity, frozenset({"CMS"}), note, begin, end)


def item(source_id: str, *parts: Values, row: int = 1) -> Item:
    given = parts or (values(),)
    return Item(row, source_id, dict(enumerate(given, start=1)), 0)


def stored(*rows: tuple[str, Values]) -> list[Stored]:
    return [Stored(pk, source_id, said) for pk, (source_id, said) in enumerate(rows, start=1)]


def told(found: list[Match]) -> list[str]:
    return ["new" if not one.stored else "changed" if one.differences else "same" for one in found]


def test_an_identity_that_is_stored_is_the_same_or_changed() -> None:
    before = stored(("a", values()), ("b", values(note="x")))
    found = match([item("a"), item("b", values(note="y")), item("c")], before)
    assert told(found) == ["same", "changed", "new"]
    assert found[1].differences == {"note": ["x", "y"]}


def test_parts_of_a_row_are_one_thing() -> None:
    before = stored(("a", values(120)), ("a#2", values(30)))
    same = match([item("a", values(120), values(30))], before)
    assert told(same) == ["same"]
    shorter = match([item("a", values(90))], before)
    assert shorter[0].differences == {"minutes": [150, 90], "parts": [2, 1]}
    longer = match([item("a", values(120), values(30))], before[:1])
    assert longer[0].differences == {"minutes": [120, 150], "parts": [1, 2]}


def test_a_moved_start_is_a_change_where_the_interval_still_overlaps() -> None:
    before = stored(("0900", values(120, start=9)), ("1300", values(60, start=13)))
    found = match(
        [item("1000", values(120, start=10)), item("1400", values(60, start=14))], before
    )
    assert told(found) == ["changed", "new"]
    assert found[0].differences["begin"] == ["2017-01-09T09:00:00Z", "2017-01-09T10:00:00Z"]


def test_an_interval_is_not_taken_for_one_that_the_file_still_has() -> None:
    before = stored(("0900", values(120, start=9)))
    found = match([item("0900", values(120, start=9)), item("1000", values(30, start=10))], before)
    assert told(found) == ["same", "new"]


def test_a_row_in_the_place_of_another_is_a_change() -> None:
    before = stored(("a", values(60)), ("b", values(30, "S01")), ("c", values(15)))
    found = match([item("a"), item("B", values(45, "S01")), item("c", values(15))], before)
    assert told(found) == ["same", "changed", "same"]
    assert found[1].differences == {"minutes": [30, 45]}


def test_a_row_in_the_place_of_one_that_has_nothing_in_common_is_new() -> None:
    before = stored(("a", values(60, "WEB", "letter")))
    assert told(match([item("x", values(60, "S01", "call"))], before)) == ["new"]
    assert told(match([item("x", values(60, "S01", "letter"))], before)) == ["changed"]
    assert told(match([item("x", values(60, "S01", ""))], stored(("a", values())))) == ["new"]
    assert told(match([item("x", values(30, "WEB", "call"))], before)) == ["new"]
    assert told(match([item("x", values(60, "WEB", "call"))], before)) == ["changed"]


def test_files_that_overlap_within_a_day_add_what_goes_on() -> None:
    before = stored(("a", values(10)), ("b", values(20)), ("c", values(30)))
    after = [item("b", values(20)), item("c", values(30)), item("d", values(40))]
    assert told(match(after, before)) == ["same", "same", "new"]


def test_each_stored_row_stands_for_one_row_of_the_file_only() -> None:
    before = stored(("a", values(10)))
    found = match([item("x", values(20)), item("y", values(30))], before)
    assert told(found) == ["changed", "new"]
    clocked = stored(("0900", values(240, start=9)))
    both = match([item("0930", values(60, start=10)), item("11", values(60, start=11))], clocked)
    assert told(both) == ["changed", "new"]
