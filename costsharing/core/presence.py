"""A person's time in a unit, cut where what they cost or what is expected of them changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from costsharing.core.hourly import NO_GRADE
from costsharing.core.inputs import Fee, OnPosts
from secretariats.core.dates import ONE_DAY, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariats.core.expected import Presence


WHOLE = Fraction(1)
# (share of full time, pattern or None) of each assignment in force, sorted.
Expected: TypeAlias = "tuple[tuple[Fraction, tuple[int, ...] | None], ...]"


@dataclass(frozen=True, slots=True)
class OnPost:
    """An assignment: what is expected, and the grades of its post, oldest first."""

    presence: Presence
    grades: Sequence[tuple[dt.date, str]]

    def grade_on(self, day: dt.date) -> str:
        """Return the grade of the post on ``day``; ``NO_GRADE`` before the first."""
        found = NO_GRADE
        for start, grade in self.grades:
            if start <= day:
                found = grade
        return found


@dataclass(frozen=True, slots=True)
class Engaged:
    """A person's assignments and contracts."""

    posts: Sequence[OnPost]
    contracts: Sequence[tuple[Span, Fee]]


@dataclass(frozen=True, slots=True)
class Stay:
    """Days on which a person's cost and expected time follow the same rule.

    Attributes:
        start: first day.
        end: last day, inclusive.
        cost: a fee where a contract is in force, otherwise the grades of the posts.
        expected: what is expected by the assignments: (share, pattern) each, sorted.
    """

    start: dt.date
    end: dt.date
    cost: Fee | OnPosts
    expected: Expected


def stays(engaged: Engaged, start: dt.date, end: dt.date) -> list[Stay]:
    """Return the days of a period on which the person is engaged, in order, without overlap.

    A contract gives the cost where it is in force, assignments give the expected time
    (valuation.md, Edges). Days without either are left out.
    """
    spans = [post.presence.span for post in engaged.posts] + [
        span for span, _ in engaged.contracts
    ]
    cuts = {start}
    for span in spans:
        cuts.add(span.start)
        if span.end is not None:
            cuts.add(span.end + ONE_DAY)
    for post in engaged.posts:
        cuts.update(day for day, _ in post.grades)
    days = sorted(day for day in cuts if start <= day <= end)
    found: list[Stay] = []
    for first, following in zip(days, [*days[1:], end + ONE_DAY], strict=True):
        posts = [post for post in engaged.posts if post.presence.span.contains(first)]
        fees = [fee for span, fee in engaged.contracts if span.contains(first)]
        if not posts and not fees:
            continue
        cost: Fee | OnPosts = fees[0] if fees else OnPosts(_grades(posts, first))
        expected = tuple(
            sorted(
                ((post.presence.share, post.presence.pattern) for post in posts),
                key=lambda one: (one[0], one[1] or ()),
            )
        )
        stay = Stay(first, following - ONE_DAY, cost, expected)
        before = found[-1] if found else None
        if (
            before is not None
            and before.end + ONE_DAY == first
            and (before.cost, before.expected) == (cost, expected)
        ):
            found[-1] = Stay(before.start, stay.end, cost, expected)
        else:
            found.append(stay)
    return found


def _grades(posts: list[OnPost], day: dt.date) -> tuple[tuple[str, Fraction], ...]:
    """Return grade → part of the whole share, sorted: the weights of the average cost."""
    if len(posts) == 1:
        return ((posts[0].grade_on(day), WHOLE),)
    shares: dict[str, Fraction] = {}
    for post in posts:
        grade = post.grade_on(day)
        shares[grade] = shares.get(grade, Fraction(0)) + post.presence.share
    whole = sum(shares.values(), Fraction(0))
    return tuple(sorted((grade, share / whole) for grade, share in shares.items()))
