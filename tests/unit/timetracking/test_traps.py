"""Headers, variants and traps of other programs' files, each with what becomes of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from timetracking.core.importers import formats
from timetracking.core.meanings import Codes, Meanings
from timetracking.core.pieces import Reading, read_items
from timetracking.core.rows import Rejected, Row, Settings, Skipped

DATA = Path(__file__).parents[2] / "data"
BERLIN = Settings(zone="Europe/Berlin")
MEANINGS = Meanings(
    Codes({"CMS-WEB": "service", "S01": "service", "LEAVE": "absence"}, frozenset({"CMS", "AEWA"}))
)
TOGGL = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,"
TOGGL += "End time,Duration,Tags"
CLOCKIFY = '"Project","Client","Description","Task","User","Group","Email","Tags","Billable",'
CLOCKIFY += '"Start Date","Start Time","End Date","End Time","Duration (h)","Duration (decimal)"'
HARVEST = "Date,Client,Project,Project Code,Task,Notes,Hours,First Name,Last Name"
KIMAI = "Date,From,To,Duration,Currency,Price,Internal price,Hourly price,Fixed price,Name,User,"
KIMAI += "E-mail,Staff number,Customer,Project,Activity,Description,Billable,Tags,Type,category,"
KIMAI += "Account,Project number,VAT-ID,Order number"
TABLES = ("clockify", "csv", "harvest", "kimai", "toggl")


def read(
    name: str, text: str | bytes, settings: Settings = BERLIN
) -> list[Row | Rejected | Skipped]:
    data = text.encode() if isinstance(text, str) else text
    return list(formats()[name].read(data, settings))


def items(name: str, text: str | bytes, settings: Settings = BERLIN) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return read_items(
        formats()[name].read(data, settings),
        meanings=MEANINGS,
        joint_on=lambda _: frozenset({"CMS", "AEWA"}),
        zone=settings.zone,
    )


def days(reading: Reading) -> list[tuple[str, int]]:
    """Return date and minutes of what would be stored; nothing else may be there."""
    assert not reading.rejected
    return [
        (values.date.isoformat(), values.minutes)
        for item in reading.items
        for values in item.parts.values()
    ]


@pytest.mark.parametrize(
    ("name", "header", "line"),
    [
        (
            "toggl", f"{TOGGL},Amount (USD)",
            "Ada,,CMS,CMS-WEB,,home,No,2017-01-09,09:00:00,2017-01-09,10:30:00,01:30:00,,",
        ),
        (
            "toggl", TOGGL,
            "Ada,,CMS,CMS-WEB,,home,No,2017-01-09,09:00:00,2017-01-09,10:30:00,01:30:00,",
        ),
        (
            "clockify", f'{CLOCKIFY},"Billable Rate (USD)","Billable Amount (USD)"',
            "CMS-WEB,CMS,home,,Ada,,,,No,2017-01-09,09:00:00,2017-01-09,10:30:00,01:30:00,1.50,0,0",
        ),
        (
            "clockify",
            ("Project,Description,Activity,User,Email,Tags,Type,Invoiced,Invoice ID,Approval,"
            "Approved by,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal),"
            "Date of creation"),
            ("CMS-WEB,home,CMS,Ada,,,REGULAR,No,,,,2017-01-09,9:00 AM,2017-01-09,10:30 AM,"
            "01:30:00,1.50,2017-01-09"),
        ),
        (
            "kimai", f"{KIMAI},Team,Invoice",
            ("2017-01-09,09:00,10:30,1:30,EUR,0,0,0,0,Ada,ada,,,CMS,CMS-WEB,,home,,,timesheet,"
            "work,,,,,A,B"),
        ),
        (
            "kimai",
            ("Datum,Von,Bis,Dauer,Währung,Preis,Name,Benutzer,E-Mail,Kunde,Projekt,Tätigkeit,"
            "Beschreibung,Abrechenbar,Schlagworte"),
            "09.01.2017,09:00,10:30,1:30,EUR,0,Ada,ada,,CMS,CMS-WEB,,home,Nein,",
        ),
        (
            "kimai",
            ("Date,De,À,Durée,Devise,Prix,Nom,Utilisateur,Courriel,Client,Projet,Activité,"
            "Description,Facturable,Étiquettes"),
            "09.01.2017,09:00,10:30,1:30,EUR,0,Ada,ada,,CMS,CMS-WEB,,home,Non,",
        ),
        (
            "kimai",
            ("Fecha,Desde,Hasta,Duración,Moneda,Precio,Nombre,Usuario,Correo electrónico,Cliente,"
            "Proyecto,Actividad,Descripción,Facturable,Etiquetas"),
            "09.01.2017,09:00,10:30,1:30,EUR,0,Ada,ada,,CMS,CMS-WEB,,home,No,",
        ),
        (
            "kimai",
            ('"Date","From","To","Duration","Rate","User","Customer","Project","Activity",'
            '"Description","Exported","Tags","Hourly rate","Fixed rate"'),
            '"2017-01-09","","","5400","","ada","CMS","CMS-WEB","","home","","","",""',
        ),
        (
            "harvest",
            ("Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,"
            "First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,"
            "Cost Amount,Currency,External Reference URL"),
            ('2017-01-09,CMS,Web,CMS-WEB,Writing,home,"1,5",No,No,No,Ada,Staff,,Yes,"0,0","0,0",'
            '"0,0","0,0",Euro - EUR,'),
        ),
    ],
)  # fmt: skip
def test_each_header_and_variant_gives_the_same_entry(name: str, header: str, line: str) -> None:
    (item,) = items(name, f"{header}\n{line}\n").items
    (values,) = item.parts.values()
    assert (values.date, values.minutes) == (dt.date(2017, 1, 9), 90)
    assert (values.activity, values.members) == ("CMS-WEB", frozenset({"CMS"}))
    assert values.note == "home"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", formats())
def test_a_file_says_the_same_in_each_encoding(name: str, encoding: str) -> None:
    path = min(one for one in (DATA / name).iterdir() if one.stem.startswith("week"))
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    assert read(name, text.encode(encoding)) == read(name, data)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["toggl", "clockify", "csv"])
def test_a_table_says_the_same_with_each_separator_and_end_of_line(
    name: str, separator: str
) -> None:
    headers = {
        "toggl": TOGGL, "clockify": CLOCKIFY.replace('"', ""), "csv": "date,minutes,activity,for"
    }  # fmt: skip
    lines = {
        "toggl": "Ada,,CMS,CMS-WEB,,home,No,2017-01-09,09:00:00,2017-01-09,10:30:00,01:30:00,",
        "clockify": "S01,CMS,home,,Ada,,,,No,2017-01-09,09:00,2017-01-09,10:30,01:30:00,1.5",
        "csv": "2017-01-09,90,CMS-WEB,CMS",
    }
    for end in ("\n", "\r\n", "\r"):
        text = end.join([headers[name], lines[name], ""]).replace(",", separator)
        assert days(items(name, text)) == [("2017-01-09", 90)]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("toggl", "Ada,,CMS,S01,,,No,2017-01-09,09:00:00,,,,"),
        ("toggl", "Ada,,CMS,S01,,,No,2017-01-09,09:00:00,,,00:00:00,"),
        ("clockify", "S01,CMS,,,Ada,,,,No,2017-01-09,09:00:00,,,00:00:00,0.00"),
        ("kimai", "2017-01-09,09:00,,0:00,EUR,0,0,0,0,Ada,ada,,,CMS,S01,,,,,timesheet,,,,,"),
    ],
)
def test_an_entry_that_still_runs_is_left_out_with_a_message(name: str, line: str) -> None:
    header = {"toggl": TOGGL, "clockify": CLOCKIFY, "kimai": KIMAI}[name]
    (found,) = read(name, f"{header}\n{line}\n")
    assert found == Skipped(2, "still running: it comes in when it has ended")


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ("-1:30", "less than nothing: -1:30 hours"),
        ("2000:00:00", "2000:00 hours, longer than a day"),
        ("25:00", "longer than a day"),
        ('"2.000,0"', "2000:00 hours, longer than a day"),
        ('"2,000"', "can be a thousand or a part of one"),
        ("0", "no whole minute"),
        ("", "has no duration"),
        ("9" * 30, "is not a duration"),
        ("=1+1", "is not a duration"),
    ],
)
def test_a_duration_that_cannot_be_is_rejected_with_its_reason(hours: str, reason: str) -> None:
    reading = items("harvest", f"{HARVEST}\n2017-01-09,CMS,S01,,,,{hours},Ada,Staff\n")
    (found,) = reading.rejected
    assert found.row == 2
    assert reason in found.reason


def test_a_day_of_another_century_is_rejected_alone() -> None:
    text = f"{HARVEST}\n2201-01-09,CMS,S01,,,,1,Ada,Staff\n2017-01-09,CMS,S01,,,,1,Ada,Staff\n"
    reading = items("harvest", text)
    assert [one.reason for one in reading.rejected] == ["lies in the year 2201"]
    assert len(reading.items) == 1


def test_hours_minutes_and_seconds_win_over_a_decimal_of_nothing() -> None:
    line = "S01,CMS,,,Ada,,,,No,2017-01-09,,,,01:00:01,0.00"
    assert days(items("clockify", f"{CLOCKIFY}\n{line}\n")) == [("2017-01-09", 60)]


def test_work_over_midnight_is_two_days_and_rounding_is_by_day() -> None:
    line = "Ada,,CMS,S01,,,No,2017-01-09,23:15:30,2017-01-10,00:45:29,01:29:59,"
    reading = items("toggl", f"{TOGGL}\n{line}\n")
    assert days(reading) == [("2017-01-09", 45), ("2017-01-10", 45)]
    assert (reading.items[0].seconds, reading.items[0].minutes) == (5399, 90)


@pytest.mark.parametrize(
    ("begin", "end", "minutes"),
    [
        ("2017-03-25", "2017-03-26", [("2017-03-25", 120), ("2017-03-26", 300)]),
        ("2017-10-28", "2017-10-29", [("2017-10-28", 120), ("2017-10-29", 420)]),
        ("2017-11-01", "2017-11-02", [("2017-11-01", 120), ("2017-11-02", 360)]),
    ],
)
def test_a_night_over_a_change_of_the_clocks_is_as_long_as_it_was(
    begin: str, end: str, minutes: list[tuple[str, int]]
) -> None:
    line = f"Ada,,CMS,S01,,,No,{begin},22:00:00,{end},06:00:00,,"
    assert days(items("toggl", f"{TOGGL}\n{line}\n")) == minutes
    timeclock = f"i {begin} 22:00:00 S01:CMS\no {end} 06:00:00\n"
    assert days(items("timeclock", timeclock)) == minutes


def test_a_day_of_twenty_five_hours_is_more_than_a_day_holds() -> None:
    line = "Ada,,CMS,S01,,,No,2017-10-29,00:00:00,2017-10-30,00:00:00,,"
    (found,) = items("toggl", f"{TOGGL}\n{line}\n").rejected
    assert "25:00 hours" in found.reason


def test_empty_lines_and_short_rows_do_not_shift_the_numbers_of_rows() -> None:
    text = f"{TOGGL}\n\n,,,,\nAda\n\nAda,,CMS,S01,,,No,2017-01-09,09:00,2017-01-09,09:30\n"
    first, second = read("toggl", text)
    assert first == Rejected(4, "has no date")
    assert isinstance(second, Row)
    assert second.row == 6


@pytest.mark.parametrize("name", TABLES)
def test_a_header_alone_holds_nothing_and_is_no_mistake(name: str) -> None:
    headers = {
        "clockify": CLOCKIFY, "csv": "date,minutes,activity,for", "harvest": HARVEST,
        "kimai": KIMAI, "toggl": TOGGL,
    }  # fmt: skip
    assert read(name, headers[name]) == []


def test_a_comma_after_the_last_interval_is_read_over() -> None:
    text = '[\n{"start":"20170109T080000Z","end":"20170109T093000Z","tags":["S01","CMS"]},\n]\n'
    assert days(items("timewarrior", text)) == [("2017-01-09", 90)]
