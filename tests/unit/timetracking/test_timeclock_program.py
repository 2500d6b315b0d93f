"""timeclock files as hledger reads them: the same minutes by day and account."""

from __future__ import annotations

import csv
import datetime as dt
import io
import subprocess
from collections import Counter
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest

from timetracking.core.importers import formats
from timetracking.core.meanings import Codes, Meanings
from timetracking.core.pieces import read_items
from timetracking.core.rows import Settings

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNTS = {
    "CMS-WEB:CMS": ("CMS-WEB", {"CMS"}),
    "CMS-WEB:AEWA": ("CMS-WEB", {"AEWA"}),
    "work:S01:AEWA": ("S01", {"AEWA"}),
    "ADMIN": ("ADMIN", set[str]()),
}
MEANINGS = Meanings(
    Codes(
        {"CMS-WEB": "service", "S01": "service", "ADMIN": "overhead"}, frozenset({"CMS", "AEWA"})
    )
)
Sums = Counter[tuple[str, str]]


def clocked(draw: Random) -> str:
    """Return a file of sessions that last tenths and halves of hours, some over midnight."""
    now = dt.datetime(2017, 1, 2, 8)  # noqa: DTZ001 - such files carry no zone
    lines = ["; my time", "# and a remark of another kind"]
    for number in range(60):
        now += dt.timedelta(minutes=3 * draw.randint(1, 300))
        account = draw.choice(list(ACCOUNTS))
        note = draw.choice(["", "  home page", "  two words: a, b", f"  n{number}"])
        mark, seconds, zone = (
            draw.choice("/-"),
            draw.choice(["", ":00"]),
            draw.choice(["", "+0100"]),
        )
        lines.append(f"i {now:%Y{mark}%m{mark}%d %H:%M}{seconds}{zone} {account}{note}")
        now += dt.timedelta(minutes=3 * draw.randint(1, 470))
        lines.append(f"o {now:%Y{mark}%m{mark}%d %H:%M}{seconds}{zone}")
    return "\n".join(lines) + "\n"


def as_hledger_reads(path: Path) -> Sums:
    """Return (day, account) → minutes, as the program adds them up."""
    told = subprocess.run(
        ["hledger", "-f", str(path), "register", "-O", "csv"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = Sums()
    for row in csv.DictReader(io.StringIO(told)):
        minutes = Fraction(row["amount"].removesuffix("h")) * 60
        assert minutes.denominator == 1
        found[row["date"], row["account"].strip("()")] += int(minutes)
    return found


def as_we_read(data: bytes) -> Sums:
    rows = formats()["timeclock"].read(data, Settings("UTC"))
    reading = read_items(rows, meanings=MEANINGS, joint_on=lambda _: None, zone="UTC")
    assert not reading.rejected
    assert not reading.skipped
    accounts = {(code, frozenset(members)): name for name, (code, members) in ACCOUNTS.items()}
    found = Sums()
    for item in reading.items:
        for values in item.parts.values():
            account = accounts[values.activity, values.members]
            found[values.date.isoformat(), account] += values.minutes
    return found


@pytest.mark.program("hledger")
@pytest.mark.parametrize("seed", range(3))
def test_minutes_by_day_and_account_are_those_of_hledger(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "time.timeclock"
    path.write_text(clocked(Random(seed)), encoding="utf-8")  # noqa: S311 - the same each time
    theirs = as_hledger_reads(path)
    assert len(theirs) > 60
    assert as_we_read(path.read_bytes()) == theirs


@pytest.mark.program("hledger")
@pytest.mark.parametrize(
    "text",
    [
        "i 2017-01-09 09:00:00 ADMIN\ni 2017-01-09 10:00:00 ADMIN\no 2017-01-09 11:00:00\n",
        "o 2017-01-09 09:00:00\n",
        "i 2017-01-09 09:00:00 ADMIN\no 2017-01-09 08:00:00\n",
    ],
    ids=["two begins", "an end alone", "an end before the begin"],
)
def test_what_hledger_refuses_is_not_stored_here_either(text: str, tmp_path: Path) -> None:
    path = tmp_path / "time.timeclock"
    path.write_text(text, encoding="utf-8")
    told = subprocess.run(
        ["hledger", "-f", str(path), "register", "-O", "csv"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert told.returncode != 0
    rows = formats()["timeclock"].read(text.encode(), Settings("UTC"))
    reading = read_items(rows, meanings=MEANINGS, joint_on=lambda _: None, zone="UTC")
    assert reading.rejected
