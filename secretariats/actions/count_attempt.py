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
    digest = salted_hmac("secretariats.attempt", key or "", algorithm="sha256").hexdigest()
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


def forget_attempts(kind: str, key: str | None) -> None:
    """Forget what was counted: the right answer ends the count."""
    digest = salted_hmac("secretariats.attempt", key or "", algorithm="sha256").hexdigest()
    Attempt.objects.filter(kind=kind, key=digest).delete()
