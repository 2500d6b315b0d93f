"""What the unit does: its eight work areas, its services, and the running of the unit itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reporting.demo.arrangement import AEWA, CMS, Document

WORK_AREAS: list[Document] = [
    {"code": code, "name": name}
    for code, name in (
        ("IM", "Information management"),
        ("NR", "National reporting"),
        ("NM", "News and media"),
        ("EV", "Special events and campaigns"),
        ("DD", "Digital design"),
        ("CW", "Content production and writing"),
        ("AV", "Audio-visual and multimedia products"),
        ("CS", "Communication, education and public awareness, social media"),
    )
]
BOTH = (AEWA, CMS)
# A beneficiary: the codes of its members, sorted.
Members = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A service, and how often it is done for CMS, for AEWA and for both (whole weights)."""

    code: str
    title: str
    cms: int
    aewa: int
    both: int

    def beneficiaries(self, aewa_percent: int) -> list[tuple[Members, int]]:
        """Return beneficiary and weight; AEWA's own weight is scaled to ``aewa_percent``."""
        return [
            ((CMS,), self.cms * 100),
            ((AEWA,), self.aewa * aewa_percent),
            (BOTH, self.both * 100),
        ]


SERVICES = {
    service.code: service
    for service in (
        Service("IM-CMSWEB", "CMS website", 1, 0, 0),
        Service("IM-AEWAWEB", "AEWA website", 0, 1, 0),
        Service("IM-SPACES", "Online workspaces of the scientific and technical bodies", 4, 4, 2),
        Service("IM-REG", "Meeting registration tool", 4, 3, 3),
        Service("IM-TECH", "Technical maintenance of websites and databases", 2, 2, 6),
        Service("NR-ORS", "Online Reporting System", 2, 3, 5),
        Service("NR-CMS", "National reports of CMS Parties", 1, 0, 0),
        Service("NR-AEWA", "National reports of AEWA Parties", 0, 1, 0),
        Service("NM-ALERT", "News alerts", 4, 4, 2),
        Service("NM-PRESS", "Press releases", 5, 4, 1),
        Service("NM-MEDIA", "Media liaison and interviews", 6, 3, 1),
        Service("NM-MSG", "Messages and statements of both Executive Secretaries", 4, 3, 3),
        Service("NM-EXT", "External news and media monitoring", 2, 2, 6),
        Service("EV-WMBD", "World Migratory Bird Day", 1, 2, 12),
        Service("EV-COP12", "Twelfth meeting of the Conference of the Parties to CMS", 1, 0, 0),
        Service("EV-AEWA", "AEWA meetings and their visibility", 0, 1, 0),
        Service("EV-SIDE", "Exhibitions and side events", 3, 3, 4),
        Service("DD-BRAND", "Graphic identity and templates", 4, 3, 3),
        Service("DD-PUB", "Layout of publications", 5, 5, 0),
        Service("DD-INFO", "Infographics and maps", 4, 5, 1),
        Service("CW-CMS", "Articles and web pages on CMS", 1, 0, 0),
        Service("CW-AEWA", "Articles and web pages on AEWA", 0, 1, 0),
        Service("AV-PHOTO", "Photo library", 3, 3, 4),
        Service("AV-VIDEO", "Short films and web clips", 5, 4, 1),
        Service("CS-SOCIAL", "Social media channels", 5, 4, 1),
        Service("CS-CEPA", "Communication, education and public awareness", 2, 4, 4),
        Service("CS-LETTER", "Newsletters and mailing lists", 4, 4, 2),
    )
}
OVERHEAD = {
    "UNIT-RUN": "Running and coordination of the unit",
    "UNIT-MEET": "Staff meetings",
    "UNIT-PLAN": "Programme of work, reports and monitoring of the unit",
    "UNIT-LEARN": "Training and handover",
}
ABSENCE = {"LEAVE": "Annual leave", "SICK": "Sick leave"}


def _activity(code: str, title: str, kind: str) -> Document:
    """Return an activity; a service's code begins with its area."""
    area: Document = {"area": code.split("-")[0]} if kind == "service" else {}
    return {"code": code, "title": title, "kind": kind, **area}


ACTIVITIES: list[Document] = [
    *(_activity(one.code, one.title, "service") for one in SERVICES.values()),
    *(_activity(code, title, "overhead") for code, title in OVERHEAD.items()),
    *(_activity(code, title, "absence") for code, title in ABSENCE.items()),
]


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of the year in which the whole team turns to a service.

    Attributes:
        weight: the service's weight beside those of a person's usual activities (about 100).
    """

    code: str
    start: dt.date
    end: dt.date
    weight: int


def _season(code: str, start: str, end: str, weight: int) -> Season:
    return Season(code, dt.date.fromisoformat(start), dt.date.fromisoformat(end), weight)


# Dates of the meetings and of the campaign's main day are real; the hours are not.
SEASONS = (
    _season("EV-AEWA", "2017-01-16", "2017-02-03", 14),  # Standing Committee of AEWA, Paris
    _season("EV-WMBD", "2017-03-20", "2017-04-23", 22),
    _season("EV-WMBD", "2017-04-24", "2017-05-12", 110),  # main day: 10 May
    _season("NR-AEWA", "2017-06-01", "2017-07-31", 6),
    _season("EV-COP12", "2017-08-14", "2017-10-01", 12),
    _season("EV-COP12", "2017-10-02", "2017-10-29", 48),  # Manila, 23 to 28 October
    _season("EV-WMBD", "2017-10-09", "2017-10-20", 35),
)
# AEWA's own work by month, in percent of the weights above: what COP12 took in October was partly
# made up in November and December.
AEWA_PERCENT = (60, 63, 65, 66, 64, 64, 62, 66, 60, 42, 74, 70)
