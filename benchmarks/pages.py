"""The week grid and the dashboard against an empty page behind the same login."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from benchmarks.timing import milliseconds, ratio, take_turns
from benchmarks.valuation import END, START, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SMALL = "LOAD-2"
ROUNDS = 15
EMPTY = "an-empty-page/"
PERIOD = f"from={START}&to={END}"
PAGES = {
    "the week grid": "/time/?week=2017-W20",
    "the dashboard": f"/dashboard/?{PERIOD}",
}


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with what every page has, and nothing else."""
    from django.shortcuts import render

    return render(request, "base.html")


def addresses() -> list[object]:
    """Return the addresses of the site, and the empty page."""
    from django.urls import path

    from imca.urls import urlpatterns

    return [path(EMPTY, empty, name="empty"), *urlpatterns]


def reader_of(unit_code: str) -> Callable[[str], object]:
    """Return what opens a page as a person of a unit who is staff and its Executive Secretary."""
    from django.test import Client

    from secretariats.models import Role, Unit

    unit = Unit.objects.get(code=unit_code)
    person = unit.people.order_by("pk").first()
    assert person is not None
    for kind, instrument in (("staff", None), ("executive_secretary", unit.instruments.first())):
        Role.objects.get_or_create(
            unit=unit, person=person, role=kind, instrument=instrument,
            defaults={"start": dt.date(2014, 1, 1)},
        )  # fmt: skip
    client = Client()
    client.force_login(person)

    def open_page(address: str) -> object:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer

    return open_page


def measure() -> list[str]:
    """Return the lines of the table."""
    from django.test import override_settings

    from costsharing.actions import measure_limitations, value_period
    from reporting.actions.seed_units import seed_unit
    from reporting.demo.load import Load
    from secretariats.models import Job, Unit
    from timetracking.models import TimeEntry

    seed_unit(Load(2, 1, 1), actor=None)
    lines = ["| page | entries | ms, median (min to max) | against an empty page |"]
    lines += ["| --- | --- | --- | --- |"]
    asked = {"from": START.isoformat(), "to": END.isoformat(), "method": "standard"}
    with override_settings(ROOT_URLCONF=tuple(addresses()), ALLOWED_HOSTS=["testserver"]):
        for code in (SMALL, UNIT):
            unit = Unit.objects.get(code=code)
            job = Job.objects.create(unit=unit, task=value_period.TASK, asked=asked)
            value_period.carry_out(job, tell=lambda *_: None)
            # A worker measures the limitations of a run by itself.
            job = Job.objects.create(unit=unit, task=measure_limitations.TASK, asked=asked)
            measure_limitations.carry_out(job, tell=lambda *_: None)
            open_page = reader_of(code)
            contenders: dict[str, Callable[[], object]] = {"empty": lambda: open_page(f"/{EMPTY}")}  # noqa: B023
            for name, address in PAGES.items():
                contenders[name] = lambda where=address: open_page(where)  # type: ignore[misc]  # noqa: B023
            seconds = take_turns(contenders, rounds=ROUNDS)
            entries = f"{TimeEntry.objects.filter(unit=unit).count():,}"
            lines.append(f"| an empty page | {entries} | {milliseconds(seconds['empty'])} | |")
            lines += [
                f"| {name} | {entries} | {milliseconds(seconds[name])} | "
                f"{ratio(seconds[name], seconds['empty']).split(' ')[0]} |"
                for name in PAGES
            ]
    return [*lines, ""]
