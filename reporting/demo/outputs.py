"""The register of outputs of the demonstration: all of them invented."""

from __future__ import annotations

from reporting.demo.arrangement import AEWA, CMS, YEAR, Document

_BOTH = (CMS, AEWA)
# Day, kind, title, activity, instruments, whether there is a page.
_ROWS: tuple[tuple[str, str, str, str, tuple[str, ...], bool], ...] = (
    ("01-19", "news", "What the joint unit plans for 2017", "NM-ALERT", _BOTH, True),
    ("02-02", "press", "World Wetlands Day: joint statement", "NM-PRESS", _BOTH, True),
    ("02-13", "tool", "Online questionnaires of both instruments open", "NR-ORS", _BOTH, True),
    ("02-27", "campaign", "World Migratory Bird Day 2017: theme and poster", "EV-WMBD", _BOTH,
     True),
    ("03-03", "press", "World Wildlife Day: voices of young people", "NM-PRESS", (CMS,), True),
    ("03-14", "meeting", "Twelfth meeting of the Standing Committee served online", "IM-SPACES",
     (AEWA,), False),
    ("03-28", "training", "Webinar on online reporting for national focal points", "NR-ORS", _BOTH,
     False),
    ("04-06", "publication", "Guidelines on sustainable harvest, laid out", "DD-PUB",
     (AEWA,), True),
    ("04-25", "report", "Report on communication to both Secretariats, first quarter", "NM-MSG",
     _BOTH, False),
    ("05-04", "publication", "Teaching material on migration for schools", "CS-CEPA", _BOTH,
     True),
    ("05-10", "event", "World Migratory Bird Day: main day with 260 events", "EV-WMBD", _BOTH,
     True),
    ("05-23", "news", "Film on the flyway in three languages", "AV-VIDEO", _BOTH, True),
    ("06-09", "report", "Draft format of national reports", "NR-AEWA", (AEWA,), False),
    ("06-28", "website", "Pages on COP12 in three languages", "IM-CMSWEB", (CMS,), True),
    ("07-14", "tool", "Workspace of the Technical Committee on the new platform", "IM-SPACES",
     (AEWA,), True),
    ("07-25", "report", "Analysis of national reports for COP12", "NR-CMS", (CMS,), True),
    ("08-17", "tool", "Online registration for COP12", "IM-REG", (CMS,), True),
    ("09-05", "training", "Media training for the delegation to COP12", "NM-MEDIA", (CMS,), False),
    ("09-19", "publication", "Infographic: sharks on the move", "DD-INFO", (CMS,), True),
    ("10-12", "website", "Section on species of the AEWA website", "IM-AEWAWEB", (AEWA,), True),
    ("10-14", "event", "World Migratory Bird Day in autumn", "EV-WMBD", _BOTH, True),
    ("10-23", "event", "Exhibition on migratory species in Manila", "EV-COP12", (CMS,), False),
    ("10-28", "press", "COP12 closes with new listings", "NM-PRESS", (CMS,), True),
    ("11-28", "publication", "Single species action plan, laid out", "DD-PUB", (AEWA,), True),
    ("12-05", "news", "The year on the flyways in twelve pictures", "CS-LETTER", _BOTH, True),
    ("12-19", "press", "Twenty years after the first Meeting of the Parties", "NM-PRESS", (AEWA,),
     True),
)  # fmt: skip


def outputs() -> list[Document]:
    """Return what was delivered in the year."""
    rows: list[Document] = []
    for number, (day, kind, title, activity, members, has_page) in enumerate(_ROWS, 1):
        row: Document = {
            "date": f"{YEAR}-{day}",
            "kind": kind,
            "title": title,
            "for": list(members),
            "activity": activity,
        }
        if has_page:
            row["address"] = f"https://imca.example.org/outputs/{YEAR}/{number}"
        rows.append(row)
    return rows
