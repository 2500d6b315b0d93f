"""timeclock, as hledger and ledger read it.

``i 2015/03/30 09:00:00 account:name  description`` clocks in, ``o 2015/03/30 09:20:00`` out. Two
spaces part the account from the description; a time zone is read and ignored; a second ``i``
without an ``o`` between, or an ``o`` before the ``i``, is an error.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.core.errors import Refused
from timetracking.core.rows import (
    Format,
    Name,
    Rejected,
    Row,
    Settings,
    Skipped,
    Timed,
    clean,
    shown,
)
from timetracking.core.tables import decode
from timetracking.core.written import instants, read_clock, read_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_LINE = re.compile(
    r"([iohbO])[ \t]+([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})[ \t]+"
    r"([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?:[ \t]*[+-][0-9]{4})?(?:[ \t]+(.*))?"
)
_COMMENT = re.compile(r"[;#*%|]")
_REMARK = re.compile(r"(?:^|\s);.*")


@dataclass(frozen=True, slots=True)
class _In:
    """Somebody clocked in."""

    line: int
    day: dt.date
    clock: dt.time
    account: str
    note: str


def read(data: bytes, settings: Settings) -> Iterator[Row | Rejected | Skipped]:
    """Yield the sessions of a file by the line they begin on; see ``Format`` of the rows."""
    lines = decode(data).splitlines()
    if not any(_LINE.fullmatch(line.rstrip()) for line in lines):
        raise Refused(["No line clocks in or out, such as 'i 2017-01-09 09:00:00 CMS-WEB'."])
    return _sessions(lines, settings)


def _sessions(lines: list[str], settings: Settings) -> Iterator[Row | Rejected | Skipped]:
    opened: _In | None = None
    seen: Counter[str] = Counter()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or _COMMENT.match(line):
            continue
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            yield Rejected(number, f"{shown(line.strip())} does not clock in or out")
            continue
        letter, day, clock, rest = match.groups()
        try:
            if letter == "i":
                if opened:
                    yield Rejected(opened.line, f"is not ended before line {number} begins")
                account, _, note = (rest or "").strip().replace("\t", "  ").partition("  ")
                opened = _In(
                    number,
                    read_day(day, "ymd"),
                    read_clock(clock),
                    clean(_REMARK.sub("", account)),
                    clean(_REMARK.sub("", note)),
                )
            elif letter in "oO":
                if opened is None:
                    yield Rejected(number, "ends what no line before it begins")
                    continue
                session, opened = opened, None
                yield _row(session, read_day(day, "ymd"), read_clock(clock), settings, seen)
        except (ValueError, OverflowError) as error:
            yield Rejected(number, str(error))
    if opened:
        yield Skipped(opened.line, "still running: it comes in when it has ended")


def _row(
    session: _In, day: dt.date, clock: dt.time, settings: Settings, seen: Counter[str]
) -> Row:
    begin, end = instants(session.day, session.clock, day, clock, settings.zone)
    identity = f"{begin:%Y%m%dT%H%M%SZ}"
    seen[identity] += 1
    parts = [clean(part) for part in session.account.split(":")]
    return Row(
        row=session.line,
        source_id=f"{identity}.{seen[identity]}",
        when=Timed(begin, end),
        names=tuple(Name(name) for name in dict.fromkeys([session.account, *parts]) if name),
        note=session.note,
    )


FORMAT = Format(
    name="timeclock",
    label="timeclock (hledger, ledger)",
    endings=(".timeclock", ".timedot", ".clock"),
    read=read,
)
