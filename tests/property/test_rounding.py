"""The published table against its law: totals, closeness by brute force, order of input."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import ceil, floor

from hypothesis import given, settings
from hypothesis import strategies as st

from costsharing.core.rounding import direct_and_joint, round_table
from secretariats.core.exact import half_up

Table = list[list[Fraction]]

# Few denominators, so that halves, thirds and whole cents meet often.
amounts = st.builds(
    lambda parts, denominator: Fraction(parts, 100 * denominator),
    st.integers(-12, 60),
    st.sampled_from([1, 2, 2, 3, 4, 6, 7]),
)
long_amounts = st.builds(
    Fraction,
    st.integers(0, 10**40),
    st.integers(10**30, 10**31).map(lambda number: 2 * number + 1),
)


def tables(
    height: int, width: int, cells: st.SearchStrategy[Fraction]
) -> st.SearchStrategy[Table]:
    """Return tables of at least one cell, at most of the given size, large ones as often."""
    return st.tuples(st.integers(1, height), st.integers(1, width)).flatmap(
        lambda size: st.lists(
            st.lists(cells, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
        )
    )


def rounded(table: Table) -> list[list[int]]:
    """Round a table whose rows and columns are named by their places."""
    rows = [f"S{number:03}" for number in range(len(table))]
    columns = [f"I{number}" for number in range(len(table[0]))]
    cells = {
        row: dict(zip(columns, line, strict=True)) for row, line in zip(rows, table, strict=True)
    }
    result = round_table(cells, rows=rows, columns=columns)
    return [[result[row][column] for column in columns] for row in rows]


def columns_of(table: list[list[int]]) -> list[list[int]]:
    """Turn rows into columns."""
    return [list(column) for column in zip(*table, strict=True)]


def by_brute_force(table: Table) -> list[list[int]]:
    """Go through every table of floors and ceilings and keep the first of the closest."""
    exact = [100 * cell for line in table for cell in line]
    width = len(table[0])
    grand = half_up(sum(exact, Fraction(0)))
    best: tuple[Fraction, list[int]] | None = None
    for flat in product(*(sorted({floor(cell), ceil(cell)}) for cell in exact)):
        sums = [
            (sum(flat[start:stop:step]), sum(exact[start:stop:step], Fraction(0)))
            for start, stop, step in [
                *((start, start + width, 1) for start in range(0, len(exact), width)),
                *((start, len(exact), width) for start in range(width)),
            ]
        ]
        if sum(flat) != grand or any(abs(total - value) >= 1 for total, value in sums):
            continue
        distance = sum(
            ((cell - value) ** 2 for cell, value in zip(flat, exact, strict=True)), Fraction(0)
        )
        # Lists of the negated cells compare so that the first ceiling wins.
        candidate = (distance, [-cell for cell in flat])
        best = candidate if best is None else min(best, candidate)
    assert best is not None, "a two-way table can always be rounded so"
    cells = [-cell for cell in best[1]]
    return [cells[start : start + width] for start in range(0, len(cells), width)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(tables(3, 3, amounts))
def test_a_small_table_equals_brute_force(table: Table) -> None:
    assert rounded(table) == by_brute_force(table)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(tables(4, 3, st.sampled_from([Fraction(n, d) for n, d in [(1, 200), (1, 300), (2, 300)]])))
def test_a_table_of_halves_and_thirds_equals_brute_force(table: Table) -> None:
    assert rounded(table) == by_brute_force(table)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tables(12, 5, amounts | long_amounts))
def test_every_table_adds_up_within_a_cent(table: Table) -> None:
    result = rounded(table)
    exact = [[100 * cell for cell in line] for line in table]
    assert sum(map(sum, result)) == half_up(
        sum((sum(line, Fraction(0)) for line in exact), Fraction(0))
    )
    for line, values in zip(result, exact, strict=True):
        assert abs(sum(line) - sum(values, Fraction(0))) < 1
        assert all(abs(cell - value) < 1 for cell, value in zip(line, values, strict=True))
    for column, parts in zip(columns_of(result), zip(*exact, strict=True), strict=True):
        assert abs(sum(column) - sum(parts, Fraction(0))) < 1


@settings(max_examples=40, deadline=None, derandomize=True)
@given(tables(5, 4, amounts))
def test_the_order_in_which_cells_are_given_does_not_matter(table: Table) -> None:
    rows = [f"S{number}" for number in range(len(table))]
    columns = [f"I{number}" for number in range(len(table[0]))]
    cells = {
        row: dict(zip(columns, line, strict=True)) for row, line in zip(rows, table, strict=True)
    }
    backwards = {
        row: dict(reversed(list(line.items()))) for row, line in reversed(list(cells.items()))
    }
    assert round_table(backwards, rows=rows, columns=columns) == round_table(
        cells, rows=rows, columns=columns
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.fractions(0, 100), st.fractions(0, 100))
def test_direct_and_joint_make_the_service_total(
    total: int, direct: Fraction, joint: Fraction
) -> None:
    parts = direct_and_joint(total, direct, joint)
    assert sum(parts) == total
    assert min(parts) >= 0
