"""The text of a calendar (RFC 5545) cut into its events and time zones, none of them read yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secretariats.core.errors import Refused
from timetracking.core.rows import cut
from timetracking.core.tables import decode

_FOLD_BYTES = re.compile(rb"\r?\n[ \t]")
_FOLD = re.compile(r"\r?\n[ \t]")
_BREAK = re.compile(r"\r\n|\r|\n")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WANTED = ("VEVENT", "VTIMEZONE")
# What libraries make of odd content, and arithmetic of the year 1 or 9999: of the one event. An
# end of the time allowed is none of them.
ODD = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError),
    *(AssertionError, NotImplementedError, RecursionError, StopIteration),
)
# Components within components: an alarm in an event in a calendar is three.
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Block:
    """The unfolded lines of an event or a time zone, ``BEGIN`` and ``END`` included.

    Attributes:
        row: its number among the events of the file, from 1; 0 for a time zone.
        lines: of itself; for a time zone those of its parts as well.
    """

    row: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarText:
    """What a file holds: its events in order, and the time zones it describes."""

    events: tuple[Block, ...]
    zones: tuple[Block, ...]
    name: str = ""


@dataclass(slots=True)
class _Open:
    """A component whose end has not come yet."""

    kind: str
    lines: list[str]


def read_text(data: bytes) -> CalendarText:
    """Return the events and time zones of a file; several calendars in it are one.

    Lines may end as any system ends them. What is folded is unfolded before it is decoded, since
    a fold may cut a letter of several bytes in two.

    Raises:
        Refused: it is empty, no text, no calendar, or ends before its calendar does.
    """
    if not data.startswith(_MARKS) and data[:1] != b"\0" and data[1:2] != b"\0":
        data = _FOLD_BYTES.sub(b"", data)
    return _cut(_BREAK.split(_FOLD.sub("", decode(data))))


def _cut(lines: list[str]) -> CalendarText:
    events: list[Block] = []
    zones: list[Block] = []
    name = ""
    stack: list[_Open] = []
    for number, line in enumerate(lines, start=1):
        word, _colon, rest = line.partition(":")
        word, rest = word.strip().upper(), rest.strip().upper()
        if word == "BEGIN":
            if not stack and rest != "VCALENDAR":
                raise Refused([_no_calendar(number)])
            if len(stack) >= DEEPEST:
                raise Refused([f"Line {number} lies too deep: this is no calendar."])
            stack.append(_Open(rest, []))
        elif not stack:
            if line.strip():
                raise Refused([_no_calendar(number)])
            continue
        _keep(stack, line)
        if word == "X-WR-CALNAME" and len(stack) == 1 and not name:
            name = line.partition(":")[2].strip()
        if word == "END":
            closed = stack.pop()
            if closed.kind != rest:
                ended, opened = cut(rest) or "nothing", cut(closed.kind)
                message = f"Line {number} ends {ended}, but {opened} is open"
                raise Refused([f"{message}: export the calendar again."])
            if closed.kind == "VEVENT" and stack:
                events.append(Block(len(events) + 1, tuple(closed.lines)))
            elif closed.kind == "VTIMEZONE":
                zones.append(Block(0, tuple(closed.lines)))
    if stack:
        where = f"after event {len(events)}" if events else "before its first event ends"
        raise Refused([f"The file ends {where}, in the middle of a calendar: export it again."])
    return CalendarText(tuple(events), tuple(zones), name)


def _keep(stack: list[_Open], line: str) -> None:
    """Give a line to the component it belongs to; the parts of a time zone belong to the zone."""
    inner = stack[-1]
    outer = next((one for one in stack if one.kind == "VTIMEZONE"), inner)
    if outer.kind in _WANTED:
        outer.lines.append(line)


def _no_calendar(number: int) -> str:
    return (
        f"Line {number} does not begin a calendar, which starts with BEGIN:VCALENDAR: save it "
        "as iCalendar (.ics)."
    )
