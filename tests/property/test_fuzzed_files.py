"""Each parser on files that something went wrong with: a result or a clear message, always."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from secretariats.core.errors import Refused
from tests.mutations import mutate
from timetracking.core.guess import guess_format
from timetracking.core.importers import formats
from timetracking.core.meanings import Codes, Meanings
from timetracking.core.outcome import Outcome, preview
from timetracking.core.pieces import read_items
from timetracking.core.rows import Format, Rejected, Row, Settings, Skipped

DATA = Path(__file__).parents[1] / "data"
MEANINGS = Meanings(
    Codes({"CMS-WEB": "service", "S01": "service", "LEAVE": "absence"}, frozenset({"CMS", "AEWA"}))
)
FEW, MANY = 500, 10_000
LONGEST_REASON = 400

every_format = pytest.mark.parametrize("format_", formats().values(), ids=list(formats()))


def samples(format_: Format) -> list[bytes]:
    files = sorted(DATA.joinpath(format_.name).iterdir())
    return [path.read_bytes() for path in files if path.name.endswith(format_.endings)]


def survives(format_: Format, data: bytes, settings: Settings) -> None:
    """Read a file to the end of the core; only ``Refused`` may leave it, with short texts."""
    rows: list[Row | Rejected | Skipped] = []
    told = ["read"]
    try:
        rows = list(format_.read(data, settings))
    except Refused as refused:
        told = [one.message for one in refused.problems]
    assert all(0 < len(one) < LONGEST_REASON for one in told), told
    identities = [row.source_id for row in rows if isinstance(row, Row)]
    assert len(set(identities)) == len(identities)
    assert all(0 < len(one) <= 40 and "#" not in one for one in identities)
    reading = read_items(
        rows, meanings=MEANINGS, joint_on=lambda _: frozenset({"CMS"}), zone=settings.zone
    )
    assert len(rows) == len(reading.items) + len(reading.rejected) + len(reading.skipped)
    reasons = [
        *((one.row, one.reason) for one in reading.rejected),
        *((one.row, one.reason) for one in reading.skipped),
    ]
    for number, reason in reasons:
        assert number > 0
        assert 0 < len(reason) < LONGEST_REASON, reason
        assert "\n" not in reason
    for item in reading.items:
        assert all(1 <= values.minutes <= 1440 for values in item.parts.values())
    # What is kept of it is text that any database takes.
    kept = json.dumps(preview(Outcome(new=reading.items, names=reading.names)))
    assert "\\u0000" not in kept
    kept.encode()


def fuzz(format_: Format, count: int, seed: str) -> None:
    originals = samples(format_)
    for number in range(count):
        # Its own seed, so that a file that fails can be made again alone.
        draw = Random(f"{seed} {format_.name} {number}")  # noqa: S311 - a fixed sequence is wanted
        data = mutate(draw.choice(originals), draw)
        order = draw.choice(["", "", "dmy", "mdy", "ymd"])
        zone = draw.choice(["Europe/Berlin", "Europe/Berlin", "America/Havana", "Pacific/Apia"])
        try:
            survives(format_, data, Settings(zone, order))
        except Exception as error:
            error.add_note(f"file {number}: {data[:2000]!r}")
            raise


@every_format
def test_a_damaged_file_gives_rows_or_a_clear_message(format_: Format) -> None:
    fuzz(format_, FEW, "house")


@pytest.mark.soak
@pytest.mark.timeout(3600)
@every_format
def test_many_damaged_files_give_rows_or_clear_messages(format_: Format) -> None:
    fuzz(format_, MANY, "soak")


@every_format
def test_the_program_that_wrote_a_file_is_told_by_it(format_: Format) -> None:
    for data in samples(format_):
        assert guess_format(f"time{format_.endings[0]}", data, formats()) == format_.name
        assert guess_format("time", data, formats()) == format_.name


@every_format
def test_whatever_a_damaged_file_is_told_to_be_is_a_format_or_nothing(format_: Format) -> None:
    for number in range(20):
        draw = Random(f"guess {format_.name} {number}")  # noqa: S311 - a fixed sequence is wanted
        data = mutate(draw.choice(samples(format_)), draw)
        assert guess_format("time.csv", data, formats()) in {"", *formats()}
