"""The first person of an empty installation: whoever runs it, and proves it with a code."""

from __future__ import annotations

import os
import secrets
import stat
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from secretariats.actions.add_person import checked
from secretariats.actions.count_attempt import count_attempt, waiting_time
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, IdempotencyKey, Person

if TYPE_CHECKING:
    from pathlib import Path

# No letter or figure that is read as another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 5


class TooOften(NotAllowed):
    """Too many codes were wrong: nobody may try for a while."""


def is_new() -> bool:
    """Return whether nobody has an account here yet; one query."""
    return not Person.objects.exists()


def code_file() -> Path:
    """Return the file that holds the set-up code, for its owner alone."""
    path: Path = settings.VAR / "setup-code"
    return path


def setup_code() -> tuple[str, bool]:
    """Return the code that opens an empty installation, and whether it was made just now.

    Raises:
        Refused: the site is open already, so there is no code any more.
    """
    if not is_new():
        raise Refused([_("This site has people: it is set up, and no code opens it again.")])
    path = code_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    code = "-".join(
        "".join(secrets.choice(LETTERS) for _letter in range(GROUP)) for _group in range(GROUPS)
    )
    try:
        descriptor = os.open(
            path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR
        )
    except FileExistsError:
        return path.read_text(encoding="ascii").strip(), False
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{code}\n")
    return code, True


def open_site(
    *, code: str, username: str, name: str, email: str, language: str, password: str
) -> Person:
    """Store the first person, who administers the whole site, and return them.

    Two who press at once: one wins, and the other is told that the site is open. The code ends
    with its first use.

    Args:
        code: as the console or the file of the set-up code says.
        username: with which they log in.
        name: as others see it.
        email: where links to a password go.
        language: one of the site's.
        password: as typed.

    Raises:
        TooOften: too many codes were wrong within the last hour.
        NotAllowed: somebody has an account already.
        Refused: the code is wrong, or what is wrong with each field.
    """
    if waiting_time("setup", "") is not None:
        raise TooOften([_("Too many codes were wrong. Wait an hour, and copy the code then.")])
    if not is_new():
        raise _open_already()
    right = _known_code()
    if not right or not constant_time_compare(code.strip().lower(), right):
        # The code ends with its first use, which may be somebody else's at this moment.
        if not is_new():
            raise _open_already()
        count_attempt("setup", "")
        text = _(
            "This is not the code of this installation. Copy it from the console or the file."
        )
        raise Refused([Problem("code", text)])
    person = Person(
        username=Person.normalize_username(username.strip()),
        name=name.strip(),
        email=email.strip(),
        language=language,
        is_staff=True,
        is_superuser=True,
    )
    person.set_password(password)
    checked(person)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(Problem("password", text) for text in error.messages) from error
    try:
        with transaction.atomic():
            # Of all who come this far at once the database lets one through.
            IdempotencyKey.objects.create(scope="setup", key="first person", digest="")
            if not is_new():
                raise _open_already()
            person.save()
            record_change(
                person, kind=Change.Kind.CREATED, actor=None, unit=None, after={"first": True}
            )
    except IntegrityError as clash:
        raise _open_already() from clash
    code_file().unlink(missing_ok=True)
    return person


def _known_code() -> str:
    """Return the code as its file has it, empty where there is none; none is made."""
    try:
        return code_file().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _open_already() -> NotAllowed:
    return NotAllowed(
        [_("Somebody opened this site already: log in, or ask them for an account.")]
    )
