"""A job has one worker at a time, ends once, and says in words why it failed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.test import override_settings
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerAway

from secretariats.actions.hand_out_lost import hand_out_lost
from secretariats.actions.run_job import TRIES, Busy, carry_out, end_job, send, working_on
from secretariats.core.errors import Refused
from secretariats.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

STATE = Job.State
AGO = dt.timedelta(hours=1)


@pytest.fixture
def job(cast: Cast) -> Job:
    return Job.objects.create(task="costsharing.value", unit=cast.unit, asked={})


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of the jobs that are handed to the broker."""
    jobs: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda _, args: jobs.extend(args))
    return jobs


def giving(result: str) -> Callable[[Job, object], str]:
    """Return work that has this result at once."""
    return lambda *_: result


def told(job: Job) -> tuple[str, str, str]:
    job.refresh_from_db()
    return job.state, job.result, job.error


def lose_worker(job: Job) -> None:
    """Let a worker take the job and die over it, and its lease run out."""
    with working_on(str(job.pk)) as claim:
        assert claim is not None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - AGO)


def test_the_result_is_kept_and_a_second_delivery_changes_nothing(job: Job) -> None:
    carry_out(str(job.pk), giving("first"))
    carry_out(str(job.pk), giving("second"))
    assert told(job) == (STATE.DONE, "first", "")


def test_while_one_works_another_is_told_to_come_back(job: Job) -> None:
    with working_on(str(job.pk)), pytest.raises(Busy):
        carry_out(str(job.pk), giving("other"))


def test_a_worker_that_comes_back_too_late_cannot_end_the_job(job: Job) -> None:
    with working_on(str(job.pk)) as late:
        assert late is not None
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - AGO)
        carry_out(str(job.pk), giving("in time"))
        assert not end_job(late.job, late.lease, error="too late")
    assert told(job) == (STATE.DONE, "in time", "")


def test_a_job_that_costs_its_workers_their_life_is_given_up(job: Job) -> None:
    for _ in range(TRIES):
        lose_worker(job)
    carry_out(str(job.pk), giving("never"))
    state, result, error = told(job)
    assert (state, result) == (STATE.FAILED, "")
    assert error.startswith(f"{TRIES} workers, one after the other, did not come to an end")


def test_one_lost_worker_less_and_it_is_done(job: Job) -> None:
    for _ in range(TRIES - 1):
        lose_worker(job)
    carry_out(str(job.pk), giving("at last"))
    assert told(job) == (STATE.DONE, "at last", "")


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        (Refused(["no rate for USD"]), "no rate for USD"),
        (SoftTimeLimitExceeded(), "It took longer than the 870 seconds allowed"),
        (ZeroDivisionError("secret detail"), "It failed unexpectedly; nothing was stored."),
    ],
)
def test_a_failure_is_told_in_words(job: Job, raised: Exception, words: str) -> None:
    def fail(job: Job, tell: object) -> str:
        raise raised

    carry_out(str(job.pk), fail)
    state, result, error = told(job)
    assert (state, result) == (STATE.FAILED, "")
    assert words in error
    assert "secret detail" not in error


def test_a_database_that_is_away_is_no_failure(job: Job) -> None:
    def fail(job: Job, tell: object) -> str:
        raise OperationalError

    with pytest.raises(Busy):
        carry_out(str(job.pk), fail)
    assert told(job) == (STATE.RUNNING, "", "")


def test_a_job_that_is_gone_is_no_failure(job: Job) -> None:
    identity = str(job.pk)
    job.delete()
    carry_out(identity, giving("never"))
    assert not Job.objects.exists()


def test_what_nobody_works_on_is_handed_out_again(job: Job, sent: list[str], cast: Cast) -> None:
    assert (hand_out_lost(), sent) == (0, [])
    Job.objects.filter(pk=job.pk).update(created=timezone.now() - AGO)
    assert (hand_out_lost(), sent) == (1, [str(job.pk)])
    with working_on(str(job.pk)):
        assert hand_out_lost() == 0
    lose_worker(Job.objects.create(task="costsharing.value", unit=cast.unit))
    Job.objects.filter(pk=job.pk).update(state=STATE.FAILED, lease_until=None)
    assert hand_out_lost() == 1


@pytest.mark.parametrize(
    ("embedded", "raised", "words"),
    [
        (False, BrokerAway("refused"), "start Redis and the workers, or check CELERY_BROKER_URL"),
        (True, PermissionError("read-only"), "The queue cannot be used: read-only. Check the"),
        (True, ValueError("half a file"), "remove it, and ask again"),
    ],
)
def test_a_queue_that_cannot_be_used_is_told_in_words(
    job: Job,
    monkeypatch: pytest.MonkeyPatch,
    embedded: bool,
    raised: Exception,
    words: str,
) -> None:
    def fail(task: str, args: list[str]) -> None:
        raise raised

    monkeypatch.setattr(current_app, "send_task", fail)
    with override_settings(EMBEDDED_WORKER=embedded), pytest.raises(Refused, match=words):
        send(job)
    assert told(job) == (STATE.WAITING, "", "")
