"""Statements prepared or confirmed by several people at the same moment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from costsharing.models import Statement
from secretariats.models import Job
from tests.cast import Cast, make_cast
from tests.db.costsharing.agreements import in_force
from tests.db.costsharing.statements import confirm, prepared, spend, state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Instrument, Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agreed(db: None) -> Cast:
    cast = make_cast()
    with transaction.atomic():
        in_force(cast)
    spend(cast, "2017-02-01", "1.00")
    return cast


def at_once(*acts: Callable[[], object]) -> None:
    """Let each act in a thread with a connection of its own, all from the same moment."""
    start = threading.Barrier(len(acts))

    def act(what: Callable[[], object]) -> None:
        start.wait()
        try:
            what()
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(what,)) for what in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_confirmations_at_once_make_it_final_once(agreed: Cast) -> None:
    row = prepared(agreed)
    ends: list[str] = []

    def decide(person: Person, side: Instrument) -> None:
        ends.append(confirm(row, person, side).state)

    at_once(
        lambda: decide(agreed.cms_finance, agreed.cms),
        lambda: decide(agreed.aewa_finance, agreed.aewa),
    )
    assert sorted(ends) == ["final", "waiting"]
    assert state_of(row) == "final"
    assert Statement.objects.get().number == 1
    assert Job.objects.filter(task="costsharing.make_statement_files").count() == 1


def test_two_who_prepare_at_once_have_the_same_statement(agreed: Cast) -> None:
    made: list[int] = []
    at_once(*(lambda: made.append(prepared(agreed).pk) for _ in range(2)))
    assert made == [Statement.objects.get().pk] * 2
