"""A small correct unit file, as plain values, for tests to spoil."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from costsharing.core.unit_file import UnitFile, read_unit_file
from secretariats.core.errors import Refused

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*.unit.json"))


def good() -> dict[str, Any]:
    """Return a correct unit file with something in every section."""
    return {
        "imca": 1,
        "instruments": [
            {"code": "CMS", "name": "Migratory Species"},
            {"code": "AEWA", "name": "Waterbirds"},
        ],
        "unit": {
            "code": "IMCA",
            "name": "Joint unit",
            "currency": "EUR",
            "timezone": "Europe/Berlin",
            "daily_minutes": 480,
            "weekdays": [1, 2, 3, 4, 5],
            "policies": {
                "joint": "key",
                "overhead": "proportional",
                "method": "standard",
                "support": "13/100",
            },
            "synthetic": True,
            "timer_minutes": 15,
            "country": "DE",
            "subdivision": "NW",
        },
        "secretariats": [
            {"code": "BONN", "name": "Bonn", "serves": ["CMS", "AEWA"]},
        ],
        "committees": [
            {"code": "StC", "name": "Standing", "instrument": "CMS", "languages": ["fr", "en"]},
        ],
        "holidays": [
            {"date": "2017-12-25", "name": "Christmas"},
            {"date": "2017-12-24", "name": "Eve", "minutes": 240},
        ],
        "budgets": [
            {
                "instrument": "CMS",
                "year": 2017,
                "amount": "2400000.00",
                "currency": "EUR",
                "provisional": True,
            },
        ],
        "agreements": [
            {"from": "2014-01-01", "to": "2016-12-31", "key": {"CMS": "2/3", "AEWA": "1/3"}},
            {
                "from": "2017-01-01",
                "basis": "budget",
                "instruments": ["CMS", "AEWA"],
                "policies": {"support": "0", "joint": "equal"},
            },
        ],
        "grades": [
            {
                "grade": "G5",
                "year": 2017,
                "annual": "66000.00",
                "currency": "EUR",
                "productive_hours": "1650",
            },
        ],
        "exchange_rates": [{"from": "2017-01-01", "currency": "EUR", "per_usd": "0.95612345"}],
        "posts": [
            {
                "code": "P-01",
                "title": "Officer",
                "employer": "BONN",
                "funding": "core",
                "grades": [
                    {"from": "2014-01-01", "grade": "P2"},
                    {"from": "2017-03-01", "grade": "P3"},
                ],
            },
        ],
        "people": [
            {
                "username": "ada",
                "name": "Ada",
                "email": "ada@example.org",
                "language": "fr",
                "timezone": "Europe/Paris",
                "assignments": [
                    {
                        "post": "P-01",
                        "from": "2017-01-01",
                        "to": None,
                        "share": "1/2",
                        "pattern": [480, 480, 240, 0, 0],
                    },
                ],
            },
            {
                "username": "bob",
                "name": "Bob",
                "contracts": [
                    {
                        "from": "2017-03-01",
                        "to": "2017-06-30",
                        "hourly": "45.5",
                        "currency": "USD",
                    },
                ],
            },
        ],
        "roles": [
            {"person": "ada", "role": "staff", "from": "2017-01-01", "to": None},
            {
                "person": "bob",
                "role": "executive_secretary",
                "instrument": "CMS",
                "from": "2017-01-01",
                "to": "2018-12-31",
            },
            {
                "person": "bob",
                "role": "committee_member",
                "committee": "StC",
                "from": "2017-01-01",
            },
        ],
        "staff_costs": [
            {"person": "ada", "month": "2017-01", "amount": "5200.00", "currency": "EUR"},
            {"person": "ada", "month": "2017-01", "amount": "-20.00", "currency": "EUR"},
        ],
        "work_areas": [{"code": "WEB", "name": "Information management"}],
        "activities": [
            {"code": "CMS-WEB", "title": "Website", "area": "WEB", "kind": "service"},
            {"code": "ADM", "title": "Running the unit", "kind": "overhead"},
            {"code": "LEAVE", "title": "Leave", "kind": "absence"},
        ],
        "programme": [
            {
                "year": 2017,
                "number": "1.1",
                "title": "Keep the website",
                "activity": "CMS-WEB",
                "mandate": "Res. 11.8",
                "outputs": "Pages\nand more pages",
                "planned_days": {"CMS": "12.5", "AEWA": "3"},
                "category_days": {"G": "5.5", "P": "10"},
                "milestones": [
                    {"date": "2017-05-10", "title": "Main day", "done": "2017-05-13"},
                    {"date": "2017-10-01", "title": "Second day: autumn"},
                ],
                "strategies": {
                    "AEWA": {"text": "Goal 2", "address": "https://example.org/aewa#2"},
                    "CMS": {"text": "Objective 1"},
                },
            },
        ],
        "outputs": [
            {
                "date": "2017-05-10",
                "kind": "campaign",
                "title": "Main day: 300 events",
                "address": "https://example.org/day",
                "for": ["CMS", "AEWA"],
                "activity": "CMS-WEB",
            },
            {"date": "2017-05-10", "kind": "press", "title": "Release", "for": ["AEWA"]},
            {"date": "2017-05-10", "kind": "press", "title": "Release", "for": ["AEWA"]},
        ],
        "expenditures": [
            {
                "date": "2017-02-01",
                "amount": "150.00",
                "currency": "EUR",
                "paid_by": "CMS",
                "for": "shared",
                "description": "Licences: one year",
            },
            {
                "date": "2017-02-02",
                "amount": "-1.25",
                "currency": "USD",
                "paid_by": "CMS",
                "for": "AEWA",
            },
        ],
        "weeks": [
            {"person": "ada", "week": "2017-W02", "state": "approved"},
            {"person": "ada", "week": "2017-W05", "month": "2017-02", "state": "submitted"},
            {"person": "ada", "week": "2017-W09", "state": "approved"},
        ],
        "entries": [
            {
                "person": "ada",
                "date": "2017-01-09",
                "minutes": 90,
                "activity": "CMS-WEB",
                "for": ["CMS", "AEWA"],
                "note": 'yes: "no" # \\ \u2028 ~',
                "saved": "2017-01-09T17:00:00+01:00",
            },
            {
                "person": "ada",
                "date": "2017-01-09",
                "minutes": 60,
                "first_minutes": 45,
                "activity": "CMS-WEB",
                "for": ["AEWA"],
                "saved": "2017-01-10T09:00:00.123456Z",
                "begin": "2017-01-09T08:00:00+01:00",
                "end": "2017-01-09T09:00:00+01:00",
                "zone": "Europe/Paris",
                "source": "timewarrior",
                "source_id": "20170109T070000Z",
            },
            {
                "person": "bob",
                "date": "2017-03-06",
                "minutes": 480,
                "activity": "ADM",
                "saved": "2017-03-06T17:00:00",
            },
            {
                "person": "ada",
                "date": "2017-03-06",
                "minutes": 480,
                "activity": "LEAVE",
                "saved": "2017-03-06T17:00:00Z",
            },
        ],
        "removed_entries": [
            {"person": "ada", "date": "2017-01-11", "first_minutes": 30},
            {"person": "ada", "date": "2017-01-11", "kind": "overhead", "first_minutes": 60},
        ],
    }


def read(document: object) -> UnitFile:
    """Return what the reader makes of plain values, written as JSON."""
    return read_unit_file(json.dumps(document).encode(), "unit.json")


def refusal(document: object) -> dict[str, str]:
    """Return path → message of all that the reader finds wrong with plain values."""
    with pytest.raises(Refused) as caught:
        read(document)
    return {problem.path: problem.message for problem in caught.value.problems}
