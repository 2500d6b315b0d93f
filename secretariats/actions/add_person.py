"""A person comes to a unit: a new one, or one whom another unit knows already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Person
from secretariats.permissions import administers

if TYPE_CHECKING:
    from secretariats.models import Unit


def add_person(
    unit: Unit, *, username: str, name: str, email: str, language: str, actor: Person
) -> Person:
    """List a person in a unit and return them; without a password there is no login yet.

    Somebody whom another unit knows by the same username and the same e-mail address joins this
    one; nothing about their account changes.

    Args:
        unit: where they come to.
        username: with which they will log in.
        name: as others see it.
        email: where the link to a password goes; empty where there is none.
        language: one of the site's.
        actor: an administrator of the unit.

    Raises:
        NotAllowed: the actor does not administer the unit.
        Refused: what is wrong with each field, or the username is somebody else's.
    """
    if not administers(actor, unit):
        raise NotAllowed([_("Only an administrator of the unit adds people to it.")])
    username = Person.normalize_username(username.strip())
    email = email.strip()
    known = Person.objects.filter(username__iexact=username).first()
    try:
        with transaction.atomic():
            if known is None:
                return _new(unit, username, name.strip(), email, language, actor)
            return _join(unit, known, username, email, actor)
    except IntegrityError as clash:
        raise Refused([Problem("username", _taken(username))]) from clash


def checked(person: Person) -> None:
    """Hold a person's own fields to their rules.

    Raises:
        Refused: what is wrong with each field.
    """
    problems = []
    try:
        person.full_clean(exclude=["password"], validate_unique=False)
    except ValidationError as error:
        problems += [
            Problem(field, text) for field, texts in error.message_dict.items() for text in texts
        ]
    if not person.name:
        problems.append(Problem("name", _("Write the name as others know it.")))
    if person.language not in dict(settings.LANGUAGES):
        text = _("%(language)s is not one of the languages of this site")
        problems.append(Problem("language", text % {"language": person.language}))
    if problems:
        raise Refused(problems)


def _new(unit: Unit, username: str, name: str, email: str, language: str, actor: Person) -> Person:
    person = Person(username=username, name=name, email=email, language=language)
    person.set_unusable_password()
    checked(person)
    person.save()
    unit.people.add(person)
    record_change(
        person,
        kind=Change.Kind.CREATED,
        actor=actor,
        unit=unit,
        after={"language": language, "unit": unit.code},
        texts={"username": ("", username), "name": ("", name), "email": ("", email)},
    )
    return person


def _join(unit: Unit, known: Person, username: str, email: str, actor: Person) -> Person:
    if unit.people.filter(pk=known.pk).exists():
        text = _("%(username)s is one of the people of this unit already.")
        raise Refused([Problem("username", text % {"username": known.username})])
    same = known.username == username and known.email and known.email.lower() == email.lower()
    if not same:
        raise Refused([Problem("username", _taken(username))])
    unit.people.add(known)
    record_change(
        known, kind=Change.Kind.CHANGED, actor=actor, unit=unit, after={"unit": unit.code}
    )
    return known


def _taken(username: str) -> str:
    text = _(
        "The username %(username)s is taken. Choose another; if it is the same person in another "
        "unit, give the e-mail address that is known there."
    )
    return text % {"username": username}
