"""A cell sent twice under one key is stored once, whatever happened between; on both databases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from secretariats.actions.once_only import KeyReused
from secretariats.core.errors import Conflict
from secretariats.models import IdempotencyKey
from timetracking.actions.save_cell import Saved, save_cell
from timetracking.actions.save_cell_once import save_cell_once
from timetracking.core.grid import RowKey
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from secretariats.models import Unit
    from tests.cast import Cast

DAY = dt.date(2017, 1, 10)
WEB = RowKey("CMS-WEB", "CMS")


def send(cast: Cast, minutes: int, once: str, **changes: Any) -> Saved:
    options: dict[str, Any] = {"actor": cast.ada, "unit": cast.unit, "version": "", **changes}
    return save_cell_once(WEB, DAY, minutes, once=once, **options)


def test_the_same_key_stores_once_and_answers_the_same(cast: Cast, unit: Unit) -> None:
    first = send(cast, 60, "a", note="Broken links")
    # Somebody else's device has changed it since: what comes late does not overwrite it.
    save_cell(WEB, DAY, 90, actor=cast.ada, unit=cast.unit, version=first.version)
    assert send(cast, 60, "a", note="Broken links") == first
    assert [entry.minutes for entry in TimeEntry.objects.all()] == [90]
    assert "Broken" not in str(IdempotencyKey.objects.values_list("answer", "digest"))


def test_a_key_is_for_one_request_and_each_persons_own(cast: Cast, unit: Unit) -> None:
    send(cast, 60, "a")
    with pytest.raises(KeyReused):
        send(cast, 61, "a")
    assert send(cast, 61, "a", actor=cast.coordinator).what == "created"


def test_what_was_sent_unheard_before_is_no_conflict(cast: Cast, unit: Unit) -> None:
    send(cast, 60, "a")
    assert send(cast, 75, "b", earlier=["lost", "a"]).what == "changed"
    assert send(cast, 0, "c", earlier=["a", "b"]).what == "removed"
    assert send(cast, 30, "d", earlier=["a", "b", "c"]).what == "created"
    assert [entry.minutes for entry in TimeEntry.objects.all()] == [30]


def test_a_change_by_others_is_a_conflict_and_leaves_the_key_free(cast: Cast, unit: Unit) -> None:
    first = send(cast, 60, "a")
    other = save_cell(WEB, DAY, 90, actor=cast.ada, unit=cast.unit, version=first.version)
    with pytest.raises(Conflict) as refused:
        send(cast, 75, "b", earlier=["a"])
    assert refused.value.current["minutes"] == 90
    assert send(cast, 75, "b", version=other.version).what == "changed"
