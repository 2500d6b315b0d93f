"""The guides that a person does not need any more, and those they ask for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Person, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser


def put_guide_away(
    person: Person, names: Iterable[str], *, actor: Person | AnonymousUser, away: bool = True
) -> None:
    """Show a person some guides no more, or again; nothing happens where that is so already.

    Args:
        person: whose guides.
        names: roles whose guides are meant.
        actor: the person alone.
        away: whether they go; else they come back.

    Raises:
        NotAllowed: somebody else's guides.
        Refused: there is no guide of that name.
    """
    if actor.pk != person.pk:
        raise NotAllowed([_("Everybody puts away their own guides.")])
    wanted = set(names)
    if not wanted or wanted - set(Role.Kind.values):
        raise Refused([Problem("guide", _("There is no guide of that name."))])
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        before = sorted(row.guides_read)
        after = sorted(set(before) | wanted if away else set(before) - wanted)
        if before == after:
            return
        row.guides_read = after
        row.save(update_fields=["guides_read"])
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=row,
            unit=None,
            before={"guides_read": before},
            after={"guides_read": after},
        )
