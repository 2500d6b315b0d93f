"""What the names of a row stand for, with a map and without."""

from __future__ import annotations

import json

import pytest

from secretariats.core.errors import Refused
from timetracking.core.maps import read_map
from timetracking.core.meanings import Codes, Meaning, Meanings, Target, Unclear
from timetracking.core.rows import Name, Says

CODES = Codes(
    kinds={"WEB": "service", "S01": "service", "ADMIN": "overhead", "LEAVE": "absence"},
    instruments=frozenset({"CMS", "AEWA", "EUROBATS"}),
)
JOINT = frozenset({"CMS", "AEWA"})


def target(
    *names: str, mapped: dict[str, Meaning] | None = None, joint: frozenset[str] | None = JOINT
) -> Target:
    return Meanings(CODES, mapped).target([Name(name) for name in names], joint)


@pytest.mark.parametrize(
    ("names", "activity", "members"),
    [
        (["WEB", "CMS"], "WEB", {"CMS"}),
        (["cms", "web"], "WEB", {"CMS"}),
        (["WEB", "CMS", "AEWA"], "WEB", {"CMS", "AEWA"}),
        (["WEB", "CMS+AEWA"], "WEB", {"CMS", "AEWA"}),
        (["WEB", "aewa + EUROBATS"], "WEB", {"AEWA", "EUROBATS"}),
        (["WEB", "joint"], "WEB", JOINT),
        (["WEB", "Joint", "EUROBATS"], "WEB", {"CMS", "AEWA", "EUROBATS"}),
        (["WEB", "WEB", "CMS", "something else", "C++"], "WEB", {"CMS"}),
        (["ADMIN"], "ADMIN", set()),
        (["LEAVE", "in the mountains"], "LEAVE", set()),
    ],
)
def test_codes_are_understood_without_a_map(
    names: list[str], activity: str, members: set[str]
) -> None:
    assert target(*names) == Target(activity, frozenset(members))


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ([], "names no activity"),
        (["CMS"], "names no activity: it says 'CMS'"),
        (["WEB", "S01", "CMS"], "names two activities: S01, WEB"),
        (["WEB"], "names no instrument, and WEB is a service"),
        (["WEB", "AWEA"], "names no instrument"),
        (["ADMIN", "CMS"], "ADMIN is overhead and has no beneficiary, but it names CMS"),
        (["LEAVE", "joint"], "LEAVE is absence and has no beneficiary, but it names joint"),
    ],
)
def test_names_that_do_not_say_enough_or_too_much_are_unclear(
    names: list[str], reason: str
) -> None:
    with pytest.raises(Unclear, match=reason):
        target(*names)


def test_joint_without_agreement_is_unclear_and_other_names_are_not() -> None:
    with pytest.raises(Unclear, match="no agreement is in force"):
        target("WEB", "joint", joint=None)
    assert target("WEB", "CMS", joint=None).members == {"CMS"}


def test_columns_that_say_what_they_hold_are_held_to_it() -> None:
    meanings = Meanings(CODES)
    web, nobody = Name("WEB", Says.ACTIVITY), Name("", Says.BENEFICIARY)
    assert meanings.target([Name("ADMIN", Says.ACTIVITY), nobody], JOINT).activity == "ADMIN"
    with pytest.raises(Unclear, match="no instrument 'AWEA'"):
        meanings.target([web, Name("AWEA", Says.BENEFICIARY)], JOINT)
    with pytest.raises(Unclear, match=r"no instrument 'CMS\+AWEA'"):
        meanings.target([web, Name("CMS+AWEA", Says.BENEFICIARY)], JOINT)
    with pytest.raises(Unclear, match="no activity 'CMS'"):
        meanings.target([Name("CMS", Says.ACTIVITY), nobody], JOINT)


def test_a_code_of_both_kinds_is_unclear_until_a_map_decides() -> None:
    codes = Codes({"AEWA": "service"}, frozenset({"AEWA"}))
    with pytest.raises(Unclear, match="an activity and an instrument"):
        Meanings(codes).target([Name("AEWA")], JOINT)
    columns = [Name("AEWA", Says.ACTIVITY), Name("AEWA", Says.BENEFICIARY)]
    assert Meanings(codes).target(columns, JOINT) == Target("AEWA", frozenset({"AEWA"}))


def test_a_map_is_looked_up_exactly_then_without_case_and_before_the_codes() -> None:
    mapped = {
        "Website": Meaning(activity="WEB"),
        "website": Meaning(activity="S01"),
        "shared": Meaning(members=JOINT),
        "cms": Meaning(members=frozenset({"EUROBATS"})),
        "all of it": Meaning(activity="S01", joint=True),
    }
    assert target("Website", "shared", mapped=mapped) == Target("WEB", JOINT)
    assert target("website", "SHARED", mapped=mapped) == Target("S01", JOINT)
    with pytest.raises(Unclear, match="differ in case only"):
        target("WEBSITE", "shared", mapped=mapped)
    assert target("WEB", "CMS", mapped=mapped).members == {"EUROBATS"}
    assert target("All Of It", mapped=mapped) == Target("S01", JOINT)
    assert target("S01", "AEWA", mapped=mapped) == Target("S01", frozenset({"AEWA"}))


def test_a_map_file_is_read() -> None:
    text = """{"S01": {"activity": "s01"}, "AEWA": {"for": ["AEWA"]},
        "shared": {"for": ["CMS", "aewa"]}, "all": {"for": "joint", "activity": "WEB"}}"""
    assert read_map(text.encode("utf-8-sig"), CODES) == {
        "S01": Meaning(activity="S01"),
        "AEWA": Meaning(members=frozenset({"AEWA"})),
        "shared": Meaning(members=JOINT),
        "all": Meaning(activity="WEB", joint=True),
    }


def test_every_mistake_of_a_map_is_told_with_its_place() -> None:
    wrong = {
        "a": {"activity": "NONE"},
        "b": {"for": ["CMS", "AWEA", 5]},
        "c": {"for": "CMS"},
        "d": {"to": ["CMS"]},
        "e": {},
        "f": ["CMS"],
        "g": {"activity": None},
        "h": {"for": []},
        "i": {"for": {"CMS": 1}},
        "j": {"activity": {"x": []}},
    }
    with pytest.raises(Refused) as refused:
        read_map(json.dumps(wrong).encode(), CODES)
    paths = [problem.path for problem in refused.value.problems]
    assert paths == [
        "a.activity", "b.for[1]", "b.for[2]", "c.for", "d.to", "e", "f", "g.activity", "h.for",
        "i.for", "j.activity",
    ]  # fmt: skip
    assert "WEB" in refused.value.problems[0].message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "line 1, column 1"),
        (b'{"a": {"for": ["CMS"]},\n}', "line 2"),
        (b"[]", "not a JSON object"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"a": ' * 5000, "not JSON"),
        (b'{"a": {"activity": "WEB"}, "a": {"activity": "S01"}}', "a: stands in the map twice"),
    ],
)
def test_a_map_that_is_none_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(Refused, match=message) as refused:
        read_map(data, CODES)
    assert "\n" not in str(refused.value)
