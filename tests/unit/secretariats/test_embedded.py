"""The worker inside the web process: one, when it is needed, where no broker is."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from secretariats import embedded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.conf import LazySettings


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[threading.Event]]:
    """Give the workers that were started; setting one's event ends it."""
    workers: list[threading.Event] = []

    @contextmanager
    def worker() -> Iterator[None]:
        end = threading.Event()
        workers.append(end)
        threading.Thread(target=end.wait, name="worker", daemon=True).start()
        yield

    monkeypatch.setattr(embedded, "embedded_worker", worker)
    yield workers
    stop(workers)


def stop(workers: list[threading.Event]) -> None:
    """End the workers and wait until they are gone."""
    for end in workers:
        end.set()
    for thread in threading.enumerate():
        if thread.name == "worker":
            thread.join()


def test_asked_for_often_it_is_one(started: list[threading.Event], settings: LazySettings) -> None:
    settings.EMBEDDED_WORKER = True
    asking = [threading.Thread(target=embedded.work_here) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(started) == 1


def test_one_that_is_gone_is_replaced(
    started: list[threading.Event], settings: LazySettings
) -> None:
    settings.EMBEDDED_WORKER = True
    embedded.work_here()
    stop(started)
    embedded.work_here()
    assert len(started) == 2


def test_with_a_broker_there_is_none(
    started: list[threading.Event], settings: LazySettings
) -> None:
    settings.EMBEDDED_WORKER = False
    embedded.work_here()
    assert started == []
