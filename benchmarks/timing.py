"""Interleaved timing: what is compared takes turns, and medians are quoted."""

from __future__ import annotations

import gc
import statistics
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
