"""Links to a new password, sent by mail."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from celery import current_app
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from secretariats.actions.count_attempt import count_attempt
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Person
from secretariats.permissions import units_administered

if TYPE_CHECKING:
    from typing import Any

LOG = logging.getLogger(__name__)


def ask_for_link(address: str, *, site: str) -> None:
    """Have links sent to whoever has this e-mail address, if anybody does.

    A worker looks for them, so that the answer says the same and takes as long whoever it is. The
    same address too often within an hour is left alone without a word.

    Args:
        address: as typed.
        site: the beginning of addresses of this site, such as ``https://imca.example.org``.

    Raises:
        Refused: the queue does not answer.
    """
    if count_attempt("password_reset_mail", address.lower()) is None:
        _hand_out("secretariats.mail_links", [address, site])


def invite(person: Person, *, site: str, actor: Person) -> None:
    """Have a link to a password sent to a person who is to log in.

    Args:
        person: who has an e-mail address and an open account.
        site: the beginning of addresses of this site.
        actor: an administrator of a unit that the person belongs to.

    Raises:
        NotAllowed: the actor administers none of the person's units.
        Refused: there is no address to send it to, or the queue does not answer.
    """
    if not units_administered(actor).filter(people=person).exists():
        raise NotAllowed([_("Only an administrator of a person's unit invites them.")])
    if not person.email:
        raise Refused([_("There is no e-mail address to send a link to: write one first.")])
    if not person.is_active:
        raise Refused([_("The account is closed: open it first.")])
    transaction.on_commit(lambda: _hand_out("secretariats.mail_welcome", [person.pk, site]))


def mail_links(address: str, *, site: str) -> int:
    """Send a link to each person of this e-mail address who may log in; return how many.

    People without a password, who only have a history here, get none: an administrator invites
    them.
    """
    people = Person.objects.filter(email__iexact=address, is_active=True)
    found = [person for person in people if person.has_usable_password()]
    for person in found:
        _mail(person, "registration/mail/reset", site)
    return len(found)


def mail_welcome(person: Person, *, site: str) -> None:
    """Send the link with which a person chooses their first password."""
    if person.is_active and person.email:
        _mail(person, "registration/mail/welcome", site)


def _mail(person: Person, template: str, site: str) -> None:
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    path = reverse(
        "password_reset_confirm", args=[uid, default_token_generator.make_token(person)]
    )
    with translation.override(person.language):
        values = {"person": person, "site": site, "link": f"{site}{path}"}
        subject = render_to_string(f"{template}_subject.txt", values).strip()
        body = render_to_string(f"{template}.txt", values)
    EmailMessage(subject, body, None, [person.email]).send()


def _hand_out(task: str, arguments: list[Any]) -> None:
    try:
        current_app.send_task(task, arguments)
    except (OperationalError, OSError) as error:
        LOG.warning("no mail: the queue does not answer: %s", error)
        text = _(
            "The mail could not be handed over: the site's queue does not answer. Try again in a "
            "few minutes; if it stays so, tell whoever runs the site."
        )
        raise Refused([text]) from error


def mail_hint() -> str:
    """Return where mails go on a site that sends none; empty where it sends them."""
    if settings.MAIL_IS_SENT:
        return ""
    return _(
        "This site sends no mail yet: each one becomes a file in the folder mail beside its data. "
        "Whoever runs the site finds the link there."
    )
