"""The programmes of work for 2017 and 2018: rows as in a real one, planned days invented.

One row of 2017 says beforehand what the record shows afterwards: in October the team is at CMS
COP12, and services to AEWA pause.
"""

from __future__ import annotations

from typing import TypeAlias

from reporting.demo.arrangement import AEWA, CMS, YEAR, Document
from reporting.demo.milestones import milestones, strategies

HIGH, MEDIUM, LOW = "high", "medium", "low"
ALL_YEAR = "January to December"
CORE, VOLUNTARY = "core budgets", "voluntary contributions"
BOTH_SECRETARIES = "both Executive Secretaries"

COP12 = (
    "Media work, website, exhibition and webcast in Manila, 23 to 28 October. Services to AEWA "
    "pause in October, as both Executive Secretaries agreed; part of them is made up in November "
    "and December"
)

_Row: TypeAlias = tuple[str, str, str, str, str, str, str, int, int]
# Activity, mandate, priority, outputs, time frame, responsible, funding, days for CMS and AEWA.
_ROWS: tuple[_Row, ...] = (
    ("IM-CMSWEB", "Communication plan of CMS", HIGH,
     "Website up to date in three languages; pages on COP12", ALL_YEAR, "CMS-2", CORE, 85, 0),
    ("IM-AEWAWEB", "Communication Strategy of AEWA", HIGH,
     "Website up to date in two languages; new section on species", ALL_YEAR,
     "CMS-2", CORE, 0, 60),
    ("IM-SPACES", "Decisions of the scientific and technical bodies", MEDIUM,
     "A workspace for each body, open before each meeting", ALL_YEAR, "CMS-3", CORE, 35, 30),
    ("IM-REG", "Requests of the conference services", MEDIUM,
     "Online registration for each meeting", ALL_YEAR, "CMS-3", CORE, 32, 20),
    ("IM-TECH", "Agreement on the joint unit", HIGH,
     "Websites available 99 per cent of the time", ALL_YEAR, "CMS-4", "savings", 45, 25),
    ("NR-ORS", "Resolutions on national reporting", HIGH,
     "Questionnaires of both instruments online; helpdesk", ALL_YEAR, "AEWA-3", CORE, 45, 50),
    ("NR-CMS", "Resolutions on national reporting", HIGH,
     "Analysis of national reports ready for COP12", "January to September",
     "CMS-3", CORE, 60, 0),
    ("NR-AEWA", "Resolutions on national reporting", HIGH,
     "Format for the next cycle agreed and tested", "March to December",
     "AEWA-3", VOLUNTARY, 0, 65),
    ("NM-ALERT", "Communication plan of CMS; Communication Strategy of AEWA", MEDIUM,
     "At least two news items a week", ALL_YEAR, "AEWA-2", CORE, 30, 25),
    ("NM-PRESS", "Communication plan of CMS; Communication Strategy of AEWA", HIGH,
     "Twenty press releases", ALL_YEAR, "CMS-1", CORE, 24, 18),
    ("NM-MEDIA", "Communication plan of CMS; Communication Strategy of AEWA", HIGH,
     "Media list renewed; interviews placed", ALL_YEAR, "CMS-1", CORE, 34, 15),
    ("NM-MSG", f"Requests of {BOTH_SECRETARIES}", MEDIUM,
     "Statements for meetings and international days", ALL_YEAR, "AEWA-1", CORE, 22, 18),
    ("NM-EXT", "Agreement on the joint unit", LOW,
     "Weekly digest of external news", ALL_YEAR, "CMS-7", CORE, 17, 9),
    ("EV-WMBD", "Resolutions on World Migratory Bird Day", HIGH,
     "Campaign with main day on 10 May; more than 200 registered events", "February to October",
     "AEWA-1", "core budgets and voluntary contributions", 80, 45),
    ("EV-COP12", "Decision of COP11 on the next meeting", HIGH, COP12,
     "July to October", "CMS-1", CORE, 95, 0),
    ("EV-AEWA", "Decisions of the Standing Committee of AEWA", HIGH,
     "Documents online and media work for meetings of AEWA", ALL_YEAR, "AEWA-1", CORE, 0, 30),
    ("EV-SIDE", "Agreement on the joint unit", LOW,
     "Joint exhibitions in Bonn", ALL_YEAR, "AEWA-1", CORE, 10, 6),
    ("DD-BRAND", "Agreement on the joint unit", MEDIUM,
     "Templates in the identity of each instrument", "January to June",
     "CMS-5", VOLUNTARY, 18, 12),
    ("DD-PUB", "Publication plans of both Secretariats", MEDIUM,
     "Six publications laid out", ALL_YEAR, "CMS-5", VOLUNTARY, 28, 20),
    ("DD-INFO", "Publication plans of both Secretariats", LOW,
     "Ten infographics", ALL_YEAR, "CMS-5", VOLUNTARY, 18, 14),
    ("CW-CMS", "Communication plan of CMS", MEDIUM,
     "Articles and web pages in three languages", ALL_YEAR, "CMS-1", CORE, 60, 0),
    ("CW-AEWA", "Communication Strategy of AEWA", MEDIUM,
     "Articles and web pages in two languages", ALL_YEAR, "AEWA-1", CORE, 0, 55),
    ("AV-PHOTO", "Agreement on the joint unit", LOW,
     "One photo library with licences recorded", ALL_YEAR, "CMS-6", CORE, 26, 17),
    ("AV-VIDEO", "Communication plan of CMS; Communication Strategy of AEWA", MEDIUM,
     "Eight short films", ALL_YEAR, "CMS-5", VOLUNTARY, 20, 12),
    ("CS-SOCIAL", "Communication plan of CMS; Communication Strategy of AEWA", HIGH,
     "Daily posts; followers up by a fifth", ALL_YEAR, "CMS-6", CORE, 58, 36),
    ("CS-CEPA", "Communication plan of CMS; Communication Strategy of AEWA", MEDIUM,
     "Educational material for schools", ALL_YEAR, "CMS-6", CORE, 30, 28),
    ("CS-LETTER", "Agreement on the joint unit", MEDIUM,
     "Monthly newsletter of each instrument", ALL_YEAR, "CMS-7", CORE, 30, 22),
)  # fmt: skip

