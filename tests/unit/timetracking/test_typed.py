"""Durations as people type them."""

from __future__ import annotations

import pytest

from timetracking.core.typed import Mistyped, clock, read_typed


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1:30", 90), ("1.5", 90), ("1,5", 90), ("90m", 90), ("1h30", 90), ("1h", 60), ("45m", 45),
        ("0", 0), ("", 0), ("  ", 0), ("0:00", 0), ("0m", 0), ("8", 480), ("24", 1440),
        ("24:00", 1440), ("1440m", 1440), (":30", 30), (".5", 30), (",25", 15), ("0.33", 20),
        ("1.75", 105), ("1 h 30", 90), ("1h30m", 90), ("1H30", 90), ("30 min", 30), ("1,5 h", 90),
        ("1:30h", 90), (" 1:05 ", 65), ("1\N{NO-BREAK SPACE}h", 60), ("007:30", 450), ("2.", None),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(text: str, minutes: int | None) -> None:
    if minutes is None:
        with pytest.raises(Mistyped):
            read_typed(text)
    else:
        assert read_typed(text) == minutes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1:75", "“1:75” has 75 minutes. Type 2:15 or 1.75."),
        ("1h75", "“1h75” has 75 minutes. Type 2:15 or 1.75."),
        ("1:120", "“1:120” has 120 minutes. Type 3:00."),
        ("1:5", "“1:5” has one digit after the colon. Type 1:05 or 1:50."),
        ("1:7", "“1:7” has 7 minutes. Type 1:07."),
        ("90", "“90” are hours, and a day has 24. For minutes type 90m, or 1:30."),
        ("25:00", "“25:00” is longer than a day"),
        ("24.5", "“24.5” is longer than a day"),
        ("1441m", "“1441m” is longer than a day"),
        ("99999", "“99999” is longer than a day"),
        ("-1:00", "“-1:00” is less than nothing"),
        ("−2", "“−2” is less than nothing"),
        ("-", "“-” is no duration. Type 1:30, 1.5, 90m or 1h30."),
        ("lunch", "“lunch” is no duration"),
        ("h", "is no duration"),
        (":", "is no duration"),
        (".", "is no duration"),
        ("1:30:00", "is no duration"),
        ("1.5m", "is no duration"),
        ("\u0661:\u0663\u0660", "is no duration"),
        ("x" * 200, "…” is no duration"),
    ],
)
def test_what_is_no_duration_says_what_to_type(text: str, said: str) -> None:
    with pytest.raises(Mistyped) as caught:
        read_typed(text)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 120


def test_the_reason_proposes_the_mark_of_the_language() -> None:
    with pytest.raises(Mistyped, match=r"2:15 or 1,75\."):
        read_typed("1:75", point=",")
    with pytest.raises(Mistyped, match="1:30, 1,5, 90m"):
        read_typed("lunch", point=",")


def test_minutes_are_shown_as_a_clock() -> None:
    assert [clock(minutes) for minutes in (0, 5, 60, 90, 1440)] == [
        "0:00", "0:05", "1:00", "1:30", "24:00",
    ]  # fmt: skip
