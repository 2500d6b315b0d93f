"""Gives each new instrument its place in the palette."""

from __future__ import annotations

from django.db import transaction

from secretariats.core.palette import slots
from secretariats.models import Instrument
from secretariats.queries.palette import forget_looks


def give_palette() -> None:
    """Give every instrument without a slot one; those that came together by code.

    Part of the action that creates instruments, inside its transaction, and no change of its own
    in history. One query, and one more for each new instrument.
    """
    rows = list(Instrument.objects.order_by("pk"))
    given = slots((row.code, row.palette) for row in rows)
    for row in rows:
        if row.palette != given[row.code]:
            row.palette = given[row.code]
            row.save(update_fields=["palette"])
    transaction.on_commit(forget_looks)
