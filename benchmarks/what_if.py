"""The demonstration year under other terms, against its whole run: nobody waits for an answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from benchmarks.timing import milliseconds, ratio, take_turns

if TYPE_CHECKING:
    from costsharing.models import ValuationRun

START, END = dt.date(2017, 1, 1), dt.date(2017, 12, 31)
ASKED = {
    "another key": {"key": {"CMS": "3/5", "AEWA": "2/5"}},
    "an instrument joins, costs rise, from July": {
        "from": "2017-07-01",
        "add": [{"instrument": "EUROBATS", "share": "1/10", "joint": True}],
        "costs": "+5%",
    },
}


def forget_runs() -> None:
    """Remove what was computed: the run that is there already would be found instead."""
    from costsharing.models import ValuationRun
    from reporting.demo.unit import CODE

    ValuationRun.objects.filter(unit__code=CODE).delete()


def whole_run() -> ValuationRun:
    """Carry out the valuation of the demonstration year as a worker does."""
    from costsharing.actions import value_period
    from costsharing.models import ValuationRun
    from reporting.demo.unit import CODE
    from secretariats.models import Job, Unit

    asked = {"from": START.isoformat(), "to": END.isoformat(), "method": "standard"}
    job = Job.objects.create(unit=Unit.objects.get(code=CODE), task=value_period.TASK, asked=asked)
    found = value_period.carry_out(job, tell=lambda *_: None)
    run: ValuationRun = ValuationRun.objects.select_related("unit").get(pk=found)
    return run


def measure() -> list[str]:
    """Return the lines of the table."""
    from django.test import Client, override_settings

    from costsharing.actions.try_what_if import try_what_if
    from costsharing.core.what_if import read_changes
    from reporting.actions.load_demonstration import load_demonstration
    from secretariats.models import Person

    load_demonstration(actor=None)
    run = whole_run()
    client = Client()
    client.force_login(Person.objects.get(username="cleo"))
    address = f"/what-if/?run={run.pk}&share_0=2/5&share_1=3/5"
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        assert client.get(address).status_code == 200
        page = take_turns({"page": lambda: client.get(address)})
    tried = {
        name: lambda said=said: try_what_if(run, read_changes(said)[0], actor=None)
        for name, said in ASKED.items()
    }
    seconds = take_turns({"run": whole_run, **tried}, prepare=forget_runs)
    forget_runs()
    return [
        (
            f"The demonstration year under other terms, {len(run.snapshot):,} bytes of snapshot; "
            "medians of five, interleaved."
        ),
        "",
        "| what | ms, median (min to max) | ratio to a whole run |",
        "| --- | --- | --- |",
        f"| a whole run of the year, storage included | {milliseconds(seconds['run'])} | 1 |",
        *(
            f"| what if: {name} | {milliseconds(seconds[name])} "
            f"| {ratio(seconds[name], seconds['run'])} |"
            for name in ASKED
        ),
        f"| the page, another key | {milliseconds(page['page'])} |  |",
        "",
    ]
