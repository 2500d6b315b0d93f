"""``import_time`` as the tests call it, and what is stored after it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from timetracking.models import DayTotal, TimeEntry

DATA = Path(__file__).parents[2] / "data"
HEADER = "date,minutes,activity,for,note\n"


def run(path: Path | str, format_: str, *options: str) -> dict[str, Any]:
    """Run the command with ``--json``; a refusal's text is added as ``error``."""
    out = io.StringIO()
    arguments = [str(path), "--format", format_, "--person", "ada", "--json", *options]
    error = ""
    try:
        call_command("import_time", *arguments, stdout=out)
    except CommandError as refusal:
        error = f"{refusal.returncode}: {refusal}"
    document: dict[str, Any] = json.loads(out.getvalue() or "{}")
    return {**document, "error": error}


def timew(name: str, *options: str) -> dict[str, Any]:
    return run(DATA / "timewarrior" / f"{name}.json", "timewarrior", *options)


def csv_file(folder: Path, *lines: str) -> Path:
    path = folder / "time.csv"
    path.write_text(HEADER + "\n".join(lines), encoding="utf-8")
    return path


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as error:
        call_command("import_time", *arguments, stdout=io.StringIO())
    return str(error.value)


def entries() -> list[tuple[str, int, str, str]]:
    """Return what is stored, in order: date, minutes, activity, beneficiary."""
    rows = TimeEntry.objects.order_by("date", "begin", "pk").select_related(
        "activity", "beneficiary"
    )
    return [
        (str(row.date), row.minutes, row.activity.code, str(row.beneficiary or "")) for row in rows
    ]


def totals() -> int:
    return int(DayTotal.objects.aggregate(sum=Sum("minutes"))["sum"] or 0)


WEEK = [
    ("2017-01-09", 81, "CMS-WEB", "CMS"),
    ("2017-01-09", 90, "CMS-WEB", "AEWA"),
    ("2017-01-10", 45, "CMS-WEB", "AEWA+CMS"),
    ("2017-01-10", 60, "CMS-WEB", "AEWA+CMS"),
    ("2017-01-11", 30, "ADMIN", ""),
]
