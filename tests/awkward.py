"""Units that are awkward to draw: five instruments, long names, one instrument alone, nothing yet.

    python -m tests.awkward FOLDER

writes each of them as a unit file. Everything is invented.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

YEAR = 2017
LONG = 80
NAMES = {
    "CMS": "Convention on the Conservation of Migratory Species of Wild Animals and Their Ways",
    "AEWA": "Agreement on the Conservation of African-Eurasian Migratory Waterbirds of the Sea",
    "EUROBATS": "Agreement on the Conservation of Populations of European Bats and Their Roosts",
    "ASCOBANS": "Agreement on Small Cetaceans of the Baltic, North-East Atlantic, Irish and North",
    "GORILLA": "Agreement on the Conservation of Gorillas and Their Habitats in Twelve Countries",
}
NAMES = {code: name.ljust(LONG, ".")[:LONG] for code, name in NAMES.items()}
LONG_NAME = "Maximiliana-Alexandrina Wolfeschlegelsteinhausenbergerdorff de la Santísima Trin"
LONG_TITLE = (
    "Zwischenstaatlichenzusammenarbeitskoordinierungsstelle: preparation, translation, layout and "
    "distribution of the documents of the fourteenth meeting of the Conference of the Parties"
)
# Without a place to break, which names from elsewhere may have.
UNBROKEN = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
KEYS = {
    1: {"CMS": "1"},
    5: {"CMS": "7/17", "AEWA": "3/17", "EUROBATS": "4/17", "ASCOBANS": "1/17", "GORILLA": "2/17"},
}
ROLES: tuple[tuple[str, str, dict[str, str]], ...] = (
    *(("maximiliana", "staff", {}), ("bo", "staff", {}), ("cy", "staff", {})),
    *(("cleopatra", "coordinator", {}), ("cleopatra", "staff", {})),
    *(("otto-auditor", "auditor", {}), ("gina-admin", "administrator", {})),
)
PEOPLE = {
    "maximiliana": LONG_NAME,
    "bo": "Bo",
    "cy": "Cy O",
    "cleopatra": UNBROKEN[:LONG],
    "otto-auditor": "Otto",
    "gina-admin": "Gina",
    "wal": "Wal Waterbird",
    "fin": "Fin Finance",
    "mem": "Mem Member",
}


def unit_file(instruments: int, *, recorded: bool) -> dict[str, Any]:
    """Return a unit of so many instruments as plain values, with a year of entries or without."""
    codes = list(NAMES)[:instruments]
    code = f"AWK{instruments}" if recorded else "AWK0"
    staff = ("maximiliana", "bo", "cy", "cleopatra")
    roles = [
        *ROLES,
        *(("fin", "finance", {"instrument": one}) for one in codes),
        ("wal", "executive_secretary", {"instrument": codes[-1]}),
        ("mem", "committee_member", {"instrument": codes[0], "committee": codes[0]}),
    ]
    return {
        "imca": 1,
        "instruments": [{"code": one, "name": NAMES[one]} for one in codes],
        "unit": {
            "code": code,
            "name": f"{UNBROKEN[:40]} of {NAMES['CMS']}"[:120],
            "currency": "EUR", "timezone": "Pacific/Auckland", "daily_minutes": 467,
            "weekdays": [1, 2, 3, 4, 5], "synthetic": True,
            "policies": {
                "joint": "key", "overhead": "proportional", "method": "standard", "support": "0",
            },
        },
        "secretariats": [{"code": one, "name": f"Secretariat of {NAMES[one]}", "serves": [one]}
                         for one in codes],
        "committees": [
            {"code": one, "name": f"Standing Committee of {NAMES[one]}", "instrument": one,
             "languages": ["en", "fr", "es"]}
            for one in codes
        ],
        "agreements": [{"from": "2014-01-01", "key": KEYS[instruments]}],
        "grades": [
            {"grade": "P2", "year": year, "annual": "98765432.10", "currency": "EUR",
             "productive_hours": "1650"}
            for year in range(YEAR, YEAR + 11)
        ],
        "posts": [
            {"code": f"P-{number:02}", "title": LONG_TITLE[:150] if number == 1 else "Officer",
             "employer": codes[0], "funding": "core",
             "grades": [{"from": "2014-01-01", "grade": "P2"}]}
            for number, _ in enumerate(staff, 1)
        ],
        "people": [
            {"username": username, "name": name,
             **({"assignments": [{"post": f"P-{staff.index(username) + 1:02}",
                                  "from": "2017-01-01", "share": "1/1"}]}
                if username in staff else {})}
            for username, name in PEOPLE.items()
        ],
        "roles": [{"person": person, "role": role, "from": "2014-01-01", **scope}
                  for person, role, scope in roles],
        "work_areas": [{"code": "AREA-OF-A-VERY-LONG-CODE", "name": LONG_TITLE[:120]},
                       {"code": "B", "name": "B"}],
        "activities": [
            {"code": "ACTIVITY-WITH-A-LONG-CODE-001", "title": LONG_TITLE[:195],
             "area": "AREA-OF-A-VERY-LONG-CODE", "kind": "service"},
            {"code": "X", "title": UNBROKEN, "area": "B", "kind": "service"},
            {"code": "ADM", "title": "Running the unit", "kind": "overhead"},
        ],
        "programme": [
            {"year": YEAR, "number": "1.1", "title": LONG_TITLE, "mandate": UNBROKEN,
             "activity": "ACTIVITY-WITH-A-LONG-CODE-001", "outputs": LONG_TITLE * 2,
             "planned_days": {codes[0]: "123.5"}}
        ],
        "entries": list(_entries(codes, staff)) if recorded else [],
    }  # fmt: skip


def _entries(codes: list[str], staff: tuple[str, ...]) -> Any:
    """Yield work that follows no key: every instrument is far above or far below its share."""
    day = dt.date(YEAR, 1, 2)
    number = 0
    while day.year == YEAR:
        for person in staff if day.weekday() < 5 else ():
            number += 1
            joint = len(codes) > 1 and number % 11 == 0
            entry: dict[str, Any] = {
                "person": person, "date": day.isoformat(),
                "minutes": 1 if number % 50 == 0 else 433,
                "activity": "X" if number % 3 else "ACTIVITY-WITH-A-LONG-CODE-001",
                "for": codes if joint else [codes[number * number % len(codes)]],
                "saved": f"{day.isoformat()}T17:00:00+12:00",
            }  # fmt: skip
            if number % 7 == 0:
                entry |= {"activity": "ADM"}
                del entry["for"]
            yield entry
        day += dt.timedelta(days=1)


def units() -> dict[str, dict[str, Any]]:
    """Return name → unit file of every awkward unit."""
    return {
        "five": unit_file(5, recorded=True),
        "one": unit_file(1, recorded=True),
        "nothing": unit_file(5, recorded=False),
    }


if __name__ == "__main__":
    for name, made in units().items():
        text = json.dumps(made, ensure_ascii=False, indent=1)
        (Path(sys.argv[1]) / f"{name}.unit.json").write_text(text, encoding="utf-8")
