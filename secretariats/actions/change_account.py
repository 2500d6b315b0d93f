"""What an account says of its person, and whether it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.add_person import checked
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Person
from secretariats.permissions import may_change_account, units_administered

if TYPE_CHECKING:
    from secretariats.models import Unit

PERSONAL = ("name", "email")


def change_account(person: Person, *, actor: Person, name: str, email: str, language: str) -> None:
    """Change what an account says; a link to a password that was sent before no longer works.

    Args:
        person: whose account.
        actor: administers every unit that the person belongs to.
        name: as others see it.
        email: where links to a password go.
        language: one of the site's.

    Raises:
        NotAllowed: the actor does not administer all of the person's units.
        Refused: what is wrong with each field.
    """
    _allowed(actor, person)
    values = {"name": name.strip(), "email": email.strip(), "language": language}
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        before = {field: getattr(row, field) for field in values}
        if before == values:
            return
        for field, value in values.items():
            setattr(row, field, value)
        checked(row)
        row.save(update_fields=list(values))
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=_unit_of(person, actor),
            before={"language": before["language"]},
            after={"language": language},
            texts={
                field: (before[field], values[field])
                for field in PERSONAL
                if before[field] != values[field]
            },
        )


def close_account(person: Person, *, actor: Person, reason: str) -> None:
    """Close an account: its person is logged out everywhere and stays in history.

    Roles and tokens stay as they are and count for nothing until the account is opened again.

    Args:
        person: whose account; nobody closes their own.
        actor: administers every unit that the person belongs to.
        reason: why, for the history.

    Raises:
        NotAllowed: the actor does not administer all of the person's units.
        Refused: it is the actor's own, or there is no reason.
    """
    _allowed(actor, person)
    if actor.pk == person.pk:
        raise Refused([_("Nobody closes their own account: another administrator does.")])
    _open_or_close(person, actor, is_open=False, reason=reason)


def open_account(person: Person, *, actor: Person, reason: str) -> None:
    """Open a closed account; its roles count again on their dates.

    Raises:
        NotAllowed: the actor does not administer all of the person's units.
        Refused: there is no reason.
    """
    _allowed(actor, person)
    _open_or_close(person, actor, is_open=True, reason=reason)


def _open_or_close(person: Person, actor: Person, *, is_open: bool, reason: str) -> None:
    if not reason.strip():
        raise Refused([_("Say why, so that others understand it later.")])
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        if row.is_active == is_open:
            return
        row.is_active = is_open
        row.save(update_fields=["is_active"])
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=_unit_of(person, actor),
            before={"open": not is_open},
            after={"open": is_open},
            reason=reason.strip(),
        )


def _allowed(actor: Person, person: Person) -> None:
    if not may_change_account(actor, person):
        text = _(
            "%(name)s belongs to units that you do not administer, so their account is not yours "
            "to change. You may end their roles in your own unit."
        )
        raise NotAllowed([text % {"name": person}])


def _unit_of(person: Person, actor: Person) -> Unit | None:
    """Return the unit in whose history the change is read: one that both have to do with."""
    own = units_administered(actor)
    return own.filter(people=person).first() or own.first()
