"""A small unit of today, in which a story can happen: five people, and one who may not know."""

from __future__ import annotations

import datetime as dt
from typing import Any

STAFF, COORDINATOR = "nora", "colin"
CMS_SECRETARY, AEWA_SECRETARY = "clara", "amir"
CMS_MEMBER, AEWA_MEMBER = "marta", "anton"
NAMES = {
    STAFF: "Nora Northwind",
    COORDINATOR: "Colin Coordinator",
    CMS_SECRETARY: "Clara Secretary of CMS",
    AEWA_SECRETARY: "Amir Secretary of AEWA",
    CMS_MEMBER: "Marta Member of CMS",
    AEWA_MEMBER: "Anton Member of AEWA",
}
CODE, COMMITTEE = "TERN", "CMS"
# What a week is worth here: 40 hours of 60 euros.
ANNUAL, HOURS, HOURLY = "99000.00", "1650", 60


def last_monday(today: dt.date) -> dt.date:
    """Return the Monday of the week before."""
    return today - dt.timedelta(days=today.weekday() + 7)


def story_unit(today: dt.date) -> dict[str, Any]:
    """Return the unit file: CMS and AEWA share by two thirds and one third, two staff members."""
    since = f"{today.year - 2}-01-01"
    years = range(today.year - 1, today.year + 2)

    def person(username: str, *assignments: dict[str, Any]) -> dict[str, Any]:
        return {
            "username": username, "name": NAMES[username], "assignments": list(assignments),
            "language": "en", "email": f"{username}@example.org",
        }  # fmt: skip

    def role(username: str, kind: str, **scope: str) -> dict[str, Any]:
        return {"person": username, "role": kind, "from": since, **scope}

    return {
        "imca": 1,
        "instruments": [
            {"code": "CMS", "name": "Convention on Migratory Species"},
            {"code": "AEWA", "name": "African-Eurasian Waterbird Agreement"},
        ],
        "unit": {
            "code": CODE, "name": "Joint unit of the story", "currency": "EUR",
            "timezone": "UTC", "daily_minutes": 480, "weekdays": [1, 2, 3, 4, 5],
            "synthetic": True,
            "policies": {"joint": "key", "overhead": "proportional", "method": "standard",
                         "support": "0"},
        },
        "committees": [
            {"code": code, "name": f"Standing Committee of {code}", "instrument": code,
             "languages": ["en"]}
            for code in ("CMS", "AEWA")
        ],
        "agreements": [{"from": since, "key": {"CMS": "2/3", "AEWA": "1/3"}}],
        "grades": [
            {"grade": "P2", "year": year, "annual": ANNUAL, "currency": "EUR",
             "productive_hours": HOURS}
            for year in years
        ],
        "posts": [
            {"code": code, "title": title, "employer": "CMS", "funding": "core",
             "grades": [{"from": since, "grade": "P2"}]}
            for code, title in (("P-1", "Information Officer"), ("P-2", "Coordinator"))
        ],
        "people": [
            person(STAFF, {"post": "P-1", "from": since, "share": "1"}),
            person(COORDINATOR, {"post": "P-2", "from": since, "share": "1"}),
            *(person(username) for username in list(NAMES)[2:]),
        ],
        "roles": [
            role(STAFF, "staff"),
            role(COORDINATOR, "coordinator"),
            role(CMS_SECRETARY, "executive_secretary", instrument="CMS"),
            role(AEWA_SECRETARY, "executive_secretary", instrument="AEWA"),
            role(CMS_MEMBER, "committee_member", instrument="CMS", committee="CMS"),
            role(AEWA_MEMBER, "committee_member", instrument="AEWA", committee="AEWA"),
        ],
        "work_areas": [{"code": "WEB", "name": "Information management"}],
        "activities": [
            {"code": "WEB-SITE", "title": "Website of the family", "area": "WEB",
             "kind": "service"},
            {"code": "NEWS", "title": "Newsletter on flyways", "area": "WEB", "kind": "service"},
            {"code": "TEAM", "title": "Running the unit", "kind": "overhead"},
        ],
    }  # fmt: skip
