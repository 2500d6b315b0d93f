"""Two imports of one file at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.cast import make_cast
from timetracking.actions.import_entries import import_entries
from timetracking.core.importers import formats
from timetracking.models import Activity, Kind, TimeEntry


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_sent_twice_at_once_is_stored_once() -> None:
    cast = make_cast()
    Activity.objects.create(unit=cast.unit, code="WEB", title="W", kind=Kind.SERVICE)
    lines = "".join(f"2017-01-{day:02d},60,WEB,CMS,\n" for day in range(1, 29))
    start = threading.Barrier(2)

    def bring_in() -> tuple[int, int]:
        try:
            start.wait(20)
            outcome = import_entries(
                f"date,minutes,activity,for,note\n{lines}".encode(),
                formats()["csv"],
                actor=cast.ada,
                unit=cast.unit,
                person=cast.ada,
                joint_on=lambda _: None,
            )
        finally:
            connection.close()
        return outcome.created, outcome.unchanged

    with ThreadPoolExecutor(2) as pool:
        told = [one.result() for one in [pool.submit(bring_in), pool.submit(bring_in)]]
    assert sorted(told) == [(0, 28), (28, 0)]
    assert TimeEntry.objects.count() == 28
