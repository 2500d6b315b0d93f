"""Fixtures of reports."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from secretariats.actions import run_job
from tests.db.reporting import published
from tests.world import make_run

if TYPE_CHECKING:
    from costsharing.models import ValuationRun
    from tests.cast import Cast


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set documents in no time, and let jobs wait for the test to do them."""
    published.set_quickly(monkeypatch)
    monkeypatch.setattr(run_job, "send", lambda _job: None)


@pytest.fixture
def valued(cast: Cast) -> ValuationRun:
    """Give a run of the first quarter, with invented results."""
    return make_run(cast, uuid.uuid4().int % 1000)
