"""Services that break under a run, and many units: it ends once and right, or can be retried."""

from __future__ import annotations

import contextlib
import json
import signal
from typing import TYPE_CHECKING, Any

import psycopg2
import pytest

from tests.faults.site import A_MINUTE, UNIT, UNIT_FILE, Site, until
from tests.services import private_postgres, private_redis

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.services import Service

pytestmark = pytest.mark.timeout(150)

JANUARY, FEBRUARY, MARCH = (
    ("2017-01-01", "2017-01-31"),
    ("2017-02-01", "2017-02-28"),
    ("2017-03-01", "2017-03-31"),
)
UNITS = ("A", "B", "C")
BAD = "B"
RETRY = """
from secretariats.actions.retry_job import retry_job
from secretariats.models import Job
retry_job(Job.objects.get(pk={job!r}), actor=None)
"""


@pytest.fixture(scope="module")
def database() -> Iterator[Service]:
    """Give a PostgreSQL that the tests of this module may stop and start."""
    with private_postgres() as service:
        yield service


@pytest.fixture(scope="module")
def units(database: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a site with the unit of the tests, and copies of it, one without a key."""
    var = tmp_path_factory.mktemp("units")
    site = Site(var=var, database=database.url)
    try:
        site.well(site.manage("migrate", "--verbosity", "0"))
        site.well(site.manage("load_unit", str(UNIT_FILE)))
        for code in UNITS:
            site.well(site.manage("load_unit", str(copy_of(var, code, right=code != BAD))))
        yield site
    finally:
        site.end_all()


def copy_of(var: Path, code: str, *, right: bool) -> Path:
    """Write the unit under another code; wrong, its agreement begins after all its work."""
    document: dict[str, Any] = json.loads(UNIT_FILE.read_text(encoding="utf-8"))
    document["unit"]["code"] = code
    if not right:
        document["agreements"] = [{**document["agreements"][-1], "from": "2031-01-01"}]
    path = var / f"{code}.unit.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.fixture
def broken(units: Site) -> Iterator[tuple[Site, Service]]:
    """Give the site with a Redis of the test's own."""
    with private_redis() as redis:
        site = units.on(redis.url)
        try:
            yield site, redis
        finally:
            site.end_all()


def ended_once(site: Site, job: str, period: tuple[str, str]) -> str:
    """Return the digest of a period's one run, which its job made."""
    until(lambda: site.jobs(job)[0][0] in {"done", "failed"}, A_MINUTE, "the job has ended")
    ((identity, digest),) = site.runs(period)
    assert site.jobs(job) == [("done", identity, "")]
    # Asked in all quiet, another digest would be another run.
    assert site.valued(site.value(period))["digest"] == digest
    assert site.runs(period) == [(identity, digest)]
    return digest


def test_postgresql_restarted_under_a_run(broken: tuple[Site, Service], database: Service) -> None:
    site, _redis = broken
    with contextlib.ExitStack() as stack:
        stack.enter_context(site.nothing_is_stored())
        (job,) = site.ask(JANUARY)
        site.worker("shaken")
        until(lambda: site.held_up() == 1, A_MINUTE, "the run is about to be stored")
        # A crash: every connection is lost, the one that holds the lock as well.
        database.stop(signal.SIGQUIT)
        with contextlib.suppress(psycopg2.Error):
            stack.close()
    database.start()
    ended_once(site, job, JANUARY)


def test_redis_restarted_under_a_run_and_before_another(broken: tuple[Site, Service]) -> None:
    """What waits is in no queue any more: whoever waits for it, or the clock, hands it out."""
    site, redis = broken
    with site.nothing_is_stored():
        running, waiting = site.ask(FEBRUARY, MARCH)
        site.worker("patient")
        until(lambda: site.held_up() == 1, A_MINUTE, "the run is about to be stored")
        redis.stop(signal.SIGKILL)
        redis.start()
    until(lambda: site.done(running), A_MINUTE, "the run is stored all the same")
    site.valued(site.value(MARCH))
    ended_once(site, running, FEBRUARY)
    if site.jobs(waiting)[0][0] == "waiting":
        code = "from secretariats.actions.run_job import send\n"
        code += "from secretariats.models import Job\n"
        code += f"send(Job.objects.get(pk={waiting!r}))"
        site.well(site.manage("shell", "--no-imports", "-c", code))
    ended_once(site, waiting, MARCH)


def test_many_units_on_two_workers_and_the_failed_one_alone_again(
    broken: tuple[Site, Service],
) -> None:
    site, _redis = broken
    workers = [site.worker("first"), site.worker("second")]
    named = [part for code in UNITS for part in ("--unit", code)]
    asked = ("value_units", "--from", JANUARY[0], "--to", JANUARY[1], *named, "--json")
    status, output, said = site.ends(site.manage(*asked), 2 * A_MINUTE)
    assert status == 1
    assert said.startswith("1 of 3 units failed.")
    assert f"{BAD}: " in said
    assert "Traceback" not in said
    rows = {row["unit"]: row for row in json.loads(output)["units"]}
    assert {code: row["state"] for code, row in rows.items()} == {
        code: "failed" if code == BAD else "done" for code in UNITS
    }
    assert all("costsharing.value[" in worker.said() for worker in workers)
    # Put right, it alone is tried again, and those that went well keep their runs.
    mended = copy_of(site.var, BAD, right=True)
    site.well(site.manage("load_unit", str(mended), "--replace"))
    job = rows[BAD]["job"]
    site.well(site.manage("shell", "--no-imports", "-c", RETRY.format(job=job)))
    until(lambda: site.jobs(job)[0][0] != "waiting", A_MINUTE, "a worker has taken it")
    until(lambda: site.done(job), A_MINUTE, "it is done")
    again = site.manage(*asked)
    found = {row["unit"]: row["run"] for row in json.loads(site.well(again))["units"]}
    assert {code: run for code, run in found.items() if code != BAD} == {
        code: row["run"] for code, row in rows.items() if code != BAD
    }
    assert found[BAD] == site.jobs(job)[0][1]
    assert UNIT not in found
