"""The one order in which agreements are locked: the unit's row, then the agreement's."""

from __future__ import annotations

from costsharing.models import Agreement
from secretariats.models import Unit


def lock_unit(pk: int) -> Unit:
    """Return a unit, locked until the transaction ends: one agreement of it changes at a time."""
    unit: Unit = Unit.objects.select_for_update().get(pk=pk)
    return unit


def lock_agreement(pk: int) -> Agreement:
    """Return an agreement as it is now, its unit locked until the transaction ends.

    Raises:
        Agreement.DoesNotExist: it is gone.
    """
    unit = lock_unit(Agreement.objects.values_list("unit", flat=True).get(pk=pk))
    row: Agreement = (
        Agreement.objects.select_for_update(of=("self",))
        .prefetch_related("shares__instrument", "steps__committee")
        .get(pk=pk)
    )
    row.unit = unit
    return row
