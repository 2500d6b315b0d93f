"""What ``size`` measures in one database: ``python -m benchmarks.size_of ENTRIES UNITS``.

Prints one JSON document, its last line.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from benchmarks.timing import ROUNDS, peak_memory, take_turns
from benchmarks.valuation import END, START, UNIT, forget_runs, plain_sum, whole_run
from tests.services import ServiceMissing, private_redis

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKERS = (1, 2, 4)
PATIENCE = 3600
EVERYBODY = """
SELECT person_id, activity_id, beneficiary_id, SUM(minutes) FROM timetracking_timeentry
WHERE date >= %s AND date <= %s GROUP BY person_id, activity_id, beneficiary_id
"""
PAGES = 25


def everybodys_sum() -> None:
    """Fetch the sums of the year's entries of all units."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY, [START, END])
        cursor.fetchall()


@contextlib.contextmanager
def every_month_cut() -> Iterator[None]:
    """Let runs read entries alone, as if a rate changed within each month."""
    from costsharing.queries import valuation_inputs

    with patch.multiple(
        valuation_inputs,
        whole_months=lambda _spans: [],
        cut_spans=lambda spans: [(spans[0][0], spans[-1][1])],
    ):
        yield


def run_from_entries() -> str:
    """Carry out a run that finds every month cut."""
    with every_month_cut():
        return whole_run()


def sums_alone() -> None:
    """Fetch what a run reads of the totals."""
    from costsharing.queries.minutes import Period, sums_of_months
    from secretariats.core.dates import months
    from secretariats.models import Unit

    firsts = list(months(START, END))
    period = Period(Unit.objects.get(code=UNIT).pk, START, END, firsts)
    sums_of_months(period, [], firsts)


def one_run() -> None:
    """Value the unit's year."""
    forget_runs()
    whole_run()


def twenty_runs() -> None:
    """Value it again and again, as a worker does that lives long."""
    for _ in range(20):
        one_run()


def look(times: int) -> None:
    """Open the week and the dashboard as one person, some times over."""
    from django.test import override_settings

    from benchmarks import pages

    with override_settings(ALLOWED_HOSTS=["testserver"]):
        open_page = pages.reader_of(UNIT)
        for _ in range(times):
            for address in pages.PAGES.values():
                open_page(address)


def a_few_pages() -> None:
    """Open each page once."""
    look(1)


def many_pages() -> None:
    """Open each page many times."""
    look(PAGES)


def memory() -> list[tuple[str, int, int]]:
    """Return what → peak in MB after a little of it and after much, each in a fresh process."""
    of_worker, of_web = "costsharing.tasks, reporting.tasks, networkx", "imca.urls, imca.wsgi"
    found = []
    for what, modules, little, much in (
        ("of a worker after 1 and 20 runs", of_worker, "one_run", "twenty_runs"),
        (f"of the web after 2 and {2 * PAGES} pages", of_web, "a_few_pages", "many_pages"),
    ):
        _, after_little = peak_memory(modules, "size_of", little)
        _, after_much = peak_memory(modules, "size_of", much)
        found.append((what, after_little, after_much))
    return found


