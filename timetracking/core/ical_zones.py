"""Time zones as calendars name them: by a name of the world, of Windows, or of their own."""

from __future__ import annotations

import io
import re
import zoneinfo
from functools import cache
from typing import TYPE_CHECKING

from dateutil.tz import tzical  # type: ignore[import-untyped]
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from timetracking.core.ical_text import ODD
from timetracking.core.rows import shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from timetracking.core.ical_text import Block

_TZID = re.compile(r"TZID(?:;[^:]*)?:(.*)", re.IGNORECASE)
_RULE = re.compile(r"RRULE(?:;[^:]*)?:(.*)", re.IGNORECASE)
_YEARLY = re.compile(r"(?:^|;)FREQ=YEARLY(?:;|$)", re.IGNORECASE)
# What a rule of a clock change is made of; anything else could go on for ever.
_PLAIN = re.compile(r"[A-Z0-9=;,+-]*", re.IGNORECASE)
_INTERVAL = re.compile(r"INTERVAL=(?!1(?:;|$))", re.IGNORECASE)
_BY_TIME = re.compile(r"BY(?:HOUR|MINUTE|SECOND)=", re.IGNORECASE)
_KEPT = re.compile(
    r"(?:BEGIN|END|TZID|TZNAME|TZOFFSETFROM|TZOFFSETTO|DTSTART|RRULE|RDATE)[:;]", re.IGNORECASE
)


class UnknownZone(ValueError):
    """A calendar names a zone that nobody knows; ``str()`` is the reason for people."""


@cache
def _known() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


class Zones:
    """The zones of one file; names of the world win over the file's own descriptions."""

    def __init__(self, described: Iterable[Block], usual: str) -> None:
        """Take the file's descriptions; ``usual`` is the zone of times that name none."""
        self.usual: dt.tzinfo = zoneinfo.ZoneInfo(usual)
        self._described: dict[str, tuple[str, ...]] = {}
        for block in described:
            for line in block.lines:
                if match := _TZID.fullmatch(line):
                    self._described.setdefault(match[1].strip(), block.lines)
                    break
        self._found: dict[str, dt.tzinfo | None] = {}

    def named(self, name: str) -> dt.tzinfo:
        """Return the zone of a name.

        Raises:
            UnknownZone: it is neither known nor described in the file.
        """
        if name not in self._found:
            self._found[name] = _of_the_world(name) or self._own(name)
        zone = self._found[name]
        if zone is None:
            message = f"names the time zone {shown(name)}, which is neither known nor described"
            raise UnknownZone(message)
        return zone

    def _own(self, name: str) -> dt.tzinfo | None:
        lines = self._described.get(name.strip())
        if lines is None:
            return None
        try:
            found = tzical(io.StringIO("\r\n".join(_plain(lines)))).get()
        except ODD:
            return None
        return found if hasattr(found, "utcoffset") else None


def _plain(lines: Iterable[str]) -> list[str]:
    """Return what a description needs; a rule that is none of a clock change is an error."""
    kept = [line.strip() for line in lines if _KEPT.match(line)]
    for line in kept:
        match = _RULE.fullmatch(line)
        if match and not (
            _YEARLY.search(match[1])
            and _PLAIN.fullmatch(match[1])
            and not _INTERVAL.search(match[1])
            and not _BY_TIME.search(match[1])
        ):
            message = "not the rule of a clock change"
            raise ValueError(message)
    return kept


def _of_the_world(name: str) -> dt.tzinfo | None:
    """Return the zone of a known name, also behind a vendor's: ``/vendor.org/Europe/Berlin``."""
    plain = name.strip().strip('"').strip("/")
    parts = plain.split("/")
    tries = [plain, WINDOWS_TO_OLSON.get(plain, "")]
    if name.strip().strip('"').startswith("/"):
        tries += ["/".join(parts[place:]) for place in range(1, len(parts))]
    return next((zoneinfo.ZoneInfo(one) for one in tries if one in _known()), None)
