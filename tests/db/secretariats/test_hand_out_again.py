"""Work that nobody took goes to the queue again, and not more often than it helps."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.utils import timezone

from secretariats.actions import hand_out_again as action
from secretariats.actions.hand_out_again import hand_out_again
from secretariats.models import Job

if TYPE_CHECKING:
    from tests.cast import Cast

NOW, AGO = dt.timedelta(), dt.timedelta(minutes=1)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Give the jobs that were sent, in place of a queue."""
    cache.clear()
    jobs: list[Job] = []
    monkeypatch.setattr(action, "send", jobs.append)
    return jobs


def job(cast: Cast, state: str, *, age: dt.timedelta, lease: dt.timedelta | None = None) -> Job:
    """Store a job of an age, whose lease ends so long from now."""
    made = Job.objects.create(
        task="costsharing.value",
        unit=cast.unit,
        state=state,
        lease_until=None if lease is None else timezone.now() + lease,
    )
    made.created = timezone.now() - age
    return made


def test_what_waits_long_is_sent_once(cast: Cast, sent: list[Job]) -> None:
    waiting = job(cast, Job.State.WAITING, age=AGO)
    assert hand_out_again(waiting)
    assert not hand_out_again(waiting), "it was sent a moment ago"
    assert sent == [waiting]


def test_what_a_dead_worker_had_is_sent(cast: Cast, sent: list[Job]) -> None:
    lost = job(cast, Job.State.RUNNING, age=AGO, lease=-AGO)
    hand_out_again(lost)
    assert sent == [lost]


def test_what_is_new_at_work_or_over_is_left_alone(cast: Cast, sent: list[Job]) -> None:
    for one in (
        job(cast, Job.State.WAITING, age=NOW),
        job(cast, Job.State.RUNNING, age=AGO, lease=AGO),
        job(cast, Job.State.DONE, age=AGO),
        job(cast, Job.State.FAILED, age=AGO),
    ):
        assert not hand_out_again(one)
    assert sent == []
