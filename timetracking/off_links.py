"""Links that switch a person's reminders off, for mails: whoever has the mail has the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.urls import reverse

from secretariats.models import Person

if TYPE_CHECKING:
    from secretariats.models import Person as PersonRow

_SALT = "timetracking.reminders.off"


def off_path(person: PersonRow) -> str:
    """Return the path of the page that switches a person's reminders off; it does not expire."""
    return reverse("reminders_off", args=[signing.dumps(person.pk, salt=_SALT)])


def person_of_token(token: str) -> PersonRow | None:
    """Return whose reminders a link is about; None: it was not made here, or the person is gone.

    Without a valid signature no query is made.
    """
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=pk).first()
