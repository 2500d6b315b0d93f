"""Whether this installation lives (``/healthz``) and can do its work (``/readyz``).

Asked by machines that hold no login, so the answers name parts and never say more about them.
"""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

if TYPE_CHECKING:
    from django.http import HttpRequest

LOG = logging.getLogger(__name__)
# Room for a few reports with their annexes.
FREE_BYTES = 100 * 1024 * 1024
PATIENCE = 1.0


@login_not_required
@never_cache
@require_safe
def alive(_request: HttpRequest) -> JsonResponse:
    """Answer: a process that says so is alive."""
    return JsonResponse({"alive": True})


@login_not_required
@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer for each part whether it can be used; status 503 where one cannot.

    Without a configured broker the worker lives inside the command that needs it, so neither
    broker nor worker is asked.
    """
    parts = {"database": _database(), "disk": _disk()}
    if not settings.EMBEDDED_WORKER:
        parts |= _worker()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        LOG.exception("the database does not answer")
        return False
    return True


def _disk() -> bool:
    return shutil.disk_usage(settings.VAR).free >= FREE_BYTES


def _worker() -> dict[str, bool]:
    try:
        answers = current_app.control.ping(timeout=PATIENCE)
    except (OperationalError, OSError):
        LOG.exception("the broker does not answer")
        return {"broker": False, "worker": False}
    return {"broker": True, "worker": bool(answers)}
