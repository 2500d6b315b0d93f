"""What pages may offer to whom, as far as values are concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.models import ValuationRun
from costsharing.permissions import VALUATION_STARTERS
from secretariats.context import has_role

if TYPE_CHECKING:
    from django.http import HttpRequest


def values(request: HttpRequest) -> dict[str, Any]:
    """Give ``reads_values`` and ``starts_valuations`` to every template; no query of its own."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"reads_values": False, "starts_valuations": False}
    return {
        "reads_values": has_role(request, ValuationRun.readers),
        "starts_valuations": has_role(request, VALUATION_STARTERS),
    }
