"""From exact amounts to a table in cents that adds up both ways (valuation.md, Rounding)."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from secretariats.core.exact import cents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ZERO = Fraction(0)


def round_table(
    cells: Mapping[str, Mapping[str, Fraction]], *, rows: Sequence[str], columns: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Round a table as a whole, so that it still adds up both ways.

    The grand total is its exact value at the nearest cent, half up; every row total, column
    total and cell is the floor or the ceiling in cents of its exact value. Of all such tables it
    is the closest one (least sum of squared differences of the cells), and of equally close ones
    that in which the first differing cell, row by row, is the ceiling. There is exactly one such
    table (controlled rounding, Cox 1987).

    Args:
        cells: row → column → exact amount in units of the currency; what is missing is zero.
        rows: every row, in the order that decides between equally close tables.
        columns: every column, likewise.

    Returns:
        Row → column → whole cents, in the order of ``rows`` and ``columns``, without gaps.

    Raises:
        ValueError: a row or column is named twice, or a cell lies outside of them.
    """
    _check(cells, rows, columns)
    exact = [[100 * cells.get(row, {}).get(column, _ZERO) for column in columns] for row in rows]
    scale = lcm(*(value.denominator for line in exact for value in line))
    scaled = [[value.numerator * (scale // value.denominator) for value in line] for line in exact]
    floors = [[value // scale for value in line] for line in scaled]
    rests = [[value % scale for value in line] for line in scaled]
    # Cents to hand out above the floors: the rests to the nearest whole, as the floors are whole.
    left = (2 * sum(map(sum, rests)) + scale) // (2 * scale)
    raised = _raised(rests, scale, left)
    return {
        row: {
            column: floors[i][j] + (1 if (i, j) in raised else 0)
            for j, column in enumerate(columns)
        }
        for i, row in enumerate(rows)
    }


def direct_and_joint(
    service_total: int, exact_direct: Fraction, exact_joint: Fraction
) -> tuple[int, int]:
    """Split an instrument's rounded service total into direct and joint.

    Args:
        service_total: whole cents, the sum of the instrument's cells of service activities in
            the rounded table.
        exact_direct: exact amount in units of the currency.
        exact_joint: likewise.

    Returns:
        Whole cents that add up to ``service_total``: direct is its exact value half up, at most
        the whole; joint is the rest. Without joint value direct is the whole.
    """
    direct = service_total if exact_joint == 0 else min(cents(exact_direct), service_total)
    return direct, service_total - direct


def _check(
    cells: Mapping[str, Mapping[str, Fraction]], rows: Sequence[str], columns: Sequence[str]
) -> None:
    """Refuse tables of which a part would be lost or counted twice."""
    for names in (rows, columns):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            message = f"named twice in one table: {', '.join(twice)}"
            raise ValueError(message)
    named = {name for line in cells.values() for name in line}
    outside = sorted((cells.keys() - {*rows}) | (named - {*columns}))
    if outside:
        message = f"cells outside the rows and columns of the table: {', '.join(outside)}"
        raise ValueError(message)


def _raised(rests: list[list[int]], scale: int, left: int) -> set[tuple[int, int]]:
    """Return the cells, by row and column number, that become the ceiling.

    Args:
        rests: what each cell is above its floor, in parts of ``scale`` to the cent.
        scale: common denominator of the cells in cents.
        left: how many cells are raised in all.

    A raised cell is one unit that flows from the source over its row and its column to the sink.
    What a row or column must get at least is its node's demand; the arc to or from it carries
    the one unit more that its ceiling allows. Raising a cell of fractional part f instead of
    leaving it at the floor changes the sum of squares by 1 - 2f, which is the cost of its arc.
    """
    # Imported here as it takes longer than the rest of a command's start, and few commands round.
    import networkx as nx

    height, width = len(rests), len(rests[0]) if rests else 0
    row_sums = [sum(line) for line in rests]
    column_sums = [sum(line[j] for line in rests) for j in range(width)]
    source, sink = height + width, height + width + 1
    network: nx.DiGraph[int, dict[str, int], dict[str, int]] = nx.DiGraph()
    network.add_node(source, demand=sum(total // scale for total in row_sums) - left)
    network.add_node(sink, demand=left - sum(total // scale for total in column_sums))
    for i, total in enumerate(row_sums):
        network.add_node(i, demand=-(total // scale))
        network.add_edge(source, i, capacity=int(total % scale > 0), weight=0)
    for j, total in enumerate(column_sums, start=height):
        network.add_node(j, demand=total // scale)
        network.add_edge(j, sink, capacity=int(total % scale > 0), weight=0)
    free = [(i, j) for i, line in enumerate(rests) for j, rest in enumerate(line) if rest]
    for place, (i, j) in enumerate(free, start=1):
        # Between equally close tables the earlier ceiling decides: each cell's bonus outweighs
        # those of all later cells, and all of them together are less than one unit of cost.
        cost = ((scale - 2 * rests[i][j]) << len(free)) - (1 << (len(free) - place))
        network.add_edge(i, height + j, capacity=1, weight=cost)
    _, flow = nx.network_simplex(network)
    return {(i, j) for i, j in free if flow[i][height + j]}
