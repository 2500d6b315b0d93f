"""The contract of every import format, run over whatever the package holds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from secretariats.core.errors import Refused
from timetracking.core import importers
from timetracking.core.importers import formats
from timetracking.core.rows import Format, Rejected, Row, Settings, Skipped, Timed

BERLIN = Settings(zone="Europe/Berlin")
JUNK = [
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf\r\n\r\n",
    b"\x89PNG\r\n\x1a\n\x00\x00",
    b"PK\x03\x04\x00\x01",
    b"\x00\x01\x02" * 50,
    b"some words\nand more\n",
    b'{"a": ' * 3000,
    b"[" * 100_000,
    b'"' * 4097,
    b"," * 2000,
]
DATA = Path(__file__).parents[2] / "data"
SAMPLES = {
    name: sorted(path for ending in format_.endings for path in (DATA / name).glob(f"*{ending}"))
    for name, format_ in formats().items()
}

every_format = pytest.mark.parametrize("format_", formats().values(), ids=list(formats()))


def test_the_formats_of_this_package_are_found() -> None:
    assert {
        "clockify", "csv", "harvest", "kimai", "timeclock", "timewarrior", "toggl",
    } <= formats().keys()  # fmt: skip
    files = {path.stem for path in Path(importers.__file__).parent.glob("*.py")} - {"__init__"}
    assert len(formats()) == len(files)


@every_format
def test_a_format_says_what_it_is(format_: Format) -> None:
    assert formats()[format_.name] is format_
    assert format_.name == format_.name.lower()
    assert 0 < len(format_.name) <= 16
    assert format_.label
    assert format_.endings
    assert all(ending.startswith(".") and ending == ending.lower() for ending in format_.endings)


@every_format
@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_junk_is_refused_in_one_short_line(format_: Format, junk: bytes) -> None:
    with pytest.raises(Refused) as refused:
        list(format_.read(junk, BERLIN))
    assert "\n" not in str(refused.value)
    assert 10 < len(str(refused.value)) < 300


@every_format
def test_a_sample_of_the_format_gives_rows_with_lasting_identities(format_: Format) -> None:
    assert SAMPLES[format_.name], f"tests/data holds no sample of {format_.name}"
    for path in SAMPLES[format_.name]:
        found = list(format_.read(path.read_bytes(), BERLIN))
        rows = [one for one in found if isinstance(one, Row)]
        assert rows
        assert not [one for one in found if isinstance(one, Rejected)]
        assert [one.row for one in found] == sorted(one.row for one in found)
        identities = [row.source_id for row in rows]
        assert len(set(identities)) == len(identities)
        assert all(0 < len(identity) <= 40 and "#" not in identity for identity in identities)
        again = format_.read(path.read_bytes(), BERLIN)
        assert [one.source_id for one in again if isinstance(one, Row)] == identities


@every_format
def test_clock_times_carry_their_zone(format_: Format) -> None:
    for path in SAMPLES[format_.name]:
        for one in format_.read(path.read_bytes(), BERLIN):
            if isinstance(one, Row) and isinstance(one.when, Timed):
                assert one.when.begin.utcoffset() is not None
                assert one.when.end.utcoffset() is not None


@every_format
def test_what_a_format_yields_is_a_row_or_says_why_not(format_: Format) -> None:
    for path in SAMPLES[format_.name]:
        for one in format_.read(path.read_bytes(), BERLIN):
            assert isinstance(one, Row | Rejected | Skipped)


def test_formats_do_not_know_each_other() -> None:
    for path in Path(importers.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not [name for name in imported if name and name.startswith(importers.__name__)]
