"""Interleaved timing: what is compared takes turns, and medians are quoted."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 5


def take_turns(
    contenders: Mapping[str, Callable[[], object]],
    *,
    rounds: int = ROUNDS,
    prepare: Callable[[], object] = lambda: None,
) -> dict[str, list[float]]:
    """Return name → seconds of each round, after one round that does not count.

    ``prepare`` is called before each contender, outside its time.
    """
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(rounds + 1):
        for name, run in contenders.items():
            prepare()
            gc.collect()
            begin = time.perf_counter()
            run()
            if turn:
                seconds[name].append(time.perf_counter() - begin)
    return seconds


def milliseconds(values: list[float]) -> str:
    """Return the median with the smallest and largest, in milliseconds."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle * 1000:,.0f} ({low * 1000:,.0f} to {high * 1000:,.0f})"


def ratio(values: list[float], base: list[float]) -> str:
    """Return the ratio of the medians, and that of each round."""
    each = ", ".join(f"{a / b:.2f}" for a, b in zip(values, base, strict=True))
    return f"{statistics.median(values) / statistics.median(base):.2f} (rounds: {each})"


def peak_memory(modules: str, part: str, what: str) -> tuple[int, int]:
    """Return the peak memory in MB of a fresh process before and after it does something.

    Args:
        modules: what is there before, as an ``import`` names it.
        part: the module of this package that does it.
        what: its function.
    """
    code = (
        f"import django, pathlib; django.setup(); import {modules}; "
        # Unlike getrusage, this begins anew with the program.
        "told = lambda: pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1]; "
        "peak = lambda: int(told().split()[0]) // 1024; before = peak(); "
        f"from benchmarks import {part}; {part}.{what}(); print(before, peak())"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=True
    ).stdout
    before, after = printed.split()[-2:]
    return int(before), int(after)
