"""What the names of a file's rows stand for: activities and beneficiaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from timetracking.core.rows import Name, Says, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Found = TypeVar("Found")
JOINT = "joint"
# Files name the same things over and over; so many answers are kept.
MOST_KEPT = 4_096
SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one name stands for: an activity, instruments, all of the agreement, or several."""

    activity: str = ""
    members: frozenset[str] = frozenset()
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What an entry is for: an activity's code and, for a service, instruments' codes."""

    activity: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Codes:
    """What a unit has: activity code → its kind's word (``service``, …), and instruments."""

    kinds: Mapping[str, str]
    instruments: frozenset[str]


class Unclear(ValueError):
    """The names of a row do not say what it is for; ``str()`` is the reason for people."""


class Meanings:
    """The names that a map and a unit's codes make understood, and how they combine."""

    def __init__(self, codes: Codes, mapped: Mapping[str, Meaning] | None = None) -> None:
        """Understand the names of a map first, then the unit's codes and ``joint``."""
        self._codes = codes
        self._before: dict[object, object] = {}
        self._mapped = _Lookup((name, meaning) for name, meaning in (mapped or {}).items())
        self._activities = _Lookup((code, Meaning(activity=code)) for code in codes.kinds)
        self._members = _Lookup(
            [
                *((code, Meaning(members=frozenset({code}))) for code in codes.instruments),
                (JOINT, Meaning(joint=True)),
            ]
        )

    def understood(self, name: Name) -> list[Meaning]:
        """Return what a name stands for: one meaning for each part, none if it is not known.

        Raises:
            Unclear: it could stand for several things, or for nothing where it has to.
        """
        return self._once(name, lambda: self._understood(name))

    def _understood(self, name: Name) -> list[Meaning]:
        if not name.text:
            return []
        whole = self._one(name.text, name.says)
        if whole is not None:
            return [whole]
        if "+" in name.text and name.says is not Says.ACTIVITY:
            parts = [self._one(part.strip(), Says.BENEFICIARY) for part in name.text.split("+")]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts):
                return known
        if name.says is Says.ANYTHING:
            return []
        what = "activity" if name.says is Says.ACTIVITY else "instrument"
        message = f"the unit has no {what} {shown(name.text)}"
        raise Unclear(message)

    def target(self, names: Iterable[Name], joint: frozenset[str] | None) -> Target:
        """Return what the names of one row together stand for.

        Args:
            names: the row's names.
            joint: the instruments of the agreement in force on the row's date, if there is one.

        Raises:
            Unclear: no activity or two, no beneficiary for a service, one for anything else.
        """
        rows = tuple(names)
        return self._once((rows, joint), lambda: self._target(rows, joint))

    def _target(self, rows: tuple[Name, ...], joint: frozenset[str] | None) -> Target:
        meanings = [meaning for name in rows for meaning in self.understood(name)]
        activities = sorted({meaning.activity for meaning in meanings if meaning.activity})
        if len(activities) != 1:
            said = ", ".join(shown(name.text) for name in rows if name.text) or "nothing"
            message = (
                f"names two activities: {', '.join(activities)}"
                if activities
                else f"names no activity: it says {said}"
            )
            raise Unclear(message)
        kind = self._codes.kinds[activities[0]]
        members = frozenset(code for meaning in meanings for code in meaning.members)
        wants_all = any(meaning.joint for meaning in meanings)
        if kind != SERVICE:
            if members or wants_all:
                named = ", ".join(sorted(members)) or JOINT
                message = f"{activities[0]} is {kind} and has no beneficiary, but it names {named}"
                raise Unclear(message)
            return Target(activities[0], frozenset())
        if wants_all and joint is None:
            message = "is joint, but no agreement is in force on its date: name the instruments"
            raise Unclear(message)
        if wants_all and joint is not None:
            members |= joint
        if not members:
            message = f"names no instrument, and {activities[0]} is a service"
            raise Unclear(message)
        return Target(activities[0], members)

    def _once(self, key: object, find: Callable[[], Found]) -> Found:
        """Return what was found before for a key, or raise why nothing was."""
        found: object = self._before.get(key)
        if found is None:
            try:
                found = find()
            except Unclear as unclear:
                found = unclear
            if len(self._before) >= MOST_KEPT:
                self._before.clear()
            self._before[key] = found
        if isinstance(found, Unclear):
            raise Unclear(str(found))
        return cast("Found", found)

    def _one(self, text: str, says: Says) -> Meaning | None:
        """Return what a whole text stands for: as mapped, else as a code."""
        meaning = self._mapped.find(text)
        if meaning is not None and _suits(meaning, says):
            return meaning
        tables = {
            Says.ANYTHING: (self._activities, self._members),
            Says.ACTIVITY: (self._activities,),
            Says.BENEFICIARY: (self._members,),
        }[says]
        for exactly in (True, False):
            found = [one for table in tables if (one := table.find(text, exactly=exactly))]
            if len(found) > 1:
                message = f"{shown(text)} is an activity and an instrument: map it to one of them"
                raise Unclear(message)
            if found:
                return found[0]
        return None


def _suits(meaning: Meaning, says: Says) -> bool:
    """Return whether a meaning is one that the place of its name allows."""
    if says is Says.ACTIVITY:
        return bool(meaning.activity)
    return says is Says.ANYTHING or meaning.joint or bool(meaning.members)


class _Lookup:
    """Names looked up exactly, then without case."""

    def __init__(self, pairs: Iterable[tuple[str, Meaning]]) -> None:
        self._exact = dict(pairs)
        self._folded: dict[str, set[Meaning]] = {}
        for name, meaning in self._exact.items():
            self._folded.setdefault(name.casefold(), set()).add(meaning)

    def find(self, text: str, *, exactly: bool = False) -> Meaning | None:
        if text in self._exact or exactly:
            return self._exact.get(text)
        found = self._folded.get(text.casefold(), set())
        if len(found) > 1:
            message = f"{shown(text)} could be several names that differ in case only"
            raise Unclear(message)
        return next(iter(found), None)
