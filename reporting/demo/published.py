"""The papers of the demonstration: those that two meetings have, and one to be signed.

The meetings took place; that they had such papers is invented.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reporting.demo.arrangement import AEWA, CMS, YEAR
from reporting.demo.lessons import HALF_YEAR, LECONS, LESSONS

YEAR_FROM, YEAR_TO = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)
HALF_FROM, HALF_TO = dt.date(YEAR, 1, 1), dt.date(YEAR, 6, 30)


@dataclass(frozen=True, slots=True)
class Paper:
    """A report of the demonstration and how far it has come.

    Attributes:
        committee: code of the committee.
        head: fields of the report's head and texts.
        signed_for: the sides that have signed.
        signed: when they did; None: on the day on which the demonstration is loaded.
        published: when it was; None while it waits.
    """

    committee: str
    language: str
    start: dt.date
    end: dt.date
    head: dict[str, str | dt.date]
    signed_for: tuple[str, ...] = (CMS, AEWA)
    signed: dt.datetime | None = None
    published: dt.datetime | None = None


_AEWA_MEETING: dict[str, str | dt.date] = {
    "symbol": "AEWA/StC13.14",
    "meeting_place": "The Hague, Netherlands",
    "meeting_start": dt.date(2018, 7, 3),
    "meeting_end": dt.date(2018, 7, 5),
    "agenda_item": "14",
    "date": dt.date(2018, 5, 28),
}
_AEWA_SIGNED = dt.datetime(2018, 5, 30, 9, 20, tzinfo=dt.UTC)
_AEWA_PUBLISHED = dt.datetime(2018, 6, 1, 8, 0, tzinfo=dt.UTC)

# Those of the year first: their documents are what the demonstration prints.
PAPERS = (
    Paper(
        committee=CMS,
        language="en",
        start=YEAR_FROM,
        end=YEAR_TO,
        head={
            "symbol": "UNEP/CMS/StC48/Doc.12",
            "meeting_name": "48th Meeting of the Standing Committee",
            "meeting_place": "Bonn, Germany",
            "meeting_start": dt.date(2018, 10, 23),
            "meeting_end": dt.date(2018, 10, 24),
            "agenda_item": "12",
            "date": dt.date(2018, 8, 30),
            "lessons": LESSONS,
        },
        signed=dt.datetime(2018, 9, 3, 14, 10, tzinfo=dt.UTC),
        published=dt.datetime(2018, 9, 4, 7, 30, tzinfo=dt.UTC),
    ),
    Paper(
        committee=AEWA,
        language="en",
        start=YEAR_FROM,
        end=YEAR_TO,
        head={
            **_AEWA_MEETING,
            "meeting_name": "13th Meeting of the Standing Committee",
            "lessons": LESSONS,
        },
        signed=_AEWA_SIGNED,
        published=_AEWA_PUBLISHED,
    ),
    Paper(
        committee=AEWA,
        language="fr",
        start=YEAR_FROM,
        end=YEAR_TO,
        head={
            **_AEWA_MEETING,
            "meeting_name": "13th Meeting of the Standing Committee",
            "title": (
                "Rapport d'activité de l'unité commune de gestion de l'information, de "
                "communication et de sensibilisation"
            ),
            "lessons": LECONS,
        },
        signed=_AEWA_SIGNED,
        published=_AEWA_PUBLISHED,
    ),
    Paper(
        committee=CMS,
        language="en",
        start=HALF_FROM,
        end=HALF_TO,
        head={
            "symbol": "UNEP/CMS/StC48/Inf.5",
            "title": "Services of the joint unit in the first half of 2017",
            "meeting_name": "48th Meeting of the Standing Committee",
            "meeting_place": "Bonn, Germany",
            "meeting_start": dt.date(2018, 10, 23),
            "meeting_end": dt.date(2018, 10, 24),
            "agenda_item": "12",
            "date": dt.date(2018, 9, 10),
            "lessons": HALF_YEAR,
        },
        signed_for=(CMS,),
    ),
)
