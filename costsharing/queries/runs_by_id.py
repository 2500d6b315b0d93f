"""A run by its identity, as commands name it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.models import ValuationRun
from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet


def run_of_id(identity: str) -> ValuationRun:
    """Return a run with its unit; one query.

    Raises:
        Refused: there is none, with where to find the identities.
    """
    runs: QuerySet[ValuationRun] = ValuationRun.objects.select_related("unit")
    try:
        found = runs.filter(pk=uuid.UUID(identity)).first()
    except ValueError:
        found = None
    if found is None:
        text = _(
            "There is no run %(run)s. 'value --unit CODE --from D --to D' prints the identity of "
            "the run of a period, and makes it where there is none."
        )
        raise Refused([text % {"run": identity}])
    return found
