"""Counts of posts never tell about one person, nor when they are subtracted from each other."""

from __future__ import annotations

from itertools import product

from reporting.core.suppression import Group, is_open, publish
from secretariats.core.groups import LEAST


def groups(*sizes: int) -> list[Group]:
    """Give groups of so many posts, each with a person of its own."""
    found, person = [], 0
    for number, size in enumerate(sizes):
        found.append(Group(f"g{number}", size, frozenset(range(person, person + size))))
        person += size
    return found


def test_large_groups_are_shown_as_they_are() -> None:
    published = publish(groups(4, 3))
    assert published is not None
    assert [(group.code, group.posts) for group in published.shown] == [("g0", 4), ("g1", 3)]
    assert published.rest == 0


def test_small_groups_are_counted_together() -> None:
    published = publish(groups(7, 2, 1))
    assert published is not None
    assert [group.code for group in published.shown] == ["g0"]
    assert (published.joined, published.rest) == (("g1", "g2"), 3)


def test_a_single_small_group_takes_the_smallest_large_one_along() -> None:
    published = publish(groups(9, 4, 1))
    assert published is not None
    assert [group.code for group in published.shown] == ["g0"]
    assert (published.joined, published.rest) == (("g1", "g2"), 5)


def test_too_few_posts_in_all_are_not_published() -> None:
    assert publish(groups(1, 1)) is None
    assert publish([]) is None


def test_posts_of_two_people_are_small_however_many_they_are() -> None:
    two = Group("core", 4, frozenset({1, 2}))
    published = publish([two, *groups(5)])
    assert published is not None
    assert published.shown == ()
    assert published.rest == 9


def test_one_person_on_posts_of_two_groups_counts_once() -> None:
    part = [Group("a", 2, frozenset({1, 2})), Group("b", 2, frozenset({2, 1}))]
    assert publish(part) is None


def test_nothing_small_can_be_read_or_subtracted() -> None:
    for sizes in product(range(6), repeat=4):
        published = publish(groups(*sizes))
        total = sum(sizes)
        if published is None:
            assert total < LEAST or all(size <= 1 for size in sizes), sizes
            continue
        shown = [group.posts for group in published.shown]
        parts = [*shown, published.rest] if published.rest else shown
        assert sum(parts) == total, sizes
        assert all(part >= LEAST for part in parts), sizes
        assert all(total - part >= LEAST or total == part for part in parts), sizes


def test_a_crossed_table_is_printed_only_without_small_cells() -> None:
    assert is_open(groups(3, 4, 0, 5))
    assert not is_open(groups(3, 2, 5))
