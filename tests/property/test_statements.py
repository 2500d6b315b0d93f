"""Statements over any parts of years, with corrections between them, add up to the years."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from costsharing.core.inputs import STANDARD, Inputs, Spent
from costsharing.core.keys import Agreed, Keys, Rates
from costsharing.core.settlement import money_spent
from costsharing.core.snapshot import only_used, write
from costsharing.core.snapshot_read import read
from costsharing.core.statement import compute
from costsharing.core.statement_document import read_final, statement_document
from costsharing.core.statement_period import next_start
from costsharing.core.transfers import round_settlement
from secretariats.core.dates import Span, month_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costsharing.core.statement import Final

YEAR = 2017
CODES = ("AEWA", "CMS", "EUROBATS")
RATES = Rates({"USD": (), "EUR": ((dt.date(YEAR - 1, 1, 1), Fraction(917, 1000)),)})

keys = st.lists(st.integers(0, 7), min_size=3, max_size=3).filter(any)
months = st.integers(1, 12)


@st.composite
def expenditures(draw: st.DrawFn, year: int = YEAR) -> Spent:
    return Spent(
        dt.date(year, draw(months), draw(st.integers(1, 28))),
        Fraction(draw(st.integers(-99_999, 999_999)), 100),
        draw(st.sampled_from(["EUR", "USD"])),
        draw(st.sampled_from(CODES)),
        draw(st.sampled_from([None, None, *CODES])),
    )


def keys_of(halves: Sequence[Sequence[int]]) -> Keys:
    """Return a key for each half of each of two years."""
    spans = [
        Span(dt.date(year, first, 1), month_end(dt.date(year, first + 5, 1)))
        for year in (YEAR, YEAR + 1)
        for first in (1, 7)
    ]
    agreements = [
        Agreed(
            span,
            CODES,
            {code: Fraction(n, sum(key)) for code, n in zip(CODES, key, strict=True)},
        )
        for span, key in zip(spans, halves, strict=True)
    ]
    return Keys(agreements, {}, RATES, "EUR")


def inputs_of(spent: Sequence[Spent], key: Keys, start: dt.date, end: dt.date) -> Inputs:
    inside = [one for one in spent if start <= one.date <= end]
    return Inputs(
        "IMCA", start, end, STANDARD, "", "", Fraction(0), key, {}, {}, (), inside
    )  # fmt: skip


def stated(spent: Sequence[Spent], key: Keys, end: dt.date, finals: list[Final]) -> dict[str, Any]:
    """Return the content of the statement to a day, and count it among the finals."""
    inputs = inputs_of(spent, key, dt.date(YEAR, 1, 1), end)
    computed, rest = compute(inputs, [""] * len(inputs.spent), finals)
    start = next_start(end.year, [one.end for one in finals])
    assert start is not None
    content = statement_document(
        computed, unit="IMCA", currency="EUR", start=start, end=end, finals=finals
    )
    snapshot = write(only_used(rest))
    # Whoever has the snapshot comes to the same figures.
    kept = read(snapshot)
    again, _ = compute(kept, [""] * len(kept.spent), finals)
    assert (
        statement_document(again, unit="IMCA", currency="EUR", start=start, end=end, finals=finals)
        == content
    )
    number = 1 + sum(1 for one in finals if one.year == end.year)
    finals.append(read_final(content, number=number, digest=f"sha256:{len(finals)}"))
    assert sum(in_cents(one["to_settle"]) for one in content["instruments"].values()) == 0
    return content


def in_cents(figure: dict[str, str]) -> int:
    exact = 100 * Fraction(figure["exact"])
    assert exact.denominator == 1
    return exact.numerator


def moved(contents: Sequence[dict[str, Any]]) -> Counter[str]:
    """Return what each instrument got by all transfers, in cents."""
    got: Counter[str] = Counter()
    for content in contents:
        for move in content["transfers"]:
            amount = int(move["amount"].replace(".", ""))
            assert amount > 0
            got[move["to"]] += amount
            got[move["from"]] -= amount
    return got


def whole_year(spent: Sequence[Spent], key: Keys, year: int) -> Any:
    inputs = inputs_of(spent, key, dt.date(year, 1, 1), dt.date(year, 12, 31))
    due, paid, gaps = money_spent(inputs)
    assert not gaps
    return round_settlement(due, paid)


@given(data=st.data(), halves=st.lists(keys, min_size=4, max_size=4))
def test_statements_over_any_parts_of_a_year_add_up_to_the_year(
    data: st.DataObject, halves: list[list[int]]
) -> None:
    key = keys_of(halves)
    spent = data.draw(st.lists(expenditures(), max_size=12))
    ends = [*sorted(data.draw(st.sets(st.integers(1, 11), max_size=5))), 12]
    finals: list[Final] = []
    contents = []
    for month in ends:
        contents.append(stated(spent, key, month_end(dt.date(YEAR, month, 1)), finals))
        if month < 12:
            # What is corrected now, months that are final included, falls into the next.
            gone = data.draw(st.sets(st.integers(0, max(len(spent) - 1, 0)), max_size=2))
            spent = [one for place, one in enumerate(spent) if place not in gone]
            spent += data.draw(st.lists(expenditures(), max_size=2))
    year = whole_year(spent, key, YEAR)
    for code in CODES:
        for name in ("due", "paid"):
            found = sum(
                in_cents(one["instruments"][code][f"{name}_now"])
                for one in contents
                if code in one["instruments"]
            )
            assert found == getattr(year, name).get(code, 0), (code, name)
        assert moved(contents)[code] == year.net.get(code, 0)


@given(data=st.data(), halves=st.lists(keys, min_size=4, max_size=4))
def test_a_year_settled_whole_and_corrected_later_still_adds_up(
    data: st.DataObject, halves: list[list[int]]
) -> None:
    key = keys_of(halves)
    spent = data.draw(st.lists(expenditures(), max_size=8))
    finals: list[Final] = []
    contents = [stated(spent, key, dt.date(YEAR, 12, 31), finals)]
    for month in (3, 9, 12):
        spent = spent[data.draw(st.integers(0, 1)) :]
        spent += data.draw(st.lists(expenditures(YEAR), max_size=2))
        spent += data.draw(st.lists(expenditures(YEAR + 1), max_size=3))
        contents.append(stated(spent, key, month_end(dt.date(YEAR + 1, month, 1)), finals))
    nets = [whole_year(spent, key, year).net for year in (YEAR, YEAR + 1)]
    got = moved(contents)
    for code in CODES:
        assert got[code] == sum(net.get(code, 0) for net in nets)
