"""Milestones of a programme: planned with it, reached or not whatever was signed.

What is signed is the plan: day and title. That a milestone was reached is a fact, kept apart, so
that marking it needs no new signature.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from secretariats.core.text import Message, gettext_noop, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST = 50
LONGEST = 200
# A milestone lies so many years before or after the year of its programme at most.
YEARS_AROUND = 1

DONE, OVERDUE, AHEAD = "done", "overdue", "ahead"

# Number of the item and title of the milestone → the day on which it was reached.
Marks = dict[tuple[str, str], dt.date]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day by which something shall be reached."""

    date: dt.date
    title: str


class MilestoneContent(TypedDict):
    """A milestone as plain JSON values."""

    date: str
    title: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a milestone stands on a day.

    Attributes:
        number: of its item.
        milestone: what was planned.
        state: ``DONE``, ``OVERDUE`` or ``AHEAD``.
        done: when it was reached; None where it was not.
        days: how many days late it is or was, or how many are left; whole, not below zero.
    """

    number: str
    milestone: Milestone
    state: str
    done: dt.date | None
    days: int


def in_order(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Return milestones by day and title."""
    return tuple(sorted(milestones, key=lambda one: (one.date, one.title)))


def moved(milestones: Iterable[Milestone], years: int) -> tuple[Milestone, ...]:
    """Return milestones so many years later; 29 February becomes the 28th where there is none."""
    return tuple(Milestone(_moved(one.date, years), one.title) for one in milestones)


def _moved(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def standing(number: str, milestone: Milestone, marks: Mapping[tuple[str, str], dt.date],
             *, today: dt.date) -> Standing:  # fmt: skip
    """Return where a milestone of an item stands.

    Args:
        number: of the item.
        milestone: what was planned.
        marks: item and title → the day on which it was reached.
        today: the day of the question.
    """
    done = marks.get((number, milestone.title))
    if done is not None:
        return Standing(number, milestone, DONE, done, max(0, (done - milestone.date).days))
    if milestone.date < today:
        return Standing(number, milestone, OVERDUE, None, (today - milestone.date).days)
    return Standing(number, milestone, AHEAD, None, (milestone.date - today).days)


def milestone_problems(
    milestones: Sequence[Milestone], year: int, control: Sequence[bool]
) -> list[tuple[str, Message]]:
    """Return what is wrong with the milestones of an item, as pairs of path and message.

    Args:
        milestones: in their order; the path names the place, such as ``milestones.0``.
        year: of the programme.
        control: for each whether its title holds a control character.
    """
    found: list[tuple[str, Message]] = []
    if len(milestones) > MOST:
        many = gettext_noop("at most %(most)s milestones, not %(number)s")
        found.append(("milestones", message(many, most=MOST, number=len(milestones))))
    first, last = year - YEARS_AROUND, year + YEARS_AROUND
    seen: set[str] = set()
    for place, (one, has_control) in enumerate(zip(milestones, control, strict=True)):
        path = f"milestones.{place}"
        if not one.title.strip():
            found.append((path, message(gettext_noop("Say what is reached on that day."))))
        elif len(one.title) > LONGEST:
            long = gettext_noop("at most %(longest)s characters, not %(number)s")
            found.append((path, message(long, longest=LONGEST, number=len(one.title))))
        elif one.title in seen:
            text = gettext_noop("Another milestone of this item has the same title.")
            found.append((path, message(text)))
        if has_control:
            found.append((path, message(gettext_noop("Leave control characters out."))))
        if not first <= one.date.year <= last:
            text = gettext_noop("%(day)s is too far from %(year)s: choose a day from %(first)s to "
                                "%(last)s.")  # fmt: skip
            words = {"day": one.date.isoformat(), "year": year, "first": first, "last": last}
            found.append((path, message(text, **words)))
        seen.add(one.title)
    return found
