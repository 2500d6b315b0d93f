"""Units from files, valued by the task that workers run, in few words."""

from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING, Any

from costsharing.actions.load_unit import load_unit
from costsharing.actions.value_period import ask_for_valuation
from costsharing.models import ValuationRun
from costsharing.tasks import value
from secretariats.models import Job
from tests.unit.costsharing.unit_files import read

if TYPE_CHECKING:
    from secretariats.models import Unit

Document = dict[str, Any]


def small(**more: Any) -> Document:
    """Return a unit file: CMS and AEWA at thirds in 2017; Ada on a G5 post, EUR 40 an hour."""
    document: Document = {
        "imca": 1,
        "instruments": [{"code": code, "name": code} for code in ("CMS", "AEWA", "EUROBATS")],
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
                "support": "0",
            },
        },
        "agreements": [{"from": "2014-01-01", "key": {"CMS": "2/3", "AEWA": "1/3"}}],
        "grades": [
            {"grade": grade, "year": 2017, "annual": annual, "currency": "EUR",
             "productive_hours": "1650"}
            for grade, annual in (("G5", "66000"), ("P2", "99000"))
        ],
        "posts": [post("P-01")],
        "people": [person("ada", assignment())],
        "work_areas": [{"code": code, "name": code} for code in ("INF", "COM")],
        "activities": [
            {"code": "WEB", "title": "Website", "area": "INF", "kind": "service"},
            {"code": "NEWS", "title": "News", "area": "COM", "kind": "service"},
            {"code": "ADM", "title": "Running the unit", "kind": "overhead"},
            {"code": "OFF", "title": "Leave", "kind": "absence"},
        ],
        "entries": [],
    }  # fmt: skip
    return copy.deepcopy({**document, **more})


def post(code: str, *grades: tuple[str, str]) -> Document:
    """Return a post; by default a G5 since 2014."""
    return {
        "code": code,
        "title": code,
        "employer": "CMS",
        "funding": "core",
        "grades": [
            {"from": since, "grade": grade} for since, grade in grades or [("2014-01-01", "G5")]
        ],
    }


def assignment(
    code: str = "P-01", start: str = "2014-01-01", end: str | None = None, **more: Any
) -> Document:
    """Return an assignment, of full time unless told."""
    return {"post": code, "from": start, "to": end, "share": "1", **more}


def contract(
    start: str, end: str | None = None, hourly: str = "90", currency: str = "EUR"
) -> Document:
    """Return a contract."""
    return {"from": start, "to": end, "hourly": hourly, "currency": currency}


def person(
    username: str, *assignments: Document, contracts: tuple[Document, ...] = ()
) -> Document:
    """Return a person."""
    return {
        "username": username,
        "name": username.title(),
        "assignments": list(assignments),
        "contracts": list(contracts),
    }


def entry(
    date: str, minutes: int, activity: str = "WEB", whom: str = "CMS", who: str = "ada"
) -> Document:
    """Return an entry; overhead and absence are for nobody."""
    row: Document = {"person": who, "date": date, "minutes": minutes, "activity": activity}
    if activity not in ("ADM", "OFF"):
        row["for"] = whom.split("+")
    return row


def store(document: Document, *, replace: bool = False) -> Unit:
    """Load a unit file and return its unit."""
    return load_unit(read(document), actor=None, replace=replace).unit


def ask(unit: Unit, start: str = "2017-01-01", end: str = "2017-01-31", method: str = "") -> Job:
    """Ask for a valuation, let the task do it, and return the job as it ended."""
    job = ask_for_valuation(
        unit=unit,
        start=dt.date.fromisoformat(start),
        end=dt.date.fromisoformat(end),
        method=method,
        actor=None,
    )
    value(str(job.pk))
    job.refresh_from_db()
    return job


def run_of(
    unit: Unit, start: str = "2017-01-01", end: str = "2017-01-31", method: str = ""
) -> ValuationRun:
    """Return the run of a period."""
    job = ask(unit, start, end, method)
    assert (job.state, job.error) == (Job.State.DONE, "")
    return ValuationRun.objects.get(pk=job.result)


def failure(
    unit: Unit, start: str = "2017-01-01", end: str = "2017-01-31", method: str = ""
) -> list[str]:
    """Return the lines of what keeps a period from being valued."""
    job = ask(unit, start, end, method)
    assert (job.state, job.result) == (Job.State.FAILED, "")
    return job.error.splitlines()


def exact(run: ValuationRun, figure: str) -> dict[str, str]:
    """Return a figure of each instrument, exact; what is 0 is left out."""
    return {
        code: found[figure]["exact"].removesuffix("/1")
        for code, found in run.results["instruments"].items()
        if found[figure]["exact"] != "0/1"
    }
