"""One row for one person: the stranger learns nothing, the colleague that it is not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from secretariats.models import Unit

if TYPE_CHECKING:
    from secretariats.models.scope import ScopedQuerySet


def visible_or_denied(rows: ScopedQuerySet, person: Any, **lookup: Any) -> Any:
    """Return the one row of a lookup, if ``person`` may see it; one query.

    Args:
        rows: of one model, with what is to be read along.
        person: who asks.
        **lookup: names the row.

    Raises:
        Http404: there is none, or it belongs to a unit that the person has no role in.
        PermissionDenied: it belongs to a unit of theirs, but none of their roles may see it.
    """
    row = rows.visible_to(person).filter(**lookup).first()
    if row is not None:
        return row
    if not person.is_authenticated:
        raise Http404
    own = Unit.objects.visible_to(person).values("pk")
    if rows.filter(**lookup, **{f"{rows.model.unit_path}__in": own}).exists():
        raise PermissionDenied
    raise Http404


def own_unit_or_404(person: Any, code: str) -> Unit:
    """Return a unit by its code, if the person has a role in it.

    Raises:
        Http404: there is no such unit, or it is none of theirs.
    """
    unit: Unit | None = Unit.objects.visible_to(person).filter(code=code).first()
    if unit is None:
        raise Http404
    return unit
