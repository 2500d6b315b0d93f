"""What the exports of other programs hold, trap by trap."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from secretariats.core.errors import Refused
from timetracking.core.importers import formats
from timetracking.core.rows import Dated, Rejected, Row, Settings, Skipped, Timed

DATA = Path(__file__).parents[2] / "data"
BERLIN = Settings(zone="Europe/Berlin")
TOGGL = "User,Email,Project,Description,Start date,Start time,End date,End time,Duration,Tags"


def read(name: str, text: str, settings: Settings = BERLIN) -> list[Row | Rejected | Skipped]:
    return list(formats()[name].read(text.encode(), settings))


def rows(name: str, file: str) -> list[Row]:
    found = formats()[name].read((DATA / name / file).read_bytes(), BERLIN)
    return [one for one in found if isinstance(one, Row)]


def lasted(row: Row) -> float:
    when = row.when
    return when.seconds if isinstance(when, Dated) else (when.end - when.begin).total_seconds()


def test_tags_of_one_cell_are_names_of_their_own() -> None:
    second = rows("toggl", "week.csv")[1]
    assert [name.text for name in second.names] == ["S01", "AEWA", "draft"]
    assert second.note == 'A "quoted" note, with a comma'


def test_clock_times_win_over_durations_and_those_over_decimals() -> None:
    first, second = rows("clockify", "week.csv")
    assert (lasted(first), lasted(second)) == (3601, 2700)
    line = "Ada,a@example.org,CMS-WEB,,2017-01-09,09:00,2017-01-09,10:00,5:00:00,"
    (row,) = read("toggl", f"{TOGGL}\n{line}\n")
    assert isinstance(row, Row)
    assert lasted(row) == 3600


def test_a_decimal_of_nothing_beside_a_duration_does_not_matter() -> None:
    (row,) = rows("clockify", "variant.csv")
    assert lasted(row) == 5400
    assert [name.text for name in row.names] == ["CMS-WEB", "CMS"]


def test_twelve_hour_clocks_and_the_month_first_are_read() -> None:
    first, second = rows("toggl", "twelve-hours.csv")
    assert isinstance(first.when, Timed)
    assert isinstance(second.when, Timed)
    assert lasted(first) == 4 * 3600 + 300
    assert second.when.begin == dt.datetime(2017, 1, 8, 23, 0, tzinfo=dt.UTC)


def test_dates_that_leave_their_order_open_are_asked_about() -> None:
    text = f"{TOGGL}\nAda,,CMS-WEB,,02/03/2017,09:00,02/03/2017,10:00,1:00:00,\n"
    with pytest.raises(Refused, match="say which"):
        read("toggl", text)
    (row,) = read("toggl", text, Settings("Europe/Berlin", order="mdy"))
    assert isinstance(row, Row)
    assert isinstance(row.when, Timed)
    assert row.when.begin.date() == dt.date(2017, 2, 3)


def test_headers_of_another_language_and_encoding_are_understood() -> None:
    first, second = rows("kimai", "week.csv")
    assert first.note == "Startseite für Vögel"
    assert [name.text for name in second.names] == ["AEWA", "S01", "Mail", "spät", "Nacht"]
    assert lasted(second) == 3600


def test_the_import_form_counts_seconds() -> None:
    (row,) = rows("kimai", "import-form.csv")
    assert lasted(row) == 5400


def test_hours_in_the_users_own_numbers_are_read() -> None:
    assert [lasted(row) for row in rows("harvest", "week.csv")] == [5400, 8100]


def test_a_file_of_several_people_gives_the_rows_of_the_one_alone() -> None:
    line = "{0},{1},CMS-WEB,,2017-01-09,09:00,2017-01-09,10:00,1:00:00,"
    text = "\n".join(
        [TOGGL, line.format("Ada", "ada@example.org"), line.format("Bo", "bo@example.org")]
    )
    mine = Settings("Europe/Berlin", person=frozenset({"ada@example.org"}))
    first, second = read("toggl", text, mine)
    assert isinstance(first, Row)
    assert second == Skipped(3, "is the time of Bo bo@example.org")
    with pytest.raises(Refused, match="several people"):
        read("toggl", text, Settings("Europe/Berlin", person=frozenset({"cleo"})))


def test_a_timer_that_runs_is_left_out_and_said() -> None:
    (row,) = read("toggl", f"{TOGGL}\nAda,,CMS-WEB,,2017-01-09,09:00,,,,\n")
    assert row == Skipped(2, "still running: it comes in when it has ended")


def test_a_row_with_too_few_cells_says_what_it_lacks() -> None:
    (row,) = read("toggl", f"{TOGGL}\nAda\n")
    assert row == Rejected(2, "has no date")


def test_a_corrected_description_keeps_its_identity() -> None:
    line = "Ada,,CMS-WEB,{0},2017-01-09,09:00,2017-01-09,10:00,1:00:00,"
    (old,) = read("toggl", f"{TOGGL}\n{line.format('Mail')}\n")
    (new,) = read("toggl", f"{TOGGL}\n{line.format('Letters')}\n")
    assert isinstance(old, Row)
    assert isinstance(new, Row)
    assert old.source_id == new.source_id


def test_a_timeclock_reads_accounts_descriptions_and_ignores_zones() -> None:
    first, second = rows("timeclock", "week.timeclock")
    assert [name.text for name in first.names] == ["CMS-WEB:CMS", "CMS-WEB", "CMS"]
    assert first.note == "Home page"
    assert (second.note, lasted(second)) == ("Night", 2700)


def test_a_timeclock_that_does_not_alternate_is_rejected_line_by_line() -> None:
    found = read(
        "timeclock",
        "o 2017-01-09 09:00:00\ni 2017-01-09 09:00:00 S01\ni 2017-01-09 10:00:00 S01\n"
        "o 2017-01-09 11:00:00\nwhat is this\ni 2017-01-10 09:00:00 S01\n",
    )
    told = [(type(one).__name__, one.row) for one in found]
    assert told == [
        ("Rejected", 1), ("Rejected", 2), ("Row", 3), ("Rejected", 5), ("Skipped", 6),
    ]  # fmt: skip


def test_a_name_of_a_thousand_letters_is_cut_in_messages() -> None:
    line = "{0},,CMS-WEB,,2017-01-09,09:00,2017-01-09,10:00,1:00:00,"
    text = "\n".join([TOGGL, line.format("Ada"), line.format("B" * 1000)])
    first, second = read("toggl", text, Settings("Europe/Berlin", person=frozenset({"ada"})))
    assert isinstance(first, Row)
    assert isinstance(second, Skipped)
    assert len(second.reason) < 100
    with pytest.raises(Refused) as refused:
        read("toggl", text, Settings("Europe/Berlin", person=frozenset({"cleo"})))
    assert len(str(refused.value)) < 300
