"""Files of time as each program writes them, from the same entries, in every manner of theirs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody did: an instant, whole seconds, what it was logged against, and a note."""

    begin: dt.datetime
    seconds: int
    client: str
    project: str
    task: str
    tags: tuple[str, ...]
    note: str

    @property
    def local(self) -> dt.datetime:
        """Return when it began by the clocks of Berlin."""
        return self.begin.astimezone(ZoneInfo(HERE))

    def ended(self) -> dt.datetime:
        """Return when it ended by the clocks of Berlin."""
        return (self.begin + dt.timedelta(seconds=self.seconds)).astimezone(ZoneInfo(HERE))


@dataclass(frozen=True, slots=True)
class Manner:
    """How the user of a program set it up."""

    day: str = "%Y-%m-%d"
    clock: str = "%H:%M:%S"
    separator: str = ","
    encoding: str = "utf-8"
    end: str = "\r\n"
    decimal: str = "."


def _hms(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _table(header: str, rows: Sequence[Sequence[object]], manner: Manner) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=manner.separator, lineterminator=manner.end)
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return buffer.getvalue().encode(manner.encoding)


def toggl(entries: Sequence[Entry], manner: Manner) -> bytes:
    return _table(
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,"
        "End time,Duration,Tags,Amount (EUR)",
        [
            ["Ada", "", one.client, one.project, one.task, one.note, "No",
             *_clocks(one, manner), _hms(one.seconds), ", ".join(one.tags), ""]
            for one in entries
        ],
        manner,
    )  # fmt: skip


def clockify(entries: Sequence[Entry], manner: Manner) -> bytes:
    return _table(
        "Project,Client,Description,Activity,User,Group,Email,Tags,Billable,Type,Invoiced,"
        "Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal),Date of creation",
        [
            [one.project, one.client, one.note, one.task, "Ada", "", "", ", ".join(one.tags),
             "No", "REGULAR", "No", *_clocks(one, manner), _hms(one.seconds), "0.00", ""]
            for one in entries
        ],
        manner,
    )  # fmt: skip


def kimai(entries: Sequence[Entry], manner: Manner) -> bytes:
    return _table(
        "Datum,Von,Bis,Dauer,Währung,Preis,Name,Benutzer,E-Mail,Kunde,Projekt,Tätigkeit,"
        "Beschreibung,Abrechenbar,Schlagworte,Typ,Kategorie",
        [
            [f"{one.local:{manner.day}}", f"{one.local:{manner.clock}}",
             f"{one.ended():{manner.clock}}", _hms(one.seconds), "EUR", "", "Ada", "ada", "",
             one.client, one.project, one.task, one.note, "", ", ".join(one.tags), "", ""]
            for one in entries
        ],
        manner,
    )  # fmt: skip


def timewarrior(entries: Sequence[Entry], manner: Manner) -> bytes:
    lines: list[str] = []
    for one in entries:
        end = one.begin + dt.timedelta(seconds=one.seconds)
        said: dict[str, object] = {
            "id": len(lines) + 1,
            "start": f"{one.begin:%Y%m%dT%H%M%SZ}",
            "end": f"{end:%Y%m%dT%H%M%SZ}",
            "tags": [text for text in (one.client, one.project, one.task, *one.tags) if text],
        }
        if one.note:
            said["annotation"] = one.note
        lines.append(json.dumps(said, ensure_ascii=False))
    listed = f",{manner.end}".join(lines)
    return f"[{manner.end}{listed}{manner.end}]{manner.end}".encode(manner.encoding)


def _clocks(one: Entry, manner: Manner) -> list[str]:
    begin, end = one.local, one.ended()
    return [
        f"{begin:{manner.day}}", f"{begin:{manner.clock}}",
        f"{end:{manner.day}}", f"{end:{manner.clock}}",
    ]  # fmt: skip


WRITERS: dict[str, Callable[[Sequence[Entry], Manner], bytes]] = {
    "toggl": toggl,
    "clockify": clockify,
    "kimai": kimai,
    "timewarrior": timewarrior,
}
