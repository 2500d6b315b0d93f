"""A run as a file for a program of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from costsharing.ledger_response import ledger_response
from secretariats.context import person_of

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse


@require_safe
def ledger(request: HttpRequest, pk: uuid.UUID, form: str) -> HttpResponse:
    """Give the journal of a run, written for one program."""
    return ledger_response(person_of(request), pk, form)
