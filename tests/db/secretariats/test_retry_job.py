"""Work that failed is done once more, by who may ask for it, and by nobody else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from secretariats.actions.retry_job import may_retry, retry_job
from secretariats.actions.run_job import TRIES
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Job

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
OTHERS = ["ada", "cms_secretary", "auditor", "cms_member", "administrator", "stranger"]


def failed(cast: Cast, **more: object) -> Job:
    fields = {
        "task": "costsharing.value", "unit": cast.unit, "state": Job.State.FAILED,
        "error": "ada: no grade", "step": "Adding up the minutes", "done": 1, "total": 4,
        "lease": f"{TRIES + 1}-of-before", "finished": timezone.now(),
        "asked": {"from": "2017-01-01", "to": "2017-01-31", "method": "standard"},
    }  # fmt: skip
    return Job.objects.create(**{**fields, **more})


def test_it_waits_again_as_if_it_were_new(cast: Cast) -> None:
    job = failed(cast)
    again = retry_job(job, actor=cast.cms_finance)
    again.refresh_from_db()
    assert again.pk == job.pk
    assert (again.state, again.error, again.lease, again.step) == ("waiting", "", "", "")
    assert (again.done, again.total, again.finished) == (0, 0, None)
    assert again.asked == job.asked
    change = Change.objects.get(table="secretariats_job")
    assert (change.actor, change.unit, change.row) == (cast.cms_finance, cast.unit, str(job.pk))
    assert change.before == {"state": "failed", "error": "ada: no grade"}


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_asked_for_twice_it_is_done_once(state: str, cast: Cast) -> None:
    until = timezone.now() + dt.timedelta(seconds=20)
    job = failed(cast, state=state, lease="1-mine", lease_until=until)
    retry_job(job, actor=cast.coordinator)
    job.refresh_from_db()
    assert (job.state, job.lease, job.lease_until) == (state, "1-mine", until)
    assert not Change.objects.exists()


def test_what_is_done_is_not_done_again(cast: Cast) -> None:
    with pytest.raises(Refused, match="done already"):
        retry_job(failed(cast, state=Job.State.DONE), actor=cast.coordinator)


@pytest.mark.parametrize("name", OTHERS)
def test_who_may_not_ask_for_it_may_not_try_it_again(name: str, cast: Cast) -> None:
    job = failed(cast, actor=getattr(cast, name))
    with pytest.raises(NotAllowed):
        retry_job(job, actor=getattr(cast, name))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_work_that_has_a_way_of_its_own_is_not_tried_again(cast: Cast) -> None:
    assert not may_retry(cast.coordinator, failed(cast, task="timetracking.read_upload"))
