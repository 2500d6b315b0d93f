"""Keys of writes are kept as long as somebody may send them again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from secretariats.models import IdempotencyKey
from secretariats.tasks import forget_keys

pytestmark = pytest.mark.django_db


def test_keys_of_half_a_year_ago_are_forgotten_and_later_ones_kept() -> None:
    for key, days in (("old", 181), ("recent", 179), ("new", 0)):
        row = IdempotencyKey.objects.create(scope="a test", key=key, digest="sha256:0")
        then = timezone.now() - dt.timedelta(days=days)
        IdempotencyKey.objects.filter(pk=row.pk).update(created=then)
    assert forget_keys() == 1
    assert set(IdempotencyKey.objects.values_list("key", flat=True)) == {"recent", "new"}
