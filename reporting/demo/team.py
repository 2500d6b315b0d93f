"""The team: posts as in an organigram, invented people, and how each of them logs time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from reporting.demo.arrangement import AEWA, CMS, EUR, Document

if TYPE_CHECKING:
    from collections.abc import Mapping

SINCE = "2014-01-01"
RECLASSIFIED = "2017-07-01"
HOURLY = "38.50"
DOMAIN = "example.org"


# Code, title, funding, and grades from dates: a second one is a reclassification.
_POSTS: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    ("AEWA-1", "Information Officer, Coordinator of the unit", "core", ((SINCE, "P3"),)),
    ("AEWA-2", "Information Assistant (half time)", "core", ((SINCE, "G5"),)),
    ("AEWA-3", "Associate Information Officer", "voluntary", ((SINCE, "P2"),)),
    ("CMS-1", "Public Information Officer", "core", ((SINCE, "P3"),)),
    ("CMS-2", "Associate Information Management Officer", "core", ((SINCE, "P2"),)),
    ("CMS-3", "Information Management Assistant", "core", ((SINCE, "G4"), (RECLASSIFIED, "G5"))),
    ("CMS-4", "Web Assistant (half time, covered by a consultant)", "savings", ((SINCE, "G5"),)),
    ("CMS-5", "Design and Multimedia Assistant (four fifths)", "voluntary", ((SINCE, "G5"),)),
    ("CMS-6", "Outreach Assistant", "core", ((SINCE, "G4"),)),
    ("CMS-7", "Public Information Assistant (three quarters)", "core", ((SINCE, "G5"),)),
)
GRADES = {code: grades for code, _, _, grades in _POSTS}
POSTS: list[Document] = [
    {
        "code": code,
        "title": title,
        "employer": code.split("-")[0],
        "funding": funding,
        "grades": [{"from": start, "grade": grade} for start, grade in grades],
    }
    for code, title, funding, grades in _POSTS
]


@dataclass(frozen=True, slots=True)
class Habit:
    """How a person works and logs. Weights are whole numbers, chances are in a thousand.

    Attributes:
        work: activity code → weight.
        sizes: usual minutes of an entry, each as likely.
        grain: minutes are multiples of it.
        short: a day's record falls short of the expected minutes by up to this many.
        blank: chance that a day stays without a record.
        saving: ``daily``, ``friday`` or ``mixed``.
        copies: chance that a day is a copy of the day before.
        split_by_key: types one third and two thirds instead of what was done.
        aewa: percent of the usual weight of work for AEWA alone.
    """

    work: Mapping[str, int]
    sizes: tuple[int, ...]
    grain: int = 15
    short: int = 60
    blank: int = 20
    saving: str = "daily"
    copies: int = 15
    split_by_key: bool = False
    aewa: int = 100


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the team and their year.

    Attributes:
        share: exact share of full time.
        pattern: expected minutes from Monday on, where they differ from the share's.
        contract: first and last day as a consultant.
        leave: spans of annual leave, first and last day.
        sick: days or spans of sick leave.
        travels: went to the meeting in Manila.
    """

    username: str
    name: str
    post: str
    habit: Habit
    share: Fraction = Fraction(1)
    pattern: tuple[int, ...] | None = None
    contract: tuple[dt.date, dt.date] | None = None
    leave: tuple[tuple[str, str], ...] = ()
    sick: tuple[tuple[str, str], ...] = ()
    travels: bool = False
    expected: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out the expected minutes of the seven weekdays."""
        usual = (480 * self.share.numerator // self.share.denominator,) * 5
        object.__setattr__(self, "expected", ((self.pattern or usual) + (0,) * 7)[:7])

    def employed(self, day: dt.date) -> bool:
        """Return whether the person works for the unit on ``day``."""
        return self.contract is None or self.contract[0] <= day <= self.contract[1]


# Overhead is part of each person's work; weights of a person add up to about 100.
MEMBERS = (
    Member(
        "cleo", "Cleo Curlew", "AEWA-1",
        Habit(
            {"UNIT-RUN": 24, "UNIT-PLAN": 9, "NM-MSG": 12, "EV-AEWA": 6, "EV-WMBD": 4,
             "CW-AEWA": 12, "CW-CMS": 9, "NM-MEDIA": 8, "CS-CEPA": 8, "EV-SIDE": 4, "NR-ORS": 4},
            (30, 45, 60, 90, 90, 120, 150), short=75, blank=15,
        ),
        leave=(("2017-02-27", "2017-02-28"), ("2017-04-10", "2017-04-18"),
               ("2017-07-24", "2017-08-11"), ("2017-12-21", "2017-12-29")),
        sick=(("2017-03-09", "2017-03-10"),), travels=True,
    ),
    Member(
        "dora", "Dora Dunlin", "AEWA-2",
        Habit(
            {"IM-AEWAWEB": 26, "NM-ALERT": 16, "IM-REG": 10, "CW-AEWA": 16, "CS-LETTER": 10,
             "EV-WMBD": 4, "UNIT-RUN": 4, "CW-CMS": 8, "IM-CMSWEB": 6},
            (30, 60, 60, 90, 120), grain=30, saving="mixed",
        ),
        share=Fraction(1, 2), pattern=(480, 480, 240, 0, 0),
        leave=(("2017-04-18", "2017-04-21"), ("2017-08-07", "2017-08-25"),
               ("2017-12-27", "2017-12-29")),
        sick=(("2017-11-13", "2017-11-14"),),
    ),
    Member(
        "hugo", "Hugo Heron", "AEWA-3",
        Habit(
            {"NR-AEWA": 24, "NR-ORS": 16, "EV-AEWA": 10, "CW-AEWA": 12, "CS-SOCIAL": 8,
             "IM-SPACES": 12, "NM-PRESS": 6, "CW-CMS": 4, "NR-CMS": 8},
            (60, 60, 90, 120, 120, 180), grain=30, short=90, blank=45, saving="friday",
        ),
        leave=(("2017-03-06", "2017-03-10"), ("2017-06-16", "2017-06-16"),
               ("2017-08-14", "2017-09-01"), ("2017-12-22", "2017-12-29")),
        sick=(("2017-01-24", "2017-01-25"), ("2017-09-19", "2017-09-19")),
    ),
    Member(
        "ella", "Ella Egret", "CMS-1",
        Habit(
            {"NM-PRESS": 18, "NM-MEDIA": 18, "NM-MSG": 12, "CW-CMS": 18, "CW-AEWA": 10,
             "EV-WMBD": 4, "EV-SIDE": 6, "CS-CEPA": 5, "UNIT-PLAN": 5, "UNIT-RUN": 4},
            (30, 60, 75, 90, 120, 150), short=75, saving="mixed",
        ),
        leave=(("2017-01-02", "2017-01-05"), ("2017-05-26", "2017-06-02"),
               ("2017-07-17", "2017-08-04"), ("2017-11-06", "2017-11-08")),
        sick=(("2017-02-15", "2017-02-17"),), travels=True,
    ),
    Member(
        "ada", "Ada Avocet", "CMS-2",
        Habit(
            {"IM-CMSWEB": 22, "IM-AEWAWEB": 17, "IM-TECH": 16, "NR-ORS": 12, "IM-SPACES": 12,
             "IM-REG": 8, "DD-INFO": 5, "UNIT-LEARN": 4, "UNIT-RUN": 4},
            (25, 40, 65, 80, 95, 110, 140, 170), grain=5, short=45, blank=8, copies=0,
        ),
        leave=(("2017-02-20", "2017-02-24"), ("2017-06-19", "2017-06-30"),
               ("2017-08-28", "2017-09-08"), ("2017-11-02", "2017-11-03"),
               ("2017-12-27", "2017-12-29")),
        sick=(("2017-05-17", "2017-05-18"), ("2017-12-04", "2017-12-05")),
    ),
    Member(
        "bruno", "Bruno Bittern", "CMS-3",
        Habit(
            {"NR-CMS": 22, "NR-ORS": 18, "IM-SPACES": 16, "IM-REG": 12, "NR-AEWA": 12,
             "IM-AEWAWEB": 6, "IM-CMSWEB": 6, "UNIT-RUN": 5, "UNIT-LEARN": 3},
            (60, 60, 90, 120, 150), grain=30, short=60, copies=40,
        ),
        leave=(("2017-01-02", "2017-01-06"), ("2017-04-03", "2017-04-07"),
               ("2017-07-31", "2017-08-18"), ("2017-12-20", "2017-12-22")),
        sick=(("2017-06-12", "2017-06-13"), ("2017-11-27", "2017-11-28")), travels=True,
    ),
    Member(
        "ivan", "Ivan Ibis", "CMS-4",
        Habit(
            {"IM-TECH": 40, "IM-CMSWEB": 26, "IM-AEWAWEB": 24, "IM-REG": 10},
            (60, 90, 120, 120, 180), grain=15, short=30, blank=5, saving="friday", copies=0,
        ),
        share=Fraction(1, 2), contract=(dt.date(2017, 3, 1), dt.date(2017, 11, 30)),
    ),
    Member(
        "jana", "Jana Jacana", "CMS-5",
        Habit(
            {"DD-BRAND": 18, "DD-PUB": 24, "DD-INFO": 16, "AV-VIDEO": 18, "AV-PHOTO": 10,
             "EV-WMBD": 5, "CS-SOCIAL": 5, "UNIT-RUN": 4},
            (60, 90, 120, 120, 180), grain=30, short=60, blank=25,
        ),
        share=Fraction(4, 5), pattern=(480, 480, 480, 480, 0),
        leave=(("2017-03-13", "2017-03-16"), ("2017-07-10", "2017-07-27"),
               ("2017-11-13", "2017-11-16"), ("2017-12-21", "2017-12-28")),
        sick=(("2017-09-25", "2017-09-26"),),
    ),
    Member(
        "karl", "Karl Knot", "CMS-6",
        Habit(
            {"CS-SOCIAL": 38, "CS-CEPA": 14, "CS-LETTER": 10, "AV-PHOTO": 12, "AV-VIDEO": 8,
             "NM-ALERT": 8, "EV-WMBD": 4, "UNIT-RUN": 4},
            (60, 120, 120, 180), grain=60, short=60, blank=40, saving="friday", copies=220,
        ),
        leave=(("2017-02-13", "2017-02-17"), ("2017-05-22", "2017-05-26"),
               ("2017-08-21", "2017-09-08"), ("2017-12-27", "2017-12-29")),
        sick=(("2017-01-30", "2017-02-01"), ("2017-10-05", "2017-10-06")),
    ),
    Member(
        "lena", "Lena Lapwing", "CMS-7",
        Habit(
            {"CW-CMS": 1, "CS-LETTER": 22, "NM-EXT": 20, "NM-ALERT": 22, "AV-PHOTO": 12,
             "DD-PUB": 12, "CS-CEPA": 6, "UNIT-RUN": 5},
            (90, 135, 180, 180), grain=15, short=45, saving="mixed", split_by_key=True,
        ),
        share=Fraction(3, 4),
        leave=(("2017-04-18", "2017-04-28"), ("2017-07-03", "2017-07-21"),
               ("2017-10-02", "2017-10-06"), ("2017-12-27", "2017-12-29")),
        sick=(("2017-03-21", "2017-03-22"),),
    ),
)  # fmt: skip

# Username, name, role, instrument: those who sign, pay, read and look after the unit.
OTHERS = (
    ("teresa", "Teresa Tern", "executive_secretary", CMS),
    ("walter", "Walter Whimbrel", "executive_secretary", AEWA),
    ("fina", "Fina Flamingo", "finance", CMS),
    ("felix", "Felix Fieldfare", "finance", AEWA),
    ("otto", "Otto Osprey", "auditor", None),
    ("carmen", "Carmen Crane", "committee_member", CMS),
    ("samuel", "Samuel Stork", "committee_member", AEWA),
    ("gina", "Gina Godwit", "administrator", None),
)
COORDINATOR = "cleo"


def grade_on(post: str, day: dt.date) -> str:
    """Return the grade of a post on a day."""
    return [grade for start, grade in GRADES[post] if start <= day.isoformat()][-1]


def people() -> list[Document]:
    """Return the people of the unit file."""
    listed: list[Document] = []
    for member in MEMBERS:
        start, end = member.contract or (dt.date.fromisoformat(SINCE), None)
        assignment: Document = {
            "post": member.post,
            "from": start.isoformat(),
            "to": end.isoformat() if end else None,
            "share": str(member.share),
        }
        if member.pattern is not None:
            assignment["pattern"] = list(member.pattern)
        person = _person(member.username, member.name)
        person["assignments"] = [assignment]
        if member.contract is not None:
            first, last = (day.isoformat() for day in member.contract)
            person["contracts"] = [{"from": first, "to": last, "hourly": HOURLY, "currency": EUR}]
        listed.append(person)
    names = {username: name for username, name, _, _ in OTHERS}
    return listed + [_person(username, name) for username, name in names.items()]


def roles() -> list[Document]:
    """Return who may do what, since the unit exists."""
    rows: list[Document] = [
        {"person": member.username, "role": "staff", "from": SINCE} for member in MEMBERS
    ]
    rows.append({"person": COORDINATOR, "role": "coordinator", "from": SINCE})
    for username, _, role, instrument in OTHERS:
        row: Document = {"person": username, "role": role, "from": SINCE}
        if instrument is not None:
            row["instrument"] = instrument
        if role == "committee_member":
            row["committee"] = instrument
        rows.append(row)
    return rows


def _person(username: str, name: str) -> Document:
    return {"username": username, "name": name, "email": f"{username}@{DOMAIN}"}
