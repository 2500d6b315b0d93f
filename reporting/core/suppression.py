"""Counts of posts that tell nothing about one person.

A group is published when it has three posts and three people or more. Smaller ones are joined
until the joined group is large enough, so that subtracting what is published from a total never
yields a small group either. Several lists of the same posts may stand side by side: with every
group and its rest at three or more, the number in two groups at once is never determined by
them (its bounds, ``max(0, a + b - n)`` and ``min(a, b)``, lie three or more apart), unless one
group is all posts, and then it is the other group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.core.groups import LEAST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Group:
    """Posts that share a property: how many, and the identities of the people on them."""

    code: str
    posts: int
    people: frozenset[int]

    @property
    def small(self) -> bool:
        """Whether it would tell about single people."""
        return self.posts < LEAST or len(self.people) < LEAST


@dataclass(frozen=True, slots=True)
class Published:
    """What may be printed: groups of three or more, and the rest joined into one.

    Attributes:
        shown: the groups large enough, in the order given.
        joined: the codes of the groups that are counted together; their number is ``rest``.
        rest: posts in the joined groups, 0 where there are none.
    """

    shown: tuple[Group, ...]
    joined: tuple[str, ...]
    rest: int


def publish(groups: Sequence[Group]) -> Published | None:
    """Return what may be printed of a partition, or None where even the total may not.

    Empty groups are left out: nobody is in them. Where the small ones together still tell about
    one person, the smallest of the others join them. None of those that are counted together is
    empty, so as many posts as groups would be one post in each.
    """
    filled = [group for group in groups if group.posts]
    if _together(filled).small:
        return None
    joined = {group.code for group in filled if group.small}
    others = sorted(
        (group for group in filled if not group.small), key=lambda group: (group.posts, group.code)
    )
    while joined and _tells([group for group in filled if group.code in joined]):
        if not others:
            return None
        joined.add(others.pop(0).code)
    rest = [group for group in filled if group.code in joined]
    return Published(
        shown=tuple(group for group in filled if group.code not in joined),
        joined=tuple(group.code for group in rest),
        rest=sum(group.posts for group in rest),
    )


def is_open(cells: Iterable[Group]) -> bool:
    """Return whether a table may be printed cell by cell: no cell but empty ones is small."""
    return not any(cell.small for cell in cells if cell.posts)


def _tells(groups: Sequence[Group]) -> bool:
    """Return whether the number of posts in several groups together tells about one of them."""
    together = _together(groups)
    return together.small or together.posts == len(groups)


def _together(groups: Iterable[Group]) -> Group:
    posts, people = 0, frozenset[int]()
    for group in groups:
        posts += group.posts
        people |= group.people
    return Group("", posts, people)
