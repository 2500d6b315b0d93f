"""The rows that a person wants to have at hand: starred, and let go again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import Problem, Refused
from secretariats.models import Change, Person
from timetracking.actions.check_row import check_keeper, check_row
from timetracking.actions.keep_beneficiaries import keep_beneficiaries
from timetracking.models import Favourite
from timetracking.queries.cell import of_key

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariats.models import Unit
    from timetracking.core.grid import RowKey

MOST = 50


def keep_favourite(key: RowKey, *, actor: Person, unit: Unit) -> bool:
    """Have a row at hand; return whether it was none of the actor's favourites before.

    Args:
        key: activity and beneficiary.
        actor: whose favourite it is.
        unit: where.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Refused: activity and beneficiary do not go together, or there are too many favourites.
    """
    check_keeper(actor, unit)
    activity = check_row(unit, key)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        if _stored(key, actor, unit).exists():
            return False
        if Favourite.objects.filter(person=actor, unit=unit).count() >= MOST:
            text = _("You have %(most)s favourites. Let one go before you keep another.")
            raise Refused([Problem("activity", text % {"most": MOST})])
        beneficiary = keep_beneficiaries(unit, [key.members]).get(key.members)
        row = Favourite.objects.create(
            unit=unit, person=actor, activity=activity, beneficiary_id=beneficiary
        )
        record_change(
            row,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=unit,
            after={"activity": key.activity, "for": sorted(key.members)},
        )
    return True


def drop_favourite(key: RowKey, *, actor: Person, unit: Unit) -> bool:
    """Let a favourite go; return whether there was one.

    Args:
        key: activity and beneficiary.
        actor: whose favourite it is.
        unit: where.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
    """
    check_keeper(actor, unit)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        row = _stored(key, actor, unit).first()
        if row is None:
            return False
        record_change(
            row,
            kind=Change.Kind.REMOVED,
            actor=actor,
            unit=unit,
            before={"activity": key.activity, "for": sorted(key.members)},
        )
        row.delete()
    return True


def _stored(key: RowKey, actor: Person, unit: Unit) -> QuerySet[Favourite]:
    found: QuerySet[Favourite] = Favourite.objects.filter(of_key(key), person=actor, unit=unit)
    return found
