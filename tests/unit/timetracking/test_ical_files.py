"""Files of calendars: their encodings, ends of lines, folds, and what is no calendar."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretariats.core.errors import Refused
from tests.unit.timetracking.calendars import BERLIN, calendar, event, lines, only
from timetracking.core.importers import formats
from timetracking.core.importers.ical import read
from timetracking.core.rows import Rejected, Row

DATA = Path(__file__).parents[2] / "data" / "ical"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_encodings_and_ends_of_lines_do_not_matter(encoding: str, ending: str) -> None:
    text = calendar(event("DTSTART:20220601T070000Z", "DURATION:PT1H", "SUMMARY:Réunion"))
    found = list(read(text.decode().replace("\r\n", ending).encode(encoding), BERLIN))
    assert isinstance(found[0], Row)
    assert found[0].names[0].text == "Réunion"


def test_a_fold_may_cut_a_letter_in_two() -> None:
    data = calendar(event("DTSTART:20220601T070000Z", "DURATION:PT1H", "SUMMARY:Réunion"))
    cut = data.index("é".encode()) + 1
    (found,) = read(data[:cut] + b"\r\n " + data[cut:], BERLIN)
    assert isinstance(found, Row)
    assert found.names[0].text == "Réunion"


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"", "empty"),
        (b"date,minutes\n", "Line 1 does not begin a calendar"),
        (calendar(event("DTSTART:20220601T070000Z"))[:-20], "ends"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "Line 3 ends VCALENDAR, but VEVENT"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n", "Line 1 does not begin"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(data: bytes, where: str) -> None:
    with pytest.raises(Refused, match=where):
        list(read(data, BERLIN))


def test_an_empty_calendar_is_no_mistake() -> None:
    assert lines() == []


def test_a_zone_described_in_one_file_is_not_known_in_the_next() -> None:
    zone = (DATA / "outlook.ics").read_text(encoding="utf-8")
    assert not [one for one in read(zone.encode(), BERLIN) if isinstance(one, Rejected)]
    found = only("DTSTART;TZID=Customized Time Zone:20220601T090000", "DURATION:PT1H")
    assert isinstance(found, Rejected)


def test_the_format_is_found_by_its_package() -> None:
    assert formats()["ical"].endings == (".ics", ".ical")
