"""Unit files as text: YAML 1.2 and JSON read alike, and what is written reads back exactly."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import yaml

from costsharing.core.unit_file import (
    differences,
    match_entries,
    read_unit_file,
    unit_file_text,
)
from secretariats.core.errors import Refused
from tests.unit.costsharing.unit_files import CASES, good, read

if TYPE_CHECKING:
    from pathlib import Path

    from costsharing.core.unit_file import UnitFile


def text_of(file: UnitFile) -> str:
    return "".join(unit_file_text(file))


def assert_same(one: UnitFile, other: UnitFile) -> None:
    match = match_entries(enumerate(one.entries), other.entries)
    assert (differences(one, other), match.added, match.removed) == ([], [], [])


def test_json_and_yaml_say_the_same() -> None:
    as_yaml = yaml.safe_dump(good(), allow_unicode=True).encode()
    assert_same(read(good()), read_unit_file(as_yaml, "unit.yaml"))


def test_a_byte_order_mark_is_no_content() -> None:
    data = json.dumps(good()).encode("utf-8-sig")
    assert_same(read(good()), read_unit_file(data, "unit.json"))


@pytest.mark.parametrize("code", ["NO", "on", "y", "~x", "2017-01-01", "1_000", "12:30", "0o8"])
def test_codes_that_other_yaml_takes_for_something_else_are_text(code: str) -> None:
    text = text_of(read(good())).replace("CMS-WEB", code)
    file = read_unit_file(text.encode(), "unit.yaml")
    assert code in {activity.code for activity in file.activities}
    assert file.entries[0].activity == code


@pytest.mark.parametrize(
    "code", ["NO", "null", "true", "1", "0x1F", "1.5", "- a", "#a", "a: b", ".5"]
)
def test_any_code_is_written_so_that_it_reads_back(code: str) -> None:
    document = json.loads(json.dumps(good()).replace('"CMS-WEB"', json.dumps(code)))
    file = read(document)
    text = text_of(file)
    again = read_unit_file(text.encode(), "unit.yaml")
    assert_same(file, again)
    assert code in {activity["code"] for activity in yaml.safe_load(text)["activities"]}


@pytest.mark.parametrize("plain", ["NO", "true", "~", "1"])
def test_keys_are_text_whatever_they_look_like(plain: str) -> None:
    document = good()
    document["instruments"].append({"code": plain, "name": "Third"})
    document["agreements"][0]["key"] = {"CMS": "1/3", plain: "2/3"}
    file = read_unit_file(text_of(read(document)).encode(), "unit.yaml")
    assert (plain, Fraction(2, 3)) in file.agreements[0].shares


def test_a_number_without_quotes_is_no_amount_and_no_code() -> None:
    text = text_of(read(good())).replace('"66000.00"', "66000.00").replace("P-01", "17")
    with pytest.raises(Refused) as caught:
        read_unit_file(text.encode(), "unit.yaml")
    problems = {problem.path: problem.message for problem in caught.value.problems}
    assert '"66000.00"' in problems["grades[0].annual"]
    assert "put it in quotes" in problems["posts[0].code"]


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_a_key_that_stands_twice_is_named(form: str) -> None:
    text = json.dumps(good()) if form == "json" else text_of(read(good()))
    quote = '"' if form == "json" else ""
    doubled = text.replace(
        f"{quote}minutes{quote}: 480, ",
        f"{quote}minutes{quote}: 480, {quote}minutes{quote}: 1, ",
        1,
    )
    assert doubled != text
    with pytest.raises(Refused) as caught:
        read_unit_file(doubled.encode(), "unit")
    assert [problem.message for problem in caught.value.problems] == ["stands twice; keep one"]
    assert caught.value.problems[0].path.endswith("].minutes")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
def test_cases_read_back_from_what_is_written(case: Path) -> None:
    file = read_unit_file(case.read_bytes(), case.name)
    text = text_of(file)
    again = read_unit_file(text.encode(), "unit.yaml")
    assert_same(file, again)
    assert text_of(again) == text


def test_everything_reads_back_from_what_is_written() -> None:
    file = read(good())
    again = read_unit_file(text_of(file).encode(), "unit.yaml")
    assert_same(file, again)


def test_absent_lists_are_empty_and_each_instrument_has_its_office_and_committee() -> None:
    document = {
        key: value for key, value in good().items() if key in {"imca", "unit", "instruments"}
    }
    file = read(document)
    assert file.entries == []
    assert {(x.code, x.serves) for x in file.secretariats} == {
        ("CMS", ("CMS",)),
        ("AEWA", ("AEWA",)),
    }
    assert {(x.code, x.instrument) for x in file.committees} == {("CMS", "CMS"), ("AEWA", "AEWA")}


@pytest.mark.parametrize(
    ("saved", "utc"),
    [
        ("2017-01-09T17:00:00+01:00", dt.datetime(2017, 1, 9, 16, tzinfo=dt.UTC)),
        ("2017-01-09T17:00:00Z", dt.datetime(2017, 1, 9, 17, tzinfo=dt.UTC)),
        ("2017-01-09T17:00", dt.datetime(2017, 1, 9, 16, tzinfo=dt.UTC)),
        ("2017-07-09 17:00:00", dt.datetime(2017, 7, 9, 15, tzinfo=dt.UTC)),
        # The hour that the clocks show twice is the earlier one.
        ("2017-10-29T02:30:00", dt.datetime(2017, 10, 29, 0, 30, tzinfo=dt.UTC)),
    ],
)
def test_a_time_without_offset_is_in_the_units_zone(saved: str, utc: dt.datetime) -> None:
    document = good()
    document["entries"][0]["saved"] = saved
    assert read(document).entries[0].saved == utc


def test_a_week_across_a_months_end_is_two_sheets() -> None:
    sheets = [(x.start.isoformat(), x.end.isoformat(), x.state) for x in read(good()).weeks]
    assert sheets == [
        ("2017-01-09", "2017-01-15", "approved"),
        ("2017-02-01", "2017-02-05", "submitted"),
        ("2017-02-27", "2017-02-28", "approved"),
        ("2017-03-01", "2017-03-05", "approved"),
    ]


def test_what_is_not_told_about_a_person_or_a_saving_agrees_with_anything() -> None:
    document = good()
    stored = read(document)
    for key in ("email", "language", "timezone"):
        del document["people"][0][key]
    for entry in document["entries"]:
        for key in ("saved", "source", "source_id"):
            entry.pop(key, None)
    assert_same(stored, read(document))


def test_entries_compare_as_a_multiset() -> None:
    document = good()
    stored = read(document)
    document["entries"] = [*document["entries"][::-1], document["entries"][0]]
    more = match_entries(enumerate(stored.entries), read(document).entries)
    assert (more.kept, more.removed, len(more.added)) == (4, [], 1)
    document["entries"] = document["entries"][1:3]
    fewer = match_entries(enumerate(stored.entries), read(document).entries)
    assert (fewer.kept, fewer.removed, fewer.added) == (2, [0, 3], [])


def test_differences_are_named_by_section() -> None:
    stored = read(good())
    document = good()
    document["unit"]["daily_minutes"] = 450
    document["people"][0]["name"] = "Ada L."
    document["staff_costs"].pop()
    document["holidays"].append({"date": "2017-05-01", "name": "Labour Day"})
    found = [str(difference) for difference in differences(stored, read(document))]
    assert found == [
        "unit: 1 changed (daily_minutes)",
        "holidays: 1 added (2017-05-01)",
        "people: 1 changed (ada)",
        "staff_costs: 1 removed (2017-01-01 ada EUR -20.00)",
    ]
