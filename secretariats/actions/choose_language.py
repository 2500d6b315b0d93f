"""A person's language, kept for the next time they log in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def choose_language(person: Person, language: str, *, actor: Person | AnonymousUser) -> None:
    """Keep the language in which a person reads the site; nothing happens where it is theirs.

    Args:
        person: whose language.
        language: one of the site's.
        actor: the person alone.

    Raises:
        NotAllowed: somebody else's language.
        Refused: the site does not know the language.
    """
    if actor.pk != person.pk:
        raise NotAllowed([_("Everybody chooses their own language.")])
    if language not in dict(settings.LANGUAGES):
        text = _("%(language)s is not one of the languages of this site")
        raise Refused([Problem("language", text % {"language": language})])
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        before = row.language
        if before == language:
            return
        row.language = language
        row.save(update_fields=["language"])
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=row,
            unit=None,
            before={"language": before},
            after={"language": language},
        )
