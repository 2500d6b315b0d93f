"""Several lists of the same posts, side by side: no sum or difference of them gives a small group.

Every population of up to seven posts in two groups by three is published. What a reader then knows
is what all populations with the same publication have in common, and that is never one or two.
"""

from __future__ import annotations

from itertools import product

from reporting.core.suppression import Group, Published, is_open, publish

ROWS, COLUMNS, MOST = "AB", "xyz", 7
Population = tuple[int, ...]
CELLS = [row + column for row, column in product(ROWS, COLUMNS)]


def populations(posts: int, cells: int = len(CELLS)) -> list[Population]:
    """Return every way to spread posts over cells."""
    if cells == 1:
        return [(posts,)]
    return [
        (first, *rest)
        for first in range(posts + 1)
        for rest in populations(posts - first, cells - 1)
    ]


def counts(population: Population) -> dict[str, int]:
    """Return the number of posts by cell, by row and by column."""
    found = dict(zip(CELLS, population, strict=True))
    for letter in ROWS + COLUMNS:
        found[letter] = sum(
            number for cell, number in zip(CELLS, population, strict=True) if letter in cell
        )
    return found


def groups(names: str | list[str], of: dict[str, int]) -> list[Group]:
    """Return groups of so many posts, each with a person of its own."""
    return [
        Group(name, of[name], frozenset(hash((name, number)) for number in range(of[name])))
        for name in names
    ]


def fits(published: Published, names: str, of: dict[str, int]) -> bool:
    """Return whether a population can be the one that was published so."""
    shown = {group.code: group.posts for group in published.shown}
    for name in names:
        expected = shown.get(name, 0)
        if name in published.joined:
            if not of[name]:
                return False
        elif of[name] != expected:
            return False
    return sum(of[name] for name in published.joined) == published.rest


def test_nothing_small_is_known_from_two_lists_side_by_side() -> None:
    for posts in range(MOST + 1):
        every = [counts(population) for population in populations(posts)]
        views: dict[object, tuple[Published, Published]] = {}
        for of in every:
            rows, columns = publish(groups(ROWS, of)), publish(groups(COLUMNS, of))
            if rows and columns and not is_open(groups(CELLS, of)):
                key = tuple(
                    (tuple((one.code, one.posts) for one in list_.shown), list_.joined, list_.rest)
                    for list_ in (rows, columns)
                )
                views[key] = (rows, columns)
        for rows, columns in views.values():
            possible = [of for of in every if fits(rows, ROWS, of) and fits(columns, COLUMNS, of)]
            for name in possible[0]:
                known = {of[name] for of in possible}
                assert known not in ({1}, {2}), (name, rows, columns)


def test_as_many_posts_as_groups_are_not_told() -> None:
    ones = {"a": 1, "b": 1, "c": 1, "d": 5}
    assert publish(groups("abc", ones)) is None
    published = publish(groups("abcd", ones))
    assert published is not None
    assert (published.joined, published.rest) == (("a", "b", "c", "d"), 8)
