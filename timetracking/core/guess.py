"""Which program wrote a file: told by how its name ends and by what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariats.core.errors import Refused
from timetracking.core.rows import Rejected, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timetracking.core.rows import Format

# A table says in its first lines what it is; longer pieces are for files that must be whole.
HEAD = 4_096
WHOLE = 300_000


def guess_format(name: str, data: bytes, formats: Mapping[str, Format]) -> str:
    """Return the name of the one format that can read a file, empty where none or several can.

    Formats whose files end like this one are asked first, and the others only where none of
    those can read it.

    Args:
        name: the file's, as its owner calls it.
        data: its content.
        formats: name → format.
    """
    by_ending = [one for one in formats.values() if name.casefold().endswith(one.endings)]
    others = [one for one in formats.values() if one not in by_ending]
    for asked in (by_ending, others):
        able = [one.name for one in asked if _reads(one, data)]
        if able:
            return able[0] if len(able) == 1 else ""
    # A broken file of a program that alone writes such files: its own message says what is wrong.
    return by_ending[0].name if len(by_ending) == 1 else ""


def _reads(format_: Format, data: bytes) -> bool:
    """Return whether a format can begin to read a file, or a table's header alone.

    Told the order of dates, nothing but the form of the file matters; a file of several people is
    refused for its rows, though, and still is one of the format.
    """
    head = data if len(data) <= WHOLE else data[:HEAD].rpartition(b"\n")[0]
    for part in (head, data[:HEAD].lstrip().partition(b"\n")[0]):
        try:
            first = next(iter(format_.read(part, Settings(zone="UTC", order="ymd"))), None)
        except Refused:
            continue
        # A format that is lenient about what it reads rejects what is another's.
        if not isinstance(first, Rejected):
            return True
    return False
