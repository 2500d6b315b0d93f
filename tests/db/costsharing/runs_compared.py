"""Pairs of runs of units that differ in what is said, and the account of their difference."""

from __future__ import annotations

import copy
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from costsharing.actions.work_out_causes import (
    work_out,
)
from costsharing.models import ValuationRun
from costsharing.sections.causes import part_text
from tests.db.costsharing.valued_units import (
    Document,
    entry,
    run_of,
    store,
)

if TYPE_CHECKING:
    from collections.abc import Callable


ENTRIES = [
    entry("2017-01-05", 300),
    entry("2017-01-20", 90, whom="CMS+AEWA"),
    entry("2017-01-24", 300, "NEWS", "AEWA"),
    entry("2017-01-25", 30, "ADM"),
]


def both(before: Document, after: Document, **run: str) -> tuple[ValuationRun, ValuationRun]:
    """Return the run of the unit as it was, and of the unit as it is now."""
    unit = store(before)
    first = run_of(unit, **run)
    return run_of(store(after, replace=True), **run), first


def texts(document: dict[str, Any]) -> list[str]:
    """Return the causes in words, with plain spaces."""
    parts = [part for cause in document["causes"] for part in cause["parts"]]
    return [part_text(part).replace("\N{NO-BREAK SPACE}", " ") for part in parts]


def told(before: Document, after: Document, **run: str) -> list[str]:
    now, was = both(before, after, **run)
    document = work_out(now, was)
    accounts_for(document, was, now)
    return texts(document)


def accounts_for(document: dict[str, Any], before: ValuationRun, after: ValuationRun) -> None:
    """See that the causes add up to the difference of the stored results, exactly and in cents."""
    sums: dict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
    for cause in document["causes"]:
        assert "other" not in {part["kind"] for part in cause["parts"]}
        for code, figures in cause["instruments"].items():
            for name, one in figures.items():
                for form in ("exact", "rounded"):
                    sums[code, name, form] += Fraction(one[form])
    for code, figures in document["rounding"]["instruments"].items():
        for name, rest in figures.items():
            sums[code, name, "rounded"] += Fraction(rest)
            assert abs(Fraction(rest)) <= Fraction(len(document["causes"]) + 2, 100)
    for code in {*before.results["instruments"], *after.results["instruments"]}:
        for part in ("instruments", "settlement"):
            old = before.results[part].get(code, {})
            new = after.results[part].get(code, {})
            for name in {*old, *new} - {"minutes_direct"}:
                for form in ("exact", "rounded"):
                    was, now = (Fraction(one.get(name, {}).get(form, 0)) for one in (old, new))
                    assert sums[code, name, form] == now - was, (code, name, form)


def changed(document: Document, change: Callable[[Document], object]) -> Document:
    made = copy.deepcopy(document)
    change(made)
    return made
