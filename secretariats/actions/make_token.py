"""Tokens with which programs ask for a person: made, and revoked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import ApiToken, Change

if TYPE_CHECKING:
    from secretariats.models import Person

LONGEST_DAYS = 366
MOST = 20
LONGEST_NAME = ApiToken._meta.get_field("name").max_length or 0  # noqa: SLF001 - documented


def make_token(person: Person, *, name: str, days: int, actor: Person) -> tuple[ApiToken, str]:
    """Make a token for a person's programs.

    Args:
        person: for whom it asks; it may what the person may, as long as their account is open.
        name: what it is for, so that the person knows it again.
        days: how long it lasts, 1 to 366.
        actor: the person alone.

    Returns:
        The stored row and the secret, which is known at this moment only.

    Raises:
        NotAllowed: a token for somebody else.
        Refused: it has no name or one that is taken, lasts too long, or there are too many.
    """
    if actor.pk != person.pk or not person.is_active:
        raise NotAllowed([_("Everybody makes their own tokens.")])
    name = name.strip()
    problems = _wrong(person, name, days)
    if problems:
        raise Refused(problems)
    digest, secret = get_digest_token()
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=person,
            name=name,
            digest=digest,
            token_key=secret[: CONSTANTS.TOKEN_KEY_LENGTH],
            expiry=timezone.now() + dt.timedelta(days=days),
        )
        record_change(
            token,
            kind=Change.Kind.CREATED,
            actor=person,
            unit=None,
            after={"person": person.pk, "days": days},
            texts={"name": ("", name)},
        )
    return token, secret


def revoke_token(token: ApiToken, *, actor: Person) -> None:
    """End a token at once.

    Raises:
        NotAllowed: it is somebody else's.
    """
    if token.user_id != actor.pk:
        raise NotAllowed([_("Everybody revokes their own tokens.")])
    with transaction.atomic():
        record_change(
            token,
            kind=Change.Kind.REMOVED,
            actor=actor,
            unit=None,
            before={"person": actor.pk},
            texts={"name": (token.name, "")},
        )
        token.delete()


def _wrong(person: Person, name: str, days: int) -> list[Problem]:
    problems = []
    if not 0 < len(name) <= LONGEST_NAME or "\0" in name:
        text = _("Say in at most %(longest)d characters what the token is for.")
        problems.append(Problem("name", text % {"longest": LONGEST_NAME}))
    if not 1 <= days <= LONGEST_DAYS:
        text = _("A token lasts between 1 and %(longest)d days.")
        problems.append(Problem("days", text % {"longest": LONGEST_DAYS}))
    current = person.tokens.filter(expiry__gt=timezone.now())
    if current.filter(name=name).exists():
        problems.append(Problem("name", _("You have a token of this name: choose another name.")))
    if current.count() >= MOST:
        text = _("You have %(most)d tokens: revoke one that you no longer need.")
        problems.append(Problem("", text % {"most": MOST}))
    return problems
