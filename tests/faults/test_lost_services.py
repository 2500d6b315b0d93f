"""Redis that is away, a run that hangs: clear words, and nothing is lost."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.faults.site import A_MINUTE, UNIT, until
from tests.services import private_redis

if TYPE_CHECKING:
    from tests.faults.site import Site

pytestmark = pytest.mark.timeout(150)

SEPTEMBER, OCTOBER = ("2017-09-01", "2017-09-30"), ("2017-10-01", "2017-10-31")
NOVEMBER = ("2017-11-01", "2017-11-30")


def test_a_run_outlives_redis_and_who_asks_meanwhile_is_told(site: Site) -> None:
    with private_redis() as redis:
        site = site.on(redis.url)
        try:
            with site.nothing_is_stored():
                (running,) = site.ask(SEPTEMBER)
                site.worker("patient")
                until(lambda: site.held_up() == 1, A_MINUTE, "the run is about to be stored")
                redis.stop(signal.SIGKILL)
                known = set(site.jobs())
                status, output, said = site.ends(site.value(OCTOBER))
            assert (status, output) == (1, "")
            assert "start Redis" in said
            assert "CELERY_BROKER_URL" in said
            assert "Traceback" not in said
            assert set(site.jobs()) - known == {("waiting", "", "")} - known
            until(lambda: site.done(running), A_MINUTE, "the run is stored without Redis")
            redis.start()
            document = site.valued(site.value(OCTOBER))
            assert site.runs(OCTOBER) == [(document["run"], document["digest"])]
            assert len(site.runs(SEPTEMBER)) == 1
        finally:
            site.end_all()


def test_a_redis_that_hangs_is_an_error_too(site: Site) -> None:
    with private_redis() as redis:
        site = site.on(redis.url)
        assert redis.process is not None
        redis.process.send_signal(signal.SIGSTOP)
        try:
            status, output, said = site.ends(site.value(OCTOBER))
        finally:
            redis.process.send_signal(signal.SIGCONT)
            site.end_all()
    assert (status, output) == (1, "")
    assert "The queue does not answer" in said


def test_a_run_that_hangs_fails_readably_when_its_time_is_up(site: Site) -> None:
    with site.nothing_is_stored():
        (job,) = site.ask(NOVEMBER)
        worker = site.worker("strict", TASK_TIME_LIMIT="8")
        until(lambda: site.held_up() == 1, A_MINUTE, "the run hangs")
        until(lambda: site.jobs(job)[0][0] == "failed", A_MINUTE, "its time is up")
        text = "It took longer than the 4 seconds allowed; nothing was stored."
        assert site.jobs(job) == [("failed", "", text)]
        assert site.held_up() == 0
    assert not site.runs(NOVEMBER)
    until(lambda: site.messages() == (0, 0), A_MINUTE, "no message is left")
    # The worker goes on, and the reason over, so does the valuation.
    assert site.valued(site.value(NOVEMBER))["unit"] == UNIT
    assert "Hard time limit" not in worker.said()
