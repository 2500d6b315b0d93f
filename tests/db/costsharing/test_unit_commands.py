"""``load_unit`` and ``export_unit`` as people run them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from secretariats.models import Unit
from tests.unit.costsharing.unit_files import CASES, good
from timetracking.models import TimeEntry

ROOT = Path(__file__).parents[3]


def run(*arguments: Any) -> str:
    """Run a command and return what it printed."""
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def shell(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a shell of its own; the database there is none of the tests'."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        check=False,
        **options,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the good unit file, as JSON."""
    path = tmp_path / "unit.json"
    path.write_text(json.dumps(good()), encoding="utf-8")
    return path


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
def test_an_export_loads_into_an_empty_database_as_the_same_content(
    case: Path, tmp_path: Path
) -> None:
    run("load_unit", case)
    first = tmp_path / "first.yaml"
    run("export_unit", "IMCA", "--out", first)
    assert "unchanged" in run("load_unit", first)
    call_command("flush", "--no-input", verbosity=0)
    assert "created" in run("load_unit", first)
    assert "unchanged" in run("load_unit", case)
    assert run("export_unit", "IMCA") == first.read_text(encoding="utf-8")


@pytest.mark.django_db(transaction=True)
def test_an_export_holds_everything(file: Path, tmp_path: Path) -> None:
    run("load_unit", file)
    text = run("export_unit", "IMCA")
    call_command("flush", "--no-input", verbosity=0)
    out = tmp_path / "unit.yaml"
    out.write_text(text, encoding="utf-8")
    run("load_unit", out)
    assert run("export_unit", "IMCA") == text
    assert "unchanged" in run("load_unit", file)


@pytest.mark.django_db
def test_what_was_done_is_told(file: Path) -> None:
    text = run("load_unit", file)
    assert text.startswith("IMCA: created\n")
    assert "4 entries" in text
    document = json.loads(run("load_unit", file, "--json"))
    assert (document["unit"], document["state"]) == ("IMCA", "unchanged")
    assert document["entries"] == {"added": 0, "removed": 0, "kept": 4}


@pytest.mark.django_db
def test_other_content_needs_replace(file: Path) -> None:
    run("load_unit", file)
    document = good()
    document["entries"].pop()
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(CommandError, match="entries: 0 added, 1 removed, 3 kept") as caught:
        run("load_unit", file)
    assert caught.value.returncode == 1
    assert TimeEntry.objects.count() == 4
    assert run("load_unit", "--replace", file).startswith("IMCA: replaced")
    assert TimeEntry.objects.count() == 3


@pytest.mark.django_db
def test_a_file_with_many_mistakes_names_all_and_changes_nothing(file: Path) -> None:
    document = good()
    document["unit"]["currency"] = "euro"
    document["unit"]["timezone"] = "Bonn"
    document["agreements"][0]["key"]["CMS"] = "0.667"
    document["posts"][0]["employer"] = "NOBODY"
    document["entries"] = [{"person": "eve", "minutes": 0, "date": "x"}] * 6
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        run("load_unit", file)
    lines = str(caught.value).splitlines()
    assert len(lines) == 4 + 6 * 4
    assert any(line.startswith("entries[5].date: ") for line in lines)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_an_unknown_unit_is_told_with_those_there_are(file: Path) -> None:
    with pytest.raises(CommandError, match=r"no unit IMCA\. There is none yet\."):
        run("export_unit", "IMCA")
    run("load_unit", file)
    with pytest.raises(CommandError, match=r"no unit imca\. There are: IMCA\."):
        run("export_unit", "imca")


@pytest.mark.django_db
def test_an_export_that_cannot_be_written_leaves_nothing(file: Path, tmp_path: Path) -> None:
    run("load_unit", file)
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        run("export_unit", "IMCA", "--out", tmp_path / "no" / "unit.yaml")
    with pytest.raises(CommandError, match="cannot be written: Is a directory"):
        run("export_unit", "IMCA", "--out", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["unit.json"]


@pytest.mark.parametrize(
    ("arguments", "data", "status", "message"),
    [
        (["load_unit", "-"], b"\0", 1, b"standard input is not text: it holds zero bytes"),
        (["load_unit", "-"], b"imca: &a [*a]", 1, b"contains itself"),
        (["load_unit", "nowhere.yaml"], b"", 1, b"nowhere.yaml cannot be read: No such file"),
        (["load_unit", "tests"], b"", 1, b"tests cannot be read: Is a directory"),
        (["load_unit"], b"", 2, b"the following arguments are required: FILE"),
        (["export_unit", "A", "--in", "x"], b"", 2, b"unrecognized arguments: --in"),
    ],
    ids=["zero bytes", "cycle", "missing", "directory", "no argument", "unknown option"],
)
def test_the_exit_status_tells_bad_input_from_wrong_usage(
    arguments: list[str], data: bytes, status: int, message: bytes
) -> None:
    done = shell(*arguments, input=data)
    assert done.returncode == status
    assert message in done.stderr
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert status == 2 or done.stderr.count(b"\n") == 1