def loading(number: int, entries: int) -> dict[str, list[float]]:
    """Return the seconds of a bare COPY of one unit's entries, and of seeding that unit.

    Both write into the same table with its checks, indexes, totals and foreign keys, which are
    checked before the clock stops. Nothing of it stays.
    """
    from django.db import connection, transaction

    from reporting.actions.seed_units import seed_unit
    from reporting.demo.load import Load
    from secretariats.models import Unit
    from timetracking.actions.insert_entries import COLUMNS

    load = Load(number, entries, 1)
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    rows = io.StringIO()
    seconds: dict[str, list[float]] = {"copy": [], "seed": []}

    def seed() -> None:
        begin = time.perf_counter()
        seed_unit(load, actor=None)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds["seed"].append(time.perf_counter() - begin)

    def copy() -> None:
        pk = Unit.objects.get(code=load.code).pk
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.copy_expert(
                f"COPY (SELECT {columns} FROM timetracking_timeentry WHERE unit_id = {pk:d} "  # noqa: S608 - names of our own
                "ORDER BY id) TO STDOUT",
                rows,
            )
            cursor.execute("DELETE FROM timetracking_timeentry WHERE unit_id = %s", [pk])
            rows.seek(0)
            begin = time.perf_counter()
            cursor.copy_expert(f"COPY timetracking_timeentry ({columns}) FROM STDIN", rows)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            seconds["copy"].append(time.perf_counter() - begin)
        rows.seek(0)
        rows.truncate()

    for _ in range(3):
        with transaction.atomic():
            seed()
            copy()
            transaction.set_rollback(True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE timetracking_timeentry")
    return seconds


def all_units(workers: int) -> dict[str, Any]:
    """Return the seconds until all units' runs are stored, and until nothing waits any more."""
    from costsharing.actions.value_units import value_units
    from costsharing.models import ValuationRun
    from secretariats.models import Job, Unit

    ValuationRun.objects.all().delete()
    Job.objects.all().delete()
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("w+") as log:
        command = ["-m", "celery", "-A", "imca", "worker", "--pool=prefork", "--loglevel=INFO"]
        options = [f"--concurrency={workers}", "--hostname=bench@%h", "--without-gossip"]
        worker = subprocess.Popen([sys.executable, *command, *options], stdout=log, stderr=log)
        try:
            _until(lambda: " ready." in Path(log.name).read_text())
            begin = time.perf_counter()
            units = list(Unit.objects.order_by("pk"))
            jobs = value_units(units=units, start=START, end=END, method="", actor=None)
            mine = Job.objects.filter(pk__in=[job.pk for job in jobs])
            ended = (Job.State.DONE, Job.State.FAILED)
            _until(lambda: not mine.exclude(state__in=ended).exists())
            stored = time.perf_counter() - begin
            _until(lambda: not Job.objects.exclude(state__in=ended).exists())
            done = time.perf_counter() - begin
            failed = list(Job.objects.filter(state=Job.State.FAILED).values_list("task", "error"))
            assert not failed, failed[:3]
            peaks = [_peak(pid) for pid in _children(worker.pid)]
        finally:
            worker.terminate()
            worker.wait(60)
    return {"workers": workers, "runs": stored, "all": done, "memory": max(peaks)}


def _until(condition: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "the workers take too long"
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _peak(pid: int) -> int:
    """Return the peak memory of a process in MB."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii").split("VmHWM:")[1]
    return int(told.split()[0]) // 1024


def run_digest() -> str:
    """Return the digest of the unit's run."""
    from costsharing.models import ValuationRun

    digest: str = ValuationRun.objects.get(unit__code=UNIT).digest
    return digest


def main(entries: int, units: int) -> None:
    """Fill, measure and print."""
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    begin = time.perf_counter()
    call_command("seed_load", entries=entries, units=units, stdout=sys.stderr)
    found: dict[str, Any] = {"count": entries, "units": units}
    found["seeded"] = time.perf_counter() - begin
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    call_command("verify_summaries", stdout=sys.stderr)
    digests = []
    for run in (whole_run, run_from_entries):
        forget_runs()
        run()
        digests.append(run_digest())
    assert len(set(digests)) == 1, "the same run from totals and from entries"
    contenders = {
        "own": plain_sum, "everybody": everybodys_sum, "sums": sums_alone, "totals": whole_run,
        "entries": run_from_entries,
    }  # fmt: skip
    found |= take_turns(contenders, rounds=ROUNDS, prepare=forget_runs)
    found["memory"] = memory()
    found |= loading(units + 1, entries // units)
    found["workers"] = []
    if "CELERY_BROKER_URL" in os.environ and units >= max(WORKERS):
        found["workers"] = [all_units(workers) for workers in WORKERS]
    print(json.dumps(found))


if __name__ == "__main__":
    with contextlib.ExitStack() as services:
        with contextlib.suppress(ServiceMissing):
            os.environ["CELERY_BROKER_URL"] = services.enter_context(private_redis()).url
        main(int(sys.argv[1]), int(sys.argv[2]))
