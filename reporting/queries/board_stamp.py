"""Whether anything a dashboard shows may have changed since it was last put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from costsharing.models import MeasuredLimitations, ValuationRun
from secretariats.models import Change, Unit

if TYPE_CHECKING:
    from django.db.models import Model


def board_stamp(unit: Unit) -> str:
    """Return a text that is another one after every write to the unit; one query.

    Every action writes history in its own transaction, so the newest change of the unit tells;
    runs and measured limitations, which workers store, are named besides.
    """
    found = (
        Unit.objects.filter(pk=unit.pk)
        .values_list(
            _newest(Change, "pk"),
            _newest(ValuationRun, "created"),
            _newest(MeasuredLimitations, "measured"),
        )
        .get()
    )
    return " ".join(str(part) for part in found)


def _newest(model: type[Model], name: str) -> Subquery:
    rows = model._default_manager.filter(unit=OuterRef("pk"))  # noqa: SLF001 - documented
    return Subquery(rows.order_by(f"-{name}").values(name)[:1])
