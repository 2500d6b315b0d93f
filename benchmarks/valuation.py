"""A whole run, from asking the database to the stored row, against a plain sum of its rows."""

from __future__ import annotations

import datetime as dt

from benchmarks.timing import milliseconds, peak_memory, ratio, take_turns

UNIT, START, END = "LOAD-1", dt.date(2017, 1, 1), dt.date(2017, 12, 31)
PLAIN = """
SELECT person_id, activity_id, beneficiary_id, SUM(minutes) FROM timetracking_timeentry
WHERE unit_id = %s AND date >= %s AND date <= %s GROUP BY person_id, activity_id, beneficiary_id
"""


def plain_sum() -> int:
    """Fetch the sums by person, activity and beneficiary; return their number."""
    from django.db import connection

    from secretariats.models import Unit

    unit = Unit.objects.get(code=UNIT)
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [unit.pk, START, END])
        return len(cursor.fetchall())


def forget_runs() -> None:
    """Remove what was computed: the run that is there already would be found instead."""
    from costsharing.models import ValuationRun

    ValuationRun.objects.filter(unit__code=UNIT).delete()


def whole_run() -> str:
    """Carry out a valuation as a worker does: inputs, snapshot, digest, ranges, table, storage."""
    from costsharing.actions import value_period
    from secretariats.models import Job, Unit

    unit = Unit.objects.get(code=UNIT)
    asked = {"from": START.isoformat(), "to": END.isoformat(), "method": "standard"}
    job = Job.objects.create(unit=unit, task=value_period.TASK, asked=asked)
    return value_period.carry_out(job, tell=lambda *_: None)


def measure() -> list[str]:
    """Return the lines of the table."""
    from django.db import connection

    from costsharing.models import ValuationRun
    from timetracking.models import TimeEntry

    seconds = take_turns({"plain": plain_sum, "run": whole_run}, prepare=forget_runs)
    run = ValuationRun.objects.get(unit__code=UNIT)
    forget_runs()
    before, after = peak_memory(
        "costsharing.tasks, reporting.tasks, networkx", "valuation", "whole_run"
    )
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    return [
        (
            f"PostgreSQL {version.split()[0]}, {TimeEntry.objects.count():,} entries of one unit "
            f"and year, {len(run.snapshot):,} bytes of snapshot; medians of five, interleaved."
        ),
        "",
        "| what | ms, median (min to max) |",
        "| --- | --- |",
        (
            f"| `SELECT person, activity, beneficiary, SUM(minutes) … GROUP BY` | "
            f"{milliseconds(seconds['plain'])} |"
        ),
        (
            f"| a whole run: inputs, ranges, snapshot, digest, published table, storage | "
            f"{milliseconds(seconds['run'])} |"
        ),
        f"| ratio | {ratio(seconds['run'], seconds['plain'])} |",
        "",
        f"Peak memory of a worker's process: {after} MB after a run, {before} MB before it.",
        "",
    ]
