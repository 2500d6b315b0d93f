"""Make the files that bring time into the demonstration, as people would.

Timewarrior itself writes the export: each interval is tracked with ``timew`` in a database of its
own, then exported. Run it from the top of the project, with Timewarrior installed::

    python -m reporting.demo.data.make_files

It writes beside itself, and writes the same bytes each time.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reporting.demo.arrangement import AEWA, CMS, UNIT
from reporting.demo.dice import Dice
from reporting.demo.files import ADA, DATA, IVAN
from reporting.demo.unit import all_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reporting.demo.files import Delivery
    from reporting.demo.year import Work

ZONE = str(UNIT["timezone"])
HALF_MINUTE = 29
# How Ada tags her time, and what her tags stand for.
ACTIVITY_TAGS = {
    "IM-CMSWEB": "CMS website",
    "IM-AEWAWEB": "AEWA website",
    "IM-TECH": "servers",
    "IM-SPACES": "workspaces",
    "IM-REG": "registration",
    "NR-ORS": "ORS",
    "DD-INFO": "infographics",
    "EV-COP12": "COP12",
    "EV-WMBD": "WMBD",
    "UNIT-RUN": "unit",
    "UNIT-LEARN": "training",
    "UNIT-MEET": "staff meeting",
    "LEAVE": "leave",
    "SICK": "sick",
}
MEMBER_TAGS = {(CMS,): "for CMS", (AEWA,): "for AEWA", (AEWA, CMS): "for both"}


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval of Timewarrior in the zone's wall-clock time."""

    begin: dt.datetime
    end: dt.datetime
    tags: tuple[str, ...]
    annotation: str


def ada_map() -> dict[str, dict[str, object]]:
    """Return what Ada's tags stand for, as ``import_time --map`` reads it."""
    activities: dict[str, dict[str, object]] = {
        tag: {"activity": code} for code, tag in ACTIVITY_TAGS.items()
    }
    members: dict[str, dict[str, object]] = {
        tag: {"for": list(codes)} for codes, tag in MEMBER_TAGS.items()
    }
    return activities | members


def intervals(works: Iterable[Work]) -> Iterator[Interval]:
    """Yield a day's work one after the other, with its breaks, to the second."""
    dice = Dice("clock of ada")
    for day, entries in groupby(works, key=lambda work: work.date):
        clock = dt.datetime.combine(day, dt.time(8, dice.between(15, 59), dice.below(60)))
        for work in entries:
            if clock.hour == 12:
                clock += dt.timedelta(minutes=dice.between(25, 50))
            # Minutes are the seconds rounded, so half a minute either way gives the same.
            seconds = work.minutes * 60 + dice.between(-HALF_MINUTE, HALF_MINUTE)
            end = clock + dt.timedelta(seconds=seconds)
            tags = [ACTIVITY_TAGS[work.activity]]
            if work.members:
                tags.append(MEMBER_TAGS[work.members])
            yield Interval(clock, end, tuple(tags), work.note)
            clock = end + dt.timedelta(seconds=dice.between(5, 240))


def export_by_timewarrior(tracked: Iterable[Interval], database: Path) -> bytes:
    """Track intervals with ``timew`` in a database of its own and return what it exports."""
    program = shutil.which("timew")
    if program is None:
        message = "Timewarrior is not installed: 'apt-get install timewarrior'."
        raise FileNotFoundError(message)
    environment = {**os.environ, "TIMEWARRIORDB": str(database), "TZ": ZONE, "LC_ALL": "C.UTF-8"}

    def timew(*words: str) -> bytes:
        # The program's own answers to its questions: yes, make a new database.
        done = subprocess.run(  # noqa: S603 - words are ours, no shell
            [program, *words], env=environment, capture_output=True, check=True, input=b"yes\n"
        )
        return done.stdout

    for interval in tracked:
        span = (interval.begin.isoformat(), "-", interval.end.isoformat())
        timew("track", *span, *interval.tags, ":yes", ":quiet")
        if interval.annotation:
            timew("annotate", "@1", interval.annotation, ":yes", ":quiet")
    return timew("export")


def own_csv(works: Iterable[Work]) -> bytes:
    """Return the house's own CSV of some work."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("date", "minutes", "activity", "for", "note"))
    for work in works:
        members = "joint" if len(work.members) > 1 else "".join(work.members)
        writer.writerow((work.date.isoformat(), work.minutes, work.activity, members, work.note))
    return text.getvalue().encode()


def delivered(delivery: Delivery) -> list[Work]:
    """Return the work that a file brings, in order."""
    return [work for work in all_work() if delivery.holds(work)]


def main() -> None:
    """Write the files."""
    with tempfile.TemporaryDirectory() as folder:
        export = export_by_timewarrior(intervals(delivered(ADA)), Path(folder) / "timewarrior")
    (DATA / ADA.name).write_bytes(export)
    names = json.dumps(ada_map(), indent=1, ensure_ascii=False)
    (DATA / ADA.map_name).write_text(names + "\n", encoding="utf-8")
    (DATA / IVAN.name).write_bytes(own_csv(delivered(IVAN)))
    sys.stdout.write(f"{ADA.name}, {ADA.map_name} and {IVAN.name} are written.\n")


if __name__ == "__main__":
    main()
