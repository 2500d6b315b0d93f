"""The own CSV, in every form in which spreadsheets save it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from secretariats.core.errors import Refused
from timetracking.core.importers.own_csv import read
from timetracking.core.rows import Dated, Rejected, Row, Settings, Skipped

BERLIN = Settings(zone="Europe/Berlin")
WEEK = Path(__file__).parents[2] / "data" / "csv" / "week.csv"
HEADER = "date,minutes,activity,for,note"
LINE = "2017-01-09,90,CMS-WEB,CMS+AEWA,Müller – 5 €"


def read_text(text: str) -> list[Row | Rejected | Skipped]:
    return list(read(text.encode(), BERLIN))


def only(data: bytes) -> Row:
    (found,) = read(data, BERLIN)
    assert isinstance(found, Row)
    return found


def said(row: Row | Rejected | Skipped) -> list[str]:
    assert isinstance(row, Row)
    return [name.text for name in row.names]


def test_a_file_of_a_spreadsheet_keeps_its_row_numbers() -> None:
    rows = list(read(WEEK.read_bytes(), BERLIN))
    assert [row.row for row in rows] == [2, 4, 5, 6, 7, 9]
    first, second = rows[0], rows[1]
    assert isinstance(first, Row)
    assert first.when == Dated(dt.date(2017, 1, 9), 90 * 60)
    assert first.note == 'said "ready", then left'
    assert said(second) == ["ADMIN", ""]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends_are_read_alike(
    encoding: str, delimiter: str, newline: str
) -> None:
    text = f"{HEADER}\n{LINE}\n".replace(",", delimiter).replace("\n", newline)
    row = only(text.encode(encoding))
    assert row.note == "Müller – 5 €"
    assert said(row) == ["CMS-WEB", "CMS+AEWA"]
    assert row.source_id == only(f"{HEADER}\n{LINE}".encode()).source_id


def test_latin_1_is_read() -> None:
    assert only(f"{HEADER}\n2017-01-09,90,A,CMS,réunion".encode("latin-1")).note == "réunion"


def test_a_separator_inside_the_note_does_not_mislead() -> None:
    row = only(b"date;minutes;activity;for;note\n2017-01-09;90;A;CMS;a, b, c, d, e, f")
    assert row.note == "a, b, c, d, e, f"


def test_the_header_may_be_in_another_order_and_case_and_lack_the_note() -> None:
    row = only(b"For, Activity ,MINUTES,Date\nCMS,A,90,2017-01-09\n")
    assert said(row) == ["A", "CMS"]
    assert row.when == Dated(dt.date(2017, 1, 9), 5400)


def test_quotes_within_quotes_and_a_note_of_two_lines() -> None:
    found = read_text(
        f'{HEADER}\n2017-01-09,90,A,CMS,"say ""no"",\nplease"\n2017-01-10,90,A,CMS,"x"\n'
    )
    assert [one.note for one in found if isinstance(one, Row)] == ['say "no", please', "x"]
    assert [one.row for one in found] == [2, 3]


@pytest.mark.parametrize("text", ["NA", "null", "nan", "None", "-", "=1+1", "0123"])
def test_words_that_tables_read_as_something_else_stay_words(text: str) -> None:
    assert only(f"{HEADER}\n2017-01-09,90,A,CMS,{text}".encode()).note == text


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("date,minutes,activity,note", "The column 'for' is missing"),
        ("date,activity,note", "'minutes' is missing"),
        ("date,minutes,activity,for,note,date", "The column 'date' stands there twice"),
        ("date,minutes,activity,for,note,person", "Not known: 'person'"),
        ("Project,Client,Description", "'date' is missing"),
    ],
)
def test_a_wrong_header_is_told_in_one_line(header: str, message: str) -> None:
    with pytest.raises(Refused, match=message) as refused:
        read_text(f"{header}\n2017-01-09,90,A,CMS,x\n")
    assert "\n" not in str(refused.value)
    assert "date,minutes,activity,for,note" in str(refused.value)


def test_a_header_alone_holds_no_rows() -> None:
    assert read_text(HEADER) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("09.01.2017,90,A,CMS,", "'09.01.2017' is not a date"),
        ("2017-02-30,90,A,CMS,", "'2017-02-30' is not a date"),
        ("01/02/2017,90,A,CMS,", "is not a date"),
        (",90,A,CMS,", "has no date"),
        ("2017-01-09,,A,CMS,", "has no minutes"),
        ("2017-01-09,1.5,A,CMS,", "'1.5' is not a whole number of minutes"),
        ("2017-01-09,1:30,A,CMS,", "'1:30' is not a whole number of minutes"),
        ('2017-01-09,"1,5",A,CMS,', "is not a whole number of minutes"),
        ("2017-01-09,90m,A,CMS,", "is not a whole number of minutes"),
        ("2017-01-09,1e3,A,CMS,", "is not a whole number of minutes"),
        ("2017-01-09,9000000000000,A,CMS,", "is not a whole number of minutes"),
        ("2017-01-09,90,A,CMS,one, two", "more cells than the header"),
    ],
)
def test_a_wrong_row_is_rejected_alone(line: str, reason: str) -> None:
    found = read_text(f"{HEADER}\n{line}\n{LINE}\n")
    assert isinstance(found[0], Rejected)
    assert found[0].row == 2
    assert reason in found[0].reason
    assert isinstance(found[1], Row)


def test_equal_rows_are_told_apart_by_their_number_wherever_they_stand() -> None:
    twice = read_text(f"{HEADER}\n{LINE}\n2017-01-08,1,A,CMS,\n{LINE}\n")
    identities = [row.source_id for row in twice if isinstance(row, Row)]
    assert len(set(identities)) == 3
    once = only(f"{HEADER}\n\n{LINE}\n".encode())
    assert once.source_id == identities[0]


def test_a_quotation_mark_that_never_closes_is_refused() -> None:
    with pytest.raises(Refused, match="quotation mark"):
        read_text(f'{HEADER}\n2017-01-09,90,A,CMS,"open\n')


def test_a_long_value_is_cut_in_its_message() -> None:
    (found,) = read_text(f"{HEADER}\n{'9' * 10_000},90,A,CMS,\n")
    assert isinstance(found, Rejected)
    assert len(found.reason) < 150