MOP7 = (
    "Media work, website and webcast of the seventh Meeting of the Parties in Durban, 4 to 8 "
    "December; documents online before each meeting"
)
# What is planned otherwise for 2018: no Conference of the Parties to CMS, a Meeting of the Parties
# to AEWA at its end. Outputs, time frame, days for CMS and AEWA.
_NEXT: dict[str, tuple[str, str, int, int]] = {
    "EV-AEWA": (MOP7, ALL_YEAR, 20, 75),
    "IM-AEWAWEB": (
        "Website up to date in two languages; pages on the seventh Meeting of the Parties",
        ALL_YEAR, 0, 75,
    ),
    "NR-CMS": ("Format for the next cycle agreed", "September to December", 35, 0),
    "NR-AEWA": ("Analysis of national reports ready for the Meeting of the Parties",
                "March to October", 0, 90),
    "CW-CMS": ("Follow-up of the decisions of COP12 on the website", ALL_YEAR, 70, 0),
}  # fmt: skip
_OVER = {"EV-COP12"}
# Area → tenths of its days for Professional and General Service; the rest is for consultants.
_TENTHS = {
    "IM": (3, 7), "NR": (5, 5), "NM": (6, 4), "EV": (5, 5), "DD": (2, 6), "CW": (7, 3),
    "AV": (2, 5), "CS": (4, 6),
}  # fmt: skip
_WHOLE = 10


def programme(titles: dict[str, str]) -> list[Document]:
    """Return the rows of both years; ``titles`` has the title of each activity."""
    following = tuple(_next(row) for row in _ROWS if row[0] not in _OVER)
    return _rows(YEAR, _ROWS, titles) + _rows(YEAR + 1, following, titles)


def _next(row: _Row) -> _Row:
    """Return what a row of this year says for the next."""
    activity, mandate, priority, outputs, time_frame, responsible, funding, cms, aewa = row
    outputs, time_frame, cms, aewa = _NEXT.get(activity, (outputs, time_frame, cms, aewa))
    return activity, mandate, priority, outputs, time_frame, responsible, funding, cms, aewa


def _rows(year: int, planned_rows: tuple[_Row, ...], titles: dict[str, str]) -> list[Document]:
    rows: list[Document] = []
    areas: list[str] = []
    inside = 0
    for row in planned_rows:
        activity, mandate, priority, outputs, time_frame, responsible, funding, cms, aewa = row
        area = activity.split("-")[0]
        if area not in areas:
            areas.append(area)
            inside = 0
        inside += 1
        planned = {CMS: str(cms), AEWA: str(aewa)}
        more = {
            "category_days": _by_category(area, cms + aewa),
            "milestones": milestones(activity, year),
            "strategies": strategies(mandate),
        }
        rows.append({
            "year": year,
            "number": f"{len(areas)}.{inside}",
            "title": titles[activity],
            "activity": activity,
            "mandate": mandate,
            "priority": priority,
            "outputs": outputs,
            "time_frame": time_frame,
            "responsible": responsible,
            "funding": funding,
            "planned_days": {code: days for code, days in planned.items() if days != "0"},
            **{key: value for key, value in more.items() if value},
        })  # fmt: skip
    return rows


def _by_category(area: str, days: int) -> dict[str, str]:
    """Return the days of an item by category of staff, in the tenths that an area is known for."""
    professional, general = _TENTHS[area]
    found = {"P": days * professional // 10, "G": days * general // 10}
    found["other"] = days - sum(found.values())
    if professional + general == _WHOLE:
        found["G"] += found.pop("other")
    return {code: str(value) for code, value in found.items() if value}
