"""Many units in one database: how a run, all runs, memory and loading go with the size.

``SIZES`` says how large: pairs of entries and units, by default 100000:2 1000000:20; the long
form is 10000000:200. Each size has a database of its own, filled by ``seed_load``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from benchmarks.databases import drop, fresh
from benchmarks.timing import milliseconds, ratio
from tests.services import postgres

DATABASE = "imca_bench_size"
SIZES = "100000:2 1000000:20"
Found = dict[str, Any]


def measure() -> list[str]:
    """Return the lines of the tables."""
    sizes = [pair.split(":") for pair in os.environ.get("SIZES", SIZES).split()]
    with postgres() as server:
        listed = [_measured(server, *size) for size in sizes]
    return [*_growth(listed), *_largest(listed[-1]), *_workers(listed[-1]), *_loading(listed)]


def _measured(server: str, entries: str, units: str) -> Found:
    """Fill a database, measure in a process of its own, and remove it."""
    url = fresh(server, DATABASE)
    try:
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.size_of", entries, units],
            env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "imca.settings"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    finally:
        drop(server, DATABASE)
    found: Found = json.loads(told.splitlines()[-1])
    return found


def _growth(listed: list[Found]) -> list[str]:
    rows = [
        (
            "| entries in the database | units | plain sum, the unit's | plain sum, everybody's "
            "| run from the totals | run from the entries |"
        ),
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for found in listed:
        shown = " | ".join(
            milliseconds(found[name]) for name in ("own", "everybody", "totals", "entries")
        )
        rows.append(f"| {found['count']:,} | {found['units']} | {shown} |")
    return [
        (
            "A unit's year among many units; ms, medians of five with the smallest and largest, "
            "interleaved."
        ),
        "",
        *rows,
        "",
    ]


def _largest(found: Found) -> list[str]:
    def line(what: str, run: str, base: str) -> str:
        return f"| {what} | {ratio(found[run], found[base])} |"

    return [
        f"Ratios with {found['count']:,} entries of {found['units']} units:",
        "",
        "| what | ratio |",
        "| --- | --- |",
        line("run from the totals / plain sum of that year's entries", "totals", "everybody"),
        line("run from the entries / plain sum of that year's entries", "entries", "everybody"),
        line("run from the totals / plain sum of the unit's entries", "totals", "own"),
        line("run from the entries / plain sum of the unit's entries", "entries", "own"),
        line("only the sums of minutes, from the totals / the unit's entries", "sums", "own"),
        "",
        "Peak memory of a process, MB: "
        + "; ".join(f"{what} {before}, {after}" for what, before, after in found["memory"])
        + ".",
        "",
    ]


def _workers(found: Found) -> list[str]:
    if not found["workers"]:
        return []
    first = found["workers"][0]
    rows = [
        f"| {one['workers']} | {one['runs']:.1f} | {first['runs'] / one['runs']:.2f} | "
        f"{one['all']:.1f} | {first['all'] / one['all']:.2f} | {one['memory']} |"
        for one in found["workers"]
    ]
    return [
        f"All {found['units']} units, one task each, on Redis; {os.cpu_count()} processors.",
        "",
        (
            "| workers | runs stored after, s | times as fast | with all that follows, s "
            "| times as fast | peak of a worker's process, MB |"
        ),
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _loading(listed: list[Found]) -> list[str]:
    rows = [
        f"| {one['count']:,} | {one['seeded']:,.0f} | {milliseconds(one['copy'])} | "
        f"{milliseconds(one['seed'])} | {ratio(one['seed'], one['copy'])} |"
        for one in listed
    ]
    return [
        (
            "| entries | seconds to seed them all | bare `COPY` of a unit more, ms | `seed_load` "
            "of that unit, ms | ratio |"
        ),
        "| --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]
