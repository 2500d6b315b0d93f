"""Workers that die or are stopped in the middle: another finishes, and one result comes of it."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from tests.faults.site import A_MINUTE, until

if TYPE_CHECKING:
    from tests.faults.site import Site

pytestmark = pytest.mark.timeout(150)

JANUARY, FEBRUARY, MARCH = (
    ("2017-01-01", "2017-01-31"),
    ("2017-02-01", "2017-02-28"),
    ("2017-03-01", "2017-03-31"),
)
APRIL, MAY = ("2017-04-01", "2017-04-30"), ("2017-05-01", "2017-05-31")


def test_another_worker_finishes_within_a_minute(site: Site) -> None:
    """Nobody waits for the first job, a command for the second; the third was not begun."""
    with site.nothing_is_stored():
        first, third = site.ask(JANUARY, MARCH)
        command = site.value(FEBRUARY)
        until(lambda: len(site.jobs()) > 2, A_MINUTE, "the command has asked")
        worker = site.worker("first", "--concurrency=2")
        until(lambda: site.held_up() == 2, A_MINUTE, "two runs are about to be stored")
        states = [state for state, _, _ in site.jobs()]
        assert sorted(states) == ["running", "running", "waiting"]
        worker.kill_group()
        site.worker("other")
    until(site.done, A_MINUTE, "another worker has finished")
    document = site.valued(command)
    assert site.runs(FEBRUARY) == [(document["run"], document["digest"])]
    for job, period in ((first, JANUARY), (third, MARCH)):
        ((identity, digest),) = site.runs(period)
        assert site.jobs(job) == [("done", identity, "")]
        # A quiet run has the same digest, or it would be another run.
        assert site.valued(site.value(period))["run"] == identity
        assert site.runs(period) == [(identity, digest)]


def test_a_worker_whose_process_is_killed_tries_again(site: Site) -> None:
    """As where memory runs out: the system kills the child that has the task."""
    with site.nothing_is_stored():
        (job,) = site.ask(APRIL)
        worker = site.worker("only")
        until(lambda: site.held_up() == 1, A_MINUTE, "the run is about to be stored")
        for child in worker.children():
            os.kill(child, signal.SIGKILL)
    until(lambda: site.done(job), A_MINUTE, "the worker has tried again")
    assert len(site.runs(APRIL)) == 1
    until(lambda: site.messages() == (0, 0), A_MINUTE, "no message is left")


def test_a_worker_told_to_stop_ends_its_run_first(site: Site) -> None:
    with site.nothing_is_stored():
        (job,) = site.ask(MAY)
        worker = site.worker("leaving")
        until(lambda: site.held_up() == 1, A_MINUTE, "the run is about to be stored")
        worker.signal(signal.SIGTERM)
        until(lambda: "shutdown" in worker.said().lower(), A_MINUTE, "the worker stops")
        (later,) = site.ask(("2017-06-01", "2017-06-30"))
        assert site.jobs(job, later) == [("running", "", ""), ("waiting", "", "")]
    status, _, said = site.ends(worker)
    assert status == 0, said
    assert [state for state, _, _ in site.jobs(job, later)] == ["done", "waiting"]
    assert len(site.runs(MAY)) == 1
    # What it left goes to the next: the later job, and what is worked out of the run it stored.
    assert site.messages() == (3, 0)
