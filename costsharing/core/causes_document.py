"""The causes of a difference as they are kept, shown and handed on: plain JSON values.

Every amount is exact, with its cents beside it. A contribution is rounded alone, half up; what the
rounded contributions of a figure lack to its rounded difference stands in a line of its own, so
that the cents add up too.
"""

# Documents are read as they were kept; JSON has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from costsharing.core.causes import FIGURES, TOTALS
from costsharing.core.causes_kinds import (
    ENGAGED,
    ENTRIES,
    GRADE,
    MISSING_TIME,
    RATE,
    STAFF_COST,
)
from costsharing.core.causes_time import MISSING
from secretariats.core.exact import cents, cents_text, exact_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from costsharing.core.causes import Amounts, Causes, Part
    from costsharing.core.causes_draft import Beside

FORMAT = 1
# So many changes of one cause are told one by one.
TOLD = 24
PEOPLE = "people"
# What one person costs, or what may tell it: for those alone who open figures down to entries.
# A grade or a currency may be that of one person, whose hours the contribution would then tell.
OF_PERSONS = frozenset({ENGAGED, GRADE, STAFF_COST, RATE})
ZERO = Fraction(0)


def causes_document(
    found: Causes, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the causes as JSON values.

    Args:
        found: the causes.
        before: the results of the run that is compared with, as ``value --json`` has them.
        after: those of the run that is looked at.
    """
    rounded = {
        place: _cents_of(after, place) - _cents_of(before, place)
        for place in _places(before, after)
    }
    totals = _totals(found.beside)
    listed = [
        {"parts": [_part(part, totals) for part in cause.parts], **_figures(cause.amounts)}
        for cause in found.listed
    ]
    sums: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    in_cents: dict[tuple[str, str], int] = defaultdict(int)
    for cause in found.listed:
        for place, amount in cause.amounts.items():
            sums[place] += amount
            in_cents[place] += cents(amount)
    return {
        "format": FORMAT,
        "causes": listed,
        "difference": _nested(
            {
                place: {"exact": exact_text(sums[place]), "rounded": cents_text(whole)}
                for place, whole in rounded.items()
            }
        ),
        "rounding": _nested(
            {
                place: cents_text(whole - in_cents[place])
                for place, whole in rounded.items()
                if whole != in_cents[place]
            }
        ),
        "silent": [_part(part, totals) for part in found.silent],
        "coarse": sorted(found.coarse),
        "valuations": found.valuations,
    }


def for_reader(document: Mapping[str, Any], *, explains: bool) -> dict[str, Any]:
    """Return a document for a reader: who may not open what persons cost finds it as one cause.

    The causes still add up, exactly and in cents.
    """
    if explains:
        return dict(document)
    kept: list[dict[str, Any]] = []
    merged: list[dict[str, Any]] = []
    for cause in document["causes"]:
        personal = [part["kind"] in OF_PERSONS for part in cause["parts"]]
        if all(personal):
            merged.append(cause)
        else:
            kept.append({**cause, "parts": _plain(cause["parts"])})
    if merged:
        kept.append({"parts": [_people()], **_together(merged)})
    return {**document, "causes": kept, "silent": _plain(document["silent"])}


def _plain(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    plain = [part for part in parts if part["kind"] not in OF_PERSONS]
    return plain if len(plain) == len(parts) else [*plain, _people()]


def _people() -> dict[str, Any]:
    return {"kind": PEOPLE, "about": {}, "was": None, "now": None, "count": 0, "items": []}


def _together(listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    exact: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    whole: dict[tuple[str, str], int] = defaultdict(int)
    for cause in listed:
        for code, figures in [*cause["instruments"].items(), ("", cause["total"])]:
            for name, one in figures.items():
                exact[code, name] += Fraction(one["exact"])
                whole[code, name] += int(Fraction(one["rounded"]) * 100)
    return _nested(
        {
            place: {"exact": exact_text(amount), "rounded": cents_text(whole[place])}
            for place, amount in sorted(exact.items())
        }
    )


def _places(*results: Mapping[str, Any]) -> list[tuple[str, str]]:
    codes = sorted({code for one in results for code in one["instruments"]})
    return [(code, name) for code in codes for name in FIGURES] + [("", name) for name in TOTALS]


def _cents_of(results: Mapping[str, Any], place: tuple[str, str]) -> int:
    """Return a figure of published results in cents; 0 where they lack it."""
    code, name = place
    settled = results["settlement"]
    if name == "spent":
        found = [one["paid"]["rounded"] for key, one in settled.items() if key != "transfers"]
        return sum(int(Fraction(text) * 100) for text in found)
    if not code:
        source = results["total"]
    elif name in {"due", "paid", "net"}:
        source = settled.get(code, {})
    else:
        source = results["instruments"].get(code, {})
    return int(Fraction(source[name]["rounded"]) * 100) if name in source else 0


def _figures(amounts: Amounts) -> dict[str, Any]:
    return _nested(
        {
            place: {"exact": exact_text(amount), "rounded": cents_text(cents(amount))}
            for place, amount in amounts.items()
        }
    )


def _nested(found: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    instruments: dict[str, dict[str, Any]] = {}
    total: dict[str, Any] = {}
    for (code, name), value in found.items():
        if code:
            instruments.setdefault(code, {})[name] = value
        else:
            total[name] = value
    return {"instruments": instruments, "total": total}


# (kind, month, activity, beneficiary) → minutes of the run before, and of the run after.
_Totals: TypeAlias = "dict[tuple[str, str, str, str], list[int | Fraction]]"


def _totals(found: Beside) -> _Totals:
    """Return all time on days that both cover, whether it changed or not."""
    totals: _Totals = {}
    for flow in found.flows:
        if not found.days.in_both(flow.day):
            continue
        activity, whom = flow.item
        kind = MISSING_TIME if flow.item == MISSING else ENTRIES
        place = (kind, f"{flow.day:%Y-%m}", activity, "+".join(whom))
        sums = totals.setdefault(place, [0, 0])
        if flow.before is not None:
            sums[0] += flow.minutes
        if flow.after is not None:
            sums[1] += flow.minutes
    return totals


def _part(part: Part, totals: _Totals) -> dict[str, Any]:
    """Return what was replaced: what was, what is now, and what single changes it was made of."""
    known: dict[str, Any] = {"kind": part.kind, "about": dict(part.about)}
    if part.kind in {ENTRIES, MISSING_TIME, ENGAGED}:
        finest = list(dict.fromkeys(change.about[0] for change in part.changes))
        items = [
            {"about": dict(about), **_minutes(part, dict(about), totals)}
            for about in finest[:TOLD]
            if about != part.about
        ]
        whole = _minutes(part, dict(part.about), totals)
        return {**known, **whole, "count": len(finest), "items": items}
    told = [change for change in part.changes if (change.was, change.now) != (None, None)]
    if len({(repr(one.was), repr(one.now)) for one in told}) == 1:
        return {**known, "was": told[0].was, "now": told[0].now, "count": 1, "items": []}
    single: list[dict[str, Any]] = [
        {"about": dict(one.about[0]), "was": one.was, "now": one.now} for one in told[:TOLD]
    ]
    return {**known, "was": None, "now": None, "count": len(told), "items": single}


def _minutes(part: Part, about: Mapping[str, str], totals: _Totals) -> dict[str, str]:
    """Return all such minutes of both runs, as ``was`` and ``now``."""
    was: int | Fraction = 0
    now: int | Fraction = 0
    if part.kind == ENGAGED:
        for change in part.changes:
            if not about or dict(change.about[0]) == about:
                was += Fraction(str(change.was))
        return {"was": exact_text(was), "now": exact_text(was)}
    for (kind, month, activity, whom), (before, after) in totals.items():
        facts = {"month": month, "year": month[:4], "activity": activity, "for": whom}
        if kind == part.kind and all(facts[name] == value for name, value in about.items()):
            was += before
            now += after
    return {"was": exact_text(was), "now": exact_text(now)}
