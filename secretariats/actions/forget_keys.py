"""Keys of writes that nobody will send again."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from secretariats.models import IdempotencyKey

# A browser that was closed over a long absence still sends what waits in it once.
KEPT = dt.timedelta(days=180)


def forget_keys() -> int:
    """Remove the keys that are older than half a year, and return how many there were."""
    old = IdempotencyKey.objects.filter(created__lt=timezone.now() - KEPT)
    return old.delete()[0]
