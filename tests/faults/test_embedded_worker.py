"""Without Redis, on SQLite: commands at the same time, and a queue that was left in disorder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.site import UNIT_FILE, Site

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.timeout(150)

JANUARY, FEBRUARY = ("2017-01-01", "2017-01-31"), ("2017-02-01", "2017-02-28")
MARCH = ("2017-03-01", "2017-03-31")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a site that is set up without any variable, in which the unit is loaded."""
    site = Site(var=tmp_path_factory.mktemp("alone"))
    try:
        site.well(site.manage("migrate", "--verbosity", "0"))
        site.well(site.manage("load_unit", str(UNIT_FILE)))
        yield site
    finally:
        site.end_all()


def test_commands_at_the_same_time_all_end_well(alone: Site) -> None:
    commands = [alone.value(period) for period in (JANUARY, FEBRUARY, JANUARY)]
    first, other, same = [alone.valued(command) for command in commands]
    assert first == same
    assert alone.runs(JANUARY) == [(first["run"], first["digest"])]
    assert alone.runs(FEBRUARY) == [(other["run"], other["digest"])]
    assert alone.done()


def test_a_queue_in_disorder_stops_nobody(alone: Site) -> None:
    """As left by commands that were killed while they wrote to it."""
    (queue,) = (alone.var / "queue").iterdir()
    (queue / "messages" / "1_torn.celery.msg").write_text('{"body": ', encoding="utf-8")
    (queue / "control" / "celery.exchange").write_text("", encoding="utf-8")
    command = alone.value(MARCH)
    document = alone.valued(command)
    assert alone.runs(MARCH) == [(document["run"], document["digest"])]
    assert "Traceback" not in command.said()
