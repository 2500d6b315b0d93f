"""A person chooses a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from secretariats.models import Person


def change_password(
    person: Person, password: str, *, actor: Person, by_link: bool = False
) -> None:
    """Store a password; every login of the person that is open elsewhere ends with it.

    Args:
        person: whose password.
        password: the new one, as typed.
        actor: the person alone.
        by_link: whether a link by mail brought them here instead of their old password. Somebody
            else may then have known that one, so the tokens of the person end too.

    Raises:
        NotAllowed: somebody else's password, or the account is closed.
        Refused: the password is too easy to guess; says why.
    """
    if actor.pk != person.pk or not person.is_active:
        raise NotAllowed([_("Everybody chooses their own password, while their account is open.")])
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(Problem("password", text) for text in error.messages) from error
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        if by_link:
            person.tokens.all().delete()
        record_change(
            person,
            kind=Change.Kind.CHANGED,
            actor=person,
            unit=None,
            after={"password": "by link" if by_link else "by old password"},
        )
