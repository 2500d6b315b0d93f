"""Milestones and strategies of the demonstration's programme: all of them invented."""

from __future__ import annotations

from reporting.demo.arrangement import AEWA, CMS, YEAR, Document

# Activity → day of the year, what is reached by then, and when it was in the first year.
_MILESTONES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "IM-CMSWEB": (
        ("06-30", "Pages on COP12 online in three languages", "06-28"),
        ("12-15", "Archive of meetings moved to the new website", ""),
    ),
    "IM-AEWAWEB": (("09-30", "New section on species online", "10-12"),),
    "IM-SPACES": (("07-15", "Workspaces of all bodies on one platform", "07-14"),),
    "IM-TECH": (("03-31", "Servers moved", "03-24"),),
    "NR-ORS": (("02-15", "Questionnaires open to Parties", "02-13"),),
    "NR-CMS": (("07-25", "Analysis handed to the Secretariat for COP12", "07-25"),),
    "NR-AEWA": (
        ("06-15", "Draft format sent to the Technical Committee", "06-09"),
        ("12-01", "Format tested with five Parties", ""),
    ),
    "NM-PRESS": (("12-31", "Twenty press releases", "12-19"),),
    "EV-WMBD": (
        ("03-01", "Poster and theme published", "02-27"),
        ("05-10", "Main day", "05-10"),
        ("10-14", "Second day, in autumn", "10-14"),
    ),
    "EV-COP12": (
        ("08-31", "Media plan agreed with the host country", "09-05"),
        ("10-23", "Exhibition and webcast open in Manila", "10-23"),
    ),
    "DD-BRAND": (("06-30", "Templates in use in both Secretariats", "07-20"),),
    "DD-PUB": (("11-30", "Sixth publication laid out", "11-28"),),
    "AV-PHOTO": (("09-15", "Licences of all photographs recorded", ""),),
    "CS-CEPA": (("04-30", "Material for schools tested", "05-04"),),
}
# Part of a mandate → instrument, and what of its strategy is carried out.
_STRATEGIES = (
    ("Communication plan of CMS", CMS, "Communication plan, objective 2"),
    ("Communication Strategy of AEWA", AEWA, "Communication Strategy, goal 3"),
)
_PAGES = {
    CMS: "https://cms.example.org/communication-plan#objective-2",
    AEWA: "https://aewa.example.org/communication-strategy#goal-3",
}


def milestones(activity: str, year: int) -> list[Document]:
    """Return the milestones of an item, those of the first year with the day they were reached."""
    rows: list[Document] = []
    for day, title, done in _MILESTONES.get(activity, ()):
        row: Document = {"date": f"{year}-{day}", "title": title}
        if done and year == YEAR:
            row["done"] = f"{year}-{done}"
        rows.append(row)
    return rows


def strategies(mandate: str) -> Document:
    """Return what an item of a mandate carries out of each strategy."""
    return {
        instrument: {"text": text, "address": _PAGES[instrument]}
        for part, instrument, text in _STRATEGIES
        if part in mandate
    }
