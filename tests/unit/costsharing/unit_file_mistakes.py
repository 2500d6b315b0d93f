"""Mistakes of unit files: what makes each, where it is, and a word of its message."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def put(*way: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return what puts a value at a place of the document."""

    def spoil(document: Any) -> None:
        for step in way[:-1]:
            document = document[step]
        document[way[-1]] = value

    return spoil


def drop(*way: str | int) -> Callable[[dict[str, Any]], None]:
    """Return what takes a key away."""

    def spoil(document: Any) -> None:
        for step in way[:-1]:
            document = document[step]
        del document[way[-1]]

    return spoil


def again(section: str, index: int = 0, **changes: Any) -> Callable[[dict[str, Any]], None]:
    """Return what adds a row once more, changed."""

    def spoil(document: Any) -> None:
        document[section].append(copy.deepcopy(document[section][index]) | changes)

    return spoil


def assign(*rows: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
    """Return what gives the first person these assignments."""
    return put("people", 0, "assignments", value=list(rows))


HALF = {"post": "P-01", "from": "2017-01-01", "to": "2017-06-30", "share": "1/2"}
DAY = {"person": "ada", "date": "2017-05-05", "minutes": 800, "activity": "ADM"}

MISTAKES = [
    # the file
    (drop("imca"), "imca", "missing"),
    (put("imca", value=2), "imca", "should be 1"),
    (put("imca", value=True), "imca", "should be 1"),
    (drop("unit"), "unit", "missing"),
    (put("unit", value=[1]), "unit", "mapping"),
    (put("entrys", value=[]), "entrys", "did you mean entries?"),
    (put("entries", value={}), "entries", "should be a list"),
    (put("entries", 0, value="x"), "entries[0]", "mapping"),
    (put("entries", 0, "minuts", value=5), "entries[0].minuts", "did you mean minutes?"),
    # text and codes
    (put("unit", "name", value=5), "unit.name", "put it in quotes"),
    (put("unit", "name", value="  "), "unit.name", "empty"),
    (put("unit", "name", value="x" * 201), "unit.name", "201 characters"),
    (put("unit", "name", value="a\x00b"), "unit.name", "control character"),
    (put("unit", "name", value="a\nb"), "unit.name", "control character"),
    (put("unit", "name", value="\ud800"), "unit.name", "control character"),
    (put("unit", "code", value="x" * 33), "unit.code", "33 characters"),
    (put("instruments", 0, "code", value="shared"), "instruments[0].code", "can be no code"),
    (put("activities", 0, "code", value="joint"), "activities[0].code", "can be no code"),
    (put("instruments", 0, "code", value="A+B"), "instruments[0].code", "signs"),
    (put("work_areas", 0, "code", value="WEB "), "work_areas[0].code", "space"),
    (again("instruments"), "instruments[2].code", "stands already at instruments[0]"),
    (again("secretariats"), "secretariats[1].code", "stands already"),
    (again("committees"), "committees[1].code", "stands already"),
    (again("posts"), "posts[1].code", "stands already"),
    (again("people"), "people[2].username", "stands already"),
    (again("work_areas"), "work_areas[1].code", "stands already"),
    (again("activities"), "activities[3].code", "stands already"),
    (again("programme"), "programme[1].number", "stands already"),
    (again("roles"), "roles[3].role", "stands already"),
    # unit
    (put("unit", "currency", value="eur"), "unit.currency", "currency"),
    (put("unit", "timezone", value="Europe/Bonn"), "unit.timezone", "time zone"),
    (put("unit", "timezone", value="../../etc/passwd"), "unit.timezone", "time zone"),
    (put("unit", "daily_minutes", value=0), "unit.daily_minutes", "between 1 and 1440"),
    (put("unit", "daily_minutes", value=1441), "unit.daily_minutes", "between 1 and 1440"),
    (put("unit", "daily_minutes", value=True), "unit.daily_minutes", "whole number"),
    (put("unit", "daily_minutes", value="480"), "unit.daily_minutes", "whole number"),
    (put("unit", "weekdays", value=[1, 8]), "unit.weekdays[1]", "between 1 and 7"),
    (put("unit", "weekdays", value=[1, 1]), "unit.weekdays", "twice"),
    (put("unit", "weekdays", value=[True]), "unit.weekdays[0]", "whole number"),
    (put("unit", "policies", "joint", value="all"), "unit.policies.joint", "key, direct, equal"),
    (put("unit", "policies", "overhead", value="direct"), "unit.policies.overhead", "not one of"),
    (put("unit", "policies", "method", value="best"), "unit.policies.method", "standard, actual"),
    (put("unit", "policies", "support", value="0.13"), "unit.policies.support", "fraction"),
    (put("unit", "policies", "support", value="1/0"), "unit.policies.support", "zero"),
    (put("unit", "synthetic", value="yes"), "unit.synthetic", "true or false"),
    (put("unit", "timer_minutes", value=61), "unit.timer_minutes", "between 1 and 60"),
    (put("unit", "country", value="XX"), "unit.country", "knows no country “XX”"),
    (put("unit", "country", value="Germany"), "unit.country", "no country “Germany”"),
    (put("secretariats", 0, "serves", value=["CSM"]), "secretariats[0].serves[0]", "mean CMS?"),
    (
        put("committees", 0, "languages", value=["French"]),
        "committees[0].languages[0]",
        "language",
    ),
    (put("holidays", 0, "date", value="2017-02-30"), "holidays[0].date", "no day"),
    (put("holidays", 0, "date", value="25.12.2017"), "holidays[0].date", "not a date"),
    (put("holidays", 0, "date", value="0000-01-01"), "holidays[0].date", "no day"),
    (put("holidays", 0, "minutes", value=0), "holidays[0].minutes", "between"),
    (again("holidays"), "holidays[2].date", "stands already"),
    # money
    (put("budgets", 0, "amount", value=2400000), "budgets[0].amount", "in quotes"),
    (put("budgets", 0, "amount", value=0.5), "budgets[0].amount", '"0.5"'),
    (put("budgets", 0, "amount", value="1e6"), "budgets[0].amount", "not a decimal"),
    (put("budgets", 0, "amount", value="-1"), "budgets[0].amount", "below zero"),
    (put("budgets", 0, "amount", value="1" * 12), "budgets[0].amount", "more digits"),
    (put("budgets", 0, "amount", value="9" * 5000), "budgets[0].amount", "more digits"),
    (put("budgets", 0, "year", value=0), "budgets[0].year", "between 1 and 9999"),
    (put("budgets", 0, "year", value="2017"), "budgets[0].year", "whole number"),
    (put("budgets", 0, "instrument", value="X"), "budgets[0].instrument", "no instrument"),
    (put("budgets", 0, "provisional", value=1), "budgets[0].provisional", "true or false"),
    (again("budgets", amount="1"), "budgets[1].instrument", "stands already"),
    (put("agreements", 0, "key", "CMS", value="1/2"), "agreements[0].key", "adds up to 5/6"),
    (put("agreements", 0, "key", "CMS", value="0.67"), "agreements[0].key.CMS", "fraction"),
    (put("agreements", 0, "key", value={}), "agreements[0].key", "adds up to 0"),
    (drop("agreements", 0, "key"), "agreements[0].key", "missing"),
    (
        put("agreements", 0, "instruments", value=["CMS"]),
        "agreements[0].instruments",
        "basis fixed",
    ),
    (put("agreements", 1, "key", value={"CMS": "1"}), "agreements[1].key", "basis budget"),
    (put("agreements", 1, "instruments", value=[]), "agreements[1].instruments", "at least one"),
    (
        put("agreements", 1, "instruments", value=["CMS", "CMS"]),
        "agreements[1].instruments[1]",
        "twice",
    ),
    (
        put("agreements", 1, "policies", "method", value="actual"),
        "agreements[1].policies.method",
        "key",
    ),
    (put("agreements", 0, "to", value="2013-12-31"), "agreements[0].to", "is before"),
    (put("agreements", 0, "to", value="2017-01-01"), "agreements[1].from", "overlaps"),
    (put("agreements", 0, "to", value=None), "agreements[1].from", "overlaps"),
    (
        put("grades", 0, "productive_hours", value="0"),
        "grades[0].productive_hours",
        "more than zero",
    ),
    (again("grades"), "grades[1].grade", "stands already"),
    (
        put("exchange_rates", 0, "per_usd", value="0"),
        "exchange_rates[0].per_usd",
        "more than zero",
    ),
    (put("exchange_rates", 0, "currency", value="USD"), "exchange_rates[0].per_usd", "US dollar"),
    (again("exchange_rates"), "exchange_rates[1].from", "stands already"),
    (put("staff_costs", 0, "month", value="2017-13"), "staff_costs[0].month", "month"),
    (put("staff_costs", 0, "person", value="eve"), "staff_costs[0].person", "no person"),
    (put("staff_costs", 0, "amount", value="10"), "staff_costs[1].amount", "below zero"),
    (put("expenditures", 0, "for", value="joint"), "expenditures[0].for", "no instrument"),
    (drop("expenditures", 0, "for"), "expenditures[0].for", "missing"),
    # posts and people
    (put("posts", 0, "employer", value="CMS"), "posts[0].employer", "no secretariat"),
    (put("posts", 0, "funding", value="gift"), "posts[0].funding", "core, voluntary, savings"),
    (
        put("posts", 0, "grades", 1, "from", value="2014-01-01"),
        "posts[0].grades[1].from",
        "already",
    ),
    (put("people", 1, "username", value="b b"), "people[1].username", "may hold letters"),
    (put("people", 1, "username", value="ﬁ"), "people[1].username", "kept as 'fi'"),
    (put("people", 1, "email", value="nobody"), "people[1].email", "e-mail"),
    (put("people", 1, "timezone", value="Mars"), "people[1].timezone", "time zone"),
    (put("people", 1, "language", value="French"), "people[1].language", "language"),
    (assign(HALF | {"post": "P-1"}), "people[0].assignments[0].post", "did you mean P-01?"),
    (assign(HALF | {"share": "0"}), "people[0].assignments[0].share", "more than 0"),
    (assign(HALF | {"share": "3/2"}), "people[0].assignments[0].share", "at most 1"),
    (assign(HALF | {"share": "50%"}), "people[0].assignments[0].share", "fraction"),
    (assign(HALF | {"pattern": [1] * 8}), "people[0].assignments[0].pattern", "seven"),
    (assign(HALF | {"pattern": [-1]}), "people[0].assignments[0].pattern[0]", "between"),
    (assign(HALF | {"pattern": [1441]}), "people[0].assignments[0].pattern[0]", "between"),
    (assign(HALF, HALF | {"from": "2017-06-30"}), "people[0].assignments[1].from", "overlaps"),
    (
        put("people", 1, "contracts", 0, "hourly", value="-1"),
        "people[1].contracts[0].hourly",
        "below",
    ),
    (put("roles", 0, "role", value="king"), "roles[0].role", "not one of staff"),
    (drop("roles", 1, "instrument"), "roles[1].instrument", "of one instrument"),
    # work
    (put("activities", 0, "kind", value="play"), "activities[0].kind", "not one of"),
    (put("activities", 0, "area", value="WBE"), "activities[0].area", "did you mean WEB?"),
    (drop("activities", 0, "area"), "activities[0].area", "missing"),
    (
        put("programme", 0, "planned_days", "X", value="1"),
        "programme[0].planned_days.X",
        "instrument",
    ),
    (put("programme", 0, "activity", value="X"), "programme[0].activity", "no activity"),
    (
        put("programme", 0, "category_days", "G", value="5"),
        "programme[0].category_days",
        "15 days in all, not 15.5",
    ),
    (
        put("programme", 0, "category_days", "D", value="1"),
        "programme[0].category_days.D",
        "no key",
    ),
    (
        put("programme", 0, "milestones", 1, "title", value="Main day"),
        "programme[0].milestones[1].title",
        "stands already",
    ),
    (
        put("programme", 0, "milestones", 0, "date", value="2027-05-10"),
        "programme[0].milestones[0].date",
        "too far from 2017",
    ),
    (
        put("programme", 0, "strategies", "CMS", value={"address": "http://x.org"}),
        "programme[0].strategies.CMS.address",
        "no whole address",
    ),
    (
        put("programme", 0, "strategies", "CMS", value={}),
        "programme[0].strategies.CMS",
        "says nothing",
    ),
    (put("outputs", 0, "kind", value="song"), "outputs[0].kind", "not one of website"),
    (put("outputs", 0, "for", value=[]), "outputs[0].for", "at least one"),
    (put("outputs", 1, "address", value="ftp://x"), "outputs[1].address", "no whole address"),
    (put("weeks", 0, "week", value="2017-W54"), "weeks[0].week", "not a week"),
    (put("weeks", 0, "state", value="lost"), "weeks[0].state", "not one of"),
    (put("weeks", 0, "month", value="2017-02"), "weeks[0].month", "no day of the week"),
    (put("weeks", 1, "week", value="2017-W09"), "weeks[2].week", "stands already"),
    (again("weeks"), "weeks[3].week", "stands already"),
    # entries
    (drop("entries", 0, "person"), "entries[0].person", "missing"),
    (put("entries", 0, "person", value="eve"), "entries[0].person", "no person 'eve'"),
    (put("entries", 0, "person", value=[]), "entries[0].person", "should be text"),
    (put("entries", 0, "date", value="2017-1-9"), "entries[0].date", "not a date"),
    (put("entries", 0, "minutes", value=0), "entries[0].minutes", "between 1 and 1440"),
    (put("entries", 0, "minutes", value=1441), "entries[0].minutes", "between 1 and 1440"),
    (put("entries", 0, "minutes", value=True), "entries[0].minutes", "truth value"),
    (put("entries", 0, "minutes", value=1.5), "entries[0].minutes", "the number 1.5"),
    (
        put("entries", 0, "activity", value="CMS-WBE"),
        "entries[0].activity",
        "did you mean CMS-WEB?",
    ),
    (drop("entries", 0, "for"), "entries[0].for", "missing"),
    (put("entries", 0, "for", value=[]), "entries[0].for", "at least one"),
    (put("entries", 0, "for", value="CMS"), "entries[0].for", "should be a list"),
    (put("entries", 0, "for", value=["CMS", "X"]), "entries[0].for[1]", "no instrument"),
    (put("entries", 0, "for", value=["CMS", "CMS"]), "entries[0].for[1]", "twice"),
    (put("entries", 0, "for", value=[["CMS"]]), "entries[0].for[0]", "should be a code"),
    (put("entries", 2, "for", value=["CMS"]), "entries[2].for", "ADM is overhead"),
    (put("entries", 2, "for", value=[]), "entries[2].for", "ADM is overhead"),
    (put("entries", 3, "for", value=["CMS"]), "entries[3].for", "LEAVE is absence"),
    (put("entries", 0, "note", value="x" * 501), "entries[0].note", "501 characters"),
    (put("entries", 0, "note", value="\x07"), "entries[0].note", "control character"),
    (put("entries", 0, "saved", value="2017-01-09"), "entries[0].saved", "not a time"),
    (put("entries", 0, "saved", value="2017-01-09T24:00"), "entries[0].saved", "not a time"),
    (put("entries", 0, "saved", value="2017-03-26T02:30"), "entries[0].saved", "does not exist"),
    (put("entries", 0, "saved", value="9999-12-31T23:00Z"), "entries[0].saved", "too far"),
    (put("entries", 0, "saved", value=20170109), "entries[0].saved", "should be text"),
    (drop("entries", 1, "end"), "entries[1].end", "go together"),
    (
        put("entries", 1, "end", value="2017-01-09T07:59:00+01:00"),
        "entries[1].end",
        "before begin",
    ),
    (put("entries", 1, "zone", value="Paris"), "entries[1].zone", "time zone"),
    (put("entries", 1, "first_minutes", value=0), "entries[1].first_minutes", "between"),
    (again("entries", 1), "entries[4].source_id", "stands already at entries[1]"),
    (put("entries", value=[DAY, DAY]), "entries[1].minutes", "1600 minutes on 2017-05-05"),
    (put("removed_entries", 0, "kind", value="x"), "removed_entries[0].kind", "not one of"),
]
