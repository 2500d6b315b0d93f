"""The palette: given to new instruments, kept by old ones, read once for many pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from secretariats.actions.give_palette import give_palette
from secretariats.models import Instrument
from secretariats.queries.palette import forget_looks, look_of, looks, palette

if TYPE_CHECKING:
    from pytest_django.fixtures import (
        DjangoAssertNumQueries,
        DjangoCaptureOnCommitCallbacks,
    )

    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def test_new_instruments_get_a_slot_and_old_ones_keep_theirs(cast: Cast) -> None:
    Instrument.objects.filter(code="AEWA").update(palette=5)
    Instrument.objects.create(code="EUROBATS", name="Bats")
    give_palette()
    assert dict(Instrument.objects.values_list("code", "palette")) == {
        "CMS": 1, "AEWA": 5, "EUROBATS": 2,
    }  # fmt: skip


def test_looks_are_read_once_and_a_new_instrument_is_looked_for(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert palette(["CMS", "AEWA", "CMS"]) == {"CMS": 1, "AEWA": 2}
        assert looks()["CMS"].letter == "C"
    Instrument.objects.create(code="EUROBATS", name="Bats")
    with django_assert_num_queries(1):
        assert palette(["EUROBATS"]) == {"EUROBATS": 3}
    with django_assert_num_queries(1):
        assert look_of("NONE") is None
        assert look_of("NONE") is None


def test_a_change_is_seen_at_once(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert palette(["AEWA"]) == {"AEWA": 2}
    Instrument.objects.filter(code="AEWA").update(palette=6)
    with django_capture_on_commit_callbacks(execute=True):
        give_palette()
    assert palette(["AEWA"]) == {"AEWA": 6}
    forget_looks()
    assert palette(["AEWA"]) == {"AEWA": 6}
