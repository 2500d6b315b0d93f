"""Timewarrior: what ``timew export`` writes.

A JSON list of ``{"id", "start", "end", "tags", "annotation"}``, an interval a line; some
documentation shows a comma after the last one, and some scripts write the lines without the
list. Instants are UTC (``20210903T153000Z``); ``end`` is absent while the timer runs. The ``id``
counts back from the newest interval and so moves with every new one: the start is what tells
intervals, which never overlap, apart.
"""

from __future__ import annotations

import datetime as dt
import json
import re
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

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSTANT = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_BETWEEN = re.compile(r"[ \t\r\n]*(,?)[ \t\r\n]*")


def read(data: bytes, settings: Settings) -> Iterator[Row | Rejected | Skipped]:
    """Yield the intervals of an export, numbered from 1; see ``Format`` of the rows."""
    del settings  # Every instant of the file carries its zone.
    seen: dict[str, tuple[int, object]] = {}
    for number, interval in enumerate(_intervals(decode(data)), start=1):
        try:
            found = _row(number, interval)
        except ValueError as error:
            yield Rejected(number, str(error))
            continue
        if isinstance(found, Row):
            first, same = seen.setdefault(found.source_id, (number, interval))
            if first != number and _content(same) == _content(interval):
                yield Skipped(number, f"is interval {first} again")
                continue
            if first != number:
                yield Rejected(number, f"starts when interval {first} starts, and differs from it")
                continue
        yield found


def _intervals(text: str) -> Iterator[object]:
    """Yield the JSON objects of a list, or of lines without one."""
    decoder = json.JSONDecoder()
    place = _skip(text, 0)
    listed = text.startswith("[", place)
    if listed:
        place = _skip(text, place + 1)
    while place < len(text) and not (listed and text[place] == "]"):
        try:
            interval, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            line = text.count("\n", 0, place) + 1
            message = f"Line {line} is not an interval as 'timew export' writes it."
            raise Refused([message]) from error
        yield interval
        place = _skip(text, place)
    if listed and (place >= len(text) or text[place + 1 :].strip()):
        what = "ends before its list does" if place >= len(text) else "goes on after its list"
        raise Refused([f"The file {what}: export it again with 'timew export'."])


def _skip(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place


def _row(number: int, interval: object) -> Row | Skipped:
    if not isinstance(interval, dict):
        message = (
            'is not an interval such as {"start":"20170109T080000Z","end":"20170109T093000Z"}'
        )
        raise ValueError(message)
    begin = _instant(interval, "start")
    if interval.get("end") is None:
        return Skipped(number, "still running: it comes in when it has ended")
    return Row(
        row=number,
        source_id=f"{begin:%Y%m%dT%H%M%SZ}",
        when=Timed(begin, _instant(interval, "end")),
        names=tuple(Name(clean(tag)) for tag in _texts(interval.get("tags"), "tags")),
        note=clean(" ".join(_texts(interval.get("annotation"), "annotation"))),
    )


def _instant(interval: dict[str, object], key: str) -> dt.datetime:
    text = interval.get(key)
    try:
        if isinstance(text, str) and _INSTANT.fullmatch(text):
            return dt.datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    except ValueError:
        pass
    message = f"{key}: {shown(text)} is not an instant such as 20170109T080000Z"
    raise ValueError(message if key in interval else f"has no {key}")


def _texts(value: object, key: str) -> list[str]:
    if value is None:
        return []
    values: list[object] = value if isinstance(value, list) else [value]
    texts = [text for text in values if isinstance(text, str)]
    if len(texts) != len(values):
        message = f"{key}: {shown(value)} is not text"
        raise ValueError(message)
    return texts


def _content(interval: object) -> object:
    """Return what an interval says, its moving number apart."""
    if not isinstance(interval, dict):
        return interval
    return {key: value for key, value in interval.items() if key != "id"}


FORMAT = Format(
    name="timewarrior", label="Timewarrior (timew export)", endings=(".json",), read=read
)
