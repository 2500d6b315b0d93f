"""The unit's posts on a day, counted so that no count tells about one person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q

from reporting.core.suppression import Group, is_open, publish
from secretariats.core.groups import LEAST
from secretariats.models import Assignment, Contract, Post, PostGrade
from secretariats.models.fields import in_force

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from secretariats.models import Unit

# Grades of the Professional and higher categories, and of General Service, begin with these.
CATEGORIES = {"P": "P", "D": "P", "G": "G"}


@dataclass(frozen=True, slots=True)
class _Held:
    """A post on the day, and who holds it."""

    secretariat: str
    category: str
    funding: str
    hours: str
    people: frozenset[int]


def published_posts(unit: Unit, start: dt.date, end: dt.date) -> dict[str, Any]:
    """Return counts of the posts on the last day of a period; six queries.

    Returns:
        ``date``; ``total``, None where it would tell about single people; ``lists``, the posts by
        secretariat, category, funding and hours, small groups joined; ``cross``, secretariat →
        category → posts where every cell is large enough, else None; ``reclassified`` (posts in
        the period) and ``contracts`` (people under contract), None under three.
    """
    posts = _held(unit, end)
    names = ("secretariat", "category", "funding", "hours")
    lists = {name: _list(posts, name) for name in names}
    reclassified = _reclassified(unit, start, end)
    contracts = (
        Contract.objects.of_unit(unit)
        .filter(in_force(start) | Q(start__gte=start, start__lte=end))
        .values("person")
        .distinct()
        .count()
    )
    return {
        "date": end.isoformat(),
        "total": len(posts) if all(lists.values()) else None,
        "lists": lists if all(lists.values()) else {},
        "cross": _cross(posts),
        "secretariats": dict(unit.secretariats.values_list("code", "name")),
        "reclassified": reclassified if reclassified >= LEAST else None,
        "contracts": contracts if contracts >= LEAST else None,
    }


def _held(unit: Unit, day: dt.date) -> list[_Held]:
    """Return the posts that have a grade on the day."""
    found = (
        Post.objects.of_unit(unit)
        .select_related("employer")
        .prefetch_related(
            Prefetch("grades", PostGrade.objects.filter(start__lte=day).order_by("start")),
            Prefetch("assignments", Assignment.objects.filter(in_force(day))),
        )
    )
    return [_as_held(post) for post in found if post.grades.all()]


def _as_held(post: Post) -> _Held:
    grade = list(post.grades.all())[-1].grade
    assignments = list(post.assignments.all())
    share = sum((Fraction(a.share_num, a.share_den) for a in assignments), Fraction(0))
    hours = "vacant" if not assignments else "full" if share >= 1 else "part"
    return _Held(
        secretariat=post.employer.code,
        category=CATEGORIES.get(grade[:1].upper(), "other"),
        funding=post.funding,
        hours=hours,
        people=frozenset(a.person_id for a in assignments),
    )


def _groups(posts: Iterable[_Held], code: Callable[[_Held], str]) -> list[Group]:
    members: dict[str, list[_Held]] = defaultdict(list)
    for post in posts:
        members[code(post)].append(post)
    return [
        Group(name, len(held), frozenset().union(*(post.people for post in held)))
        for name, held in sorted(members.items())
    ]


def _list(posts: list[_Held], name: str) -> dict[str, Any] | None:
    shown = publish(_groups(posts, lambda post: getattr(post, name)))
    if shown is None:
        return None
    return {
        "shown": {group.code: group.posts for group in shown.shown},
        "joined": list(shown.joined),
        "rest": shown.rest,
    }


def _cross(posts: list[_Held]) -> dict[str, dict[str, int]] | None:
    cells = _groups(posts, lambda post: f"{post.secretariat}\n{post.category}")
    if not cells or not is_open(cells):
        return None
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for cell in cells:
        secretariat, category = cell.code.split("\n")
        table[secretariat][category] = cell.posts
    return dict(table)


def _reclassified(unit: Unit, start: dt.date, end: dt.date) -> int:
    """Return how many posts changed their grade within the period."""
    history: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    found = PostGrade.objects.of_unit(unit).order_by("post", "start")
    for post, begins, grade in found.values_list("post_id", "start", "grade"):
        history[post].append((begins, grade))
    return sum(
        any(
            start <= begins <= end and grade != before
            for (_begin, before), (begins, grade) in pairwise(grades)
        )
        for grades in history.values()
    )
