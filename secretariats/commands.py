"""What every management command of the house does the same way.

Exit status 0 is success, 1 bad input or a failed run, 2 wrong usage. What went wrong goes to
standard error as plain text, never as a traceback; with ``--json`` standard output holds one JSON
document and nothing else.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import sys
import tempfile
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError
from django.utils.translation import gettext as _
from tqdm import tqdm

from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

FAILED = 1
WRONG_USAGE = 2
# What a shell reports for a program that Ctrl+C ended.
INTERRUPTED = 130

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class HouseCommand(BaseCommand):
    """A management command whose refusals are text and an exit status.

    Called from Python (``call_command``) a refusal is Django's ``CommandError`` with the same
    text and status.
    """

    requires_system_checks: list[str] = []
    # Set by Django when the command was started from a shell.
    _called_from_command_line: bool = False

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command; turn refusals, interruption and an unusable database into text."""
        try:
            return super().execute(*args, **options)
        except Refused as refused:
            self._end(str(refused), FAILED, refused)
        except CommandError as error:
            self._end(str(error), error.returncode, error)
        except KeyboardInterrupt as stop:
            self._end(_("Stopped before the end."), INTERRUPTED, stop)
        except BrokenPipeError as closed:
            # Whoever read the output has left; Python would complain once more at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self._end("", FAILED, closed)
        except (OperationalError, ProgrammingError) as error:
            self._end(_database_trouble(error), FAILED, error)

    def emit_json(self, document: object) -> None:
        """Write the one JSON document of ``--json`` to standard output."""
        self.stdout.write(json.dumps(document, indent=1))

    def progress(self, total: int | None = None, *, unit: str = "") -> tqdm[NoReturn]:
        """Return a progress bar on standard error, shown on a terminal only; close it."""
        # tqdm reads None as "hide it where the file is no terminal".
        return tqdm(total=total, unit=f" {unit}", disable=None, file=sys.stderr, leave=False)

    def wrong_usage(self, message: str) -> NoReturn:
        """End with exit status 2: the options do not go together."""
        raise CommandError(message, returncode=WRONG_USAGE)

    def _end(self, message: str, status: int, cause: BaseException) -> NoReturn:
        if not self._called_from_command_line:
            raise CommandError(message, returncode=status) from cause
        if message:
            self.stderr.write(message)
        sys.exit(status)


def iso_date(text: str) -> dt.date:
    """Return the date of an argument such as ``2017-01-31``; the ``type`` of such arguments."""
    try:
        if _ISO_DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    message = _("%(text)r is not a date such as 2017-01-31") % {"text": text}
    raise ArgumentTypeError(message)


def read_input(name: str) -> bytes:
    """Return the bytes of a file; ``-`` is standard input.

    Raises:
        Refused: the file is missing, a directory, or cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(
            [_("%(file)s cannot be read: %(reason)s.") % {"file": name, "reason": reason}]
        ) from error


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write that replaces ``path`` when the block ends well, and never half.

    Raises:
        Refused: the file cannot be written there.
    """
    temporary = None
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            # What others may do with a new file is the user's rule, not that of a private one.
            mask = os.umask(0)
            os.umask(mask)
            os.fchmod(file.fileno(), 0o666 & ~mask)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(
            [_("%(file)s cannot be written: %(reason)s.") % {"file": path, "reason": reason}]
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _database_trouble(error: Exception) -> str:
    """Return what to do about a database that cannot be used."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return _(
        "The database cannot be used: %(reason)s. Check DATABASE_URL, and run "
        "'python manage.py migrate' if it is new."
    ) % {"reason": lines[0].rstrip(".")}
