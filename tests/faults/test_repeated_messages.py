"""A message delivered twice, a run asked for twice: one result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from celery import Celery

from tests.faults.site import A_MINUTE, until

if TYPE_CHECKING:
    from tests.faults.site import Site

pytestmark = pytest.mark.timeout(150)

JULY, AUGUST = ("2017-07-01", "2017-07-31"), ("2017-08-01", "2017-08-31")


def deliver(site: Site, job: str) -> None:
    """Send a job's message once more, as a broker does that is not sure."""
    with Celery(broker=site.broker) as app:
        app.send_task("costsharing.value", [job])


def test_two_workers_with_the_same_message_make_one_run(site: Site) -> None:
    with site.nothing_is_stored():
        (job,) = site.ask(JULY)
        deliver(site, job)
        workers = [site.worker("first"), site.worker("second")]
        until(lambda: site.held_up() == 1, A_MINUTE, "one is about to store the run")
        until(
            lambda: any("retry" in worker.said().lower() for worker in workers),
            A_MINUTE,
            "the other finds it taken",
        )
        assert site.held_up() == 1
    until(lambda: site.done(job), A_MINUTE, "the run is stored")
    ended = site.jobs(job)
    until(lambda: site.messages() == (0, 0), A_MINUTE, "no message is left")
    ((identity, _),) = site.runs(JULY)
    assert site.jobs(job) == ended == [("done", identity, "")]
    # Once more when all is over: nothing happens.
    deliver(site, job)
    until(lambda: site.messages() == (0, 0), A_MINUTE, "the late message is taken")
    assert (site.jobs(job), site.runs(JULY)[0][0]) == (ended, identity)


def test_two_who_ask_for_the_same_at_once_get_the_same_run(site: Site) -> None:
    with site.nothing_is_stored():
        jobs = site.ask(AUGUST, AUGUST)
        site.worker("both", "--concurrency=2")
        until(lambda: site.held_up() == 2, A_MINUTE, "both are about to store it")
    until(lambda: site.done(*jobs), A_MINUTE, "both are done")
    ((identity, _),) = site.runs(AUGUST)
    assert site.jobs(*jobs) == [("done", identity, ""), ("done", identity, "")]
