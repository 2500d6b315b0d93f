"""Counts what may not be tried without end."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from secretariats.models import Attempt

# Rows of a kind are of no use once its time is over; each write takes some of them away.
SOME = 100


def count_attempt(kind: str, key: str | None) -> dt.timedelta | None:
    """Count an attempt; return how long to wait, or None where it is within its limit.

    An attempt beyond the limit is not counted, so that the time which people are told stays true.
    Counted in the database, it holds for all processes and machines of the site. It is counted
    first and looked at then: many at once do not slip through together.

    Args:
        kind: one of ``settings.ATTEMPT_LIMITS``.
        key: what is counted by; only its digest is stored.
    """
    most, within = settings.ATTEMPT_LIMITS[kind]
    now = timezone.now()
    since = now - within
    digest = _digest(key)
    with transaction.atomic():
        own = Attempt.objects.create(kind=kind, key=digest, at=now)
    rows = Attempt.objects.filter(kind=kind, key=digest, at__gt=since)
    times = list(rows.order_by("-at", "-pk").values_list("at", flat=True)[: most + 1])
    over = Attempt.objects.filter(kind=kind, at__lte=since).values("pk")[:SOME]
    Attempt.objects.filter(pk__in=list(over.values_list("pk", flat=True))).delete()
    if len(times) <= most:
        return None
    own.delete()
    return times[most] + within - now


def waiting_time(kind: str, key: str | None) -> dt.timedelta | None:
    """Return how long to wait before the next attempt, or None; counts nothing, one query."""
    most, within = settings.ATTEMPT_LIMITS[kind]
    now = timezone.now()
    rows = Attempt.objects.filter(kind=kind, key=_digest(key), at__gt=now - within)
    oldest: dt.datetime | None = (
        rows.order_by("-at", "-pk").values_list("at", flat=True)[most - 1 : most].first()
    )
    return None if oldest is None else oldest + within - now


def _digest(key: str | None) -> str:
    return salted_hmac("secretariats.attempt", key or "", algorithm="sha256").hexdigest()
