"""What the unit delivered: the kinds there are, and what is wrong with a record of one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from secretariats.core.text import Message, gettext_noop, message
from timetracking.core.programme_checks import address_trouble, has_control, too_long

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Code → name, in the order in which they are offered.
KINDS = {
    "website": gettext_noop("website or page"),
    "news": gettext_noop("news item"),
    "press": gettext_noop("press release"),
    "publication": gettext_noop("publication"),
    "campaign": gettext_noop("campaign"),
    "event": gettext_noop("event"),
    "meeting": gettext_noop("meeting served"),
    "report": gettext_noop("report"),
    "training": gettext_noop("training"),
    "tool": gettext_noop("tool"),
    "other": gettext_noop("other"),
}
LONGEST_TITLE = 300
# The first joint units are not older.
FIRST = dt.date(1979, 1, 1)


@dataclass(frozen=True, slots=True)
class Delivered:
    """One output.

    Attributes:
        date: when it was delivered.
        kind: a key of ``KINDS``.
        title: what it is.
        instruments: codes of those it serves, sorted; at least one.
        address: of the page where it stands; may be empty.
        activity: code of the activity it came out of; empty for none.
    """

    date: dt.date
    kind: str
    title: str
    instruments: tuple[str, ...]
    address: str = ""
    activity: str = ""


class OutputContent(TypedDict):
    """An output as plain JSON values, in the words of the unit file."""

    date: str
    kind: str
    title: str
    address: str
    instruments: list[str]
    activity: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many outputs there are.

    Attributes:
        total: of them, each counted once.
        kinds: kind → how many, in the order of ``KINDS``, those without any left out.
        instruments: code → how many serve it, by code; an output of several counts for each.
        joint: how many serve more than one instrument.
        activities: code → how many came out of it, by code; those without one under ``""``.
    """

    total: int
    kinds: dict[str, int]
    instruments: dict[str, int]
    joint: int
    activities: dict[str, int]


def output_content(output: Delivered) -> OutputContent:
    """Return an output as plain JSON values."""
    return {
        "date": output.date.isoformat(),
        "kind": output.kind,
        "title": output.title,
        "address": output.address,
        "instruments": list(output.instruments),
        "activity": output.activity or None,
    }


def counted(rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> Counted:
    """Return how many outputs there are.

    Args:
        rows: kind, code of the activity and codes of the instruments of each.
    """
    kinds: Counter[str] = Counter()
    instruments: Counter[str] = Counter()
    activities: Counter[str] = Counter()
    total = joint = 0
    for kind, activity, members in rows:
        total += 1
        kinds[kind] += 1
        activities[activity] += 1
        instruments.update(members)
        joint += len(members) > 1
    known = {kind: kinds[kind] for kind in KINDS if kinds[kind]}
    return Counted(
        total=total,
        kinds=known
        | {kind: number for kind, number in sorted(kinds.items()) if kind not in KINDS},
        instruments=dict(sorted(instruments.items())),
        joint=joint,
        activities=dict(sorted(activities.items())),
    )


def output_problems(
    output: Delivered, *, activities: Collection[str], instruments: Collection[str], today: dt.date
) -> list[tuple[str, Message]]:
    """Return what is wrong with an output, as pairs of field and message.

    Args:
        output: what shall be recorded.
        activities: codes that may be named.
        instruments: codes that the unit serves.
        today: the register holds what was delivered, not what will be.
    """
    found: list[tuple[str, Message]] = []
    if output.date > today:
        text = gettext_noop("%(day)s has not come yet: the register holds what was delivered.")
        found.append(("date", message(text, day=output.date.isoformat())))
    elif output.date < FIRST:
        text = gettext_noop("%(day)s is before the first joint unit: write the year again.")
        found.append(("date", message(text, day=output.date.isoformat())))
    if output.kind not in KINDS:
        text = gettext_noop("%(kind)s is no kind of output: choose one of %(known)s.")
        words = {"kind": output.kind or "–", "known": ", ".join(KINDS)}
        found.append(("kind", message(text, **words)))
    if not output.title.strip():
        found.append(("title", message(gettext_noop("Say what was delivered."))))
    elif len(output.title) > LONGEST_TITLE:
        found.append(("title", too_long(output.title, LONGEST_TITLE)))
    if has_control(output.title):
        found.append(("title", message(gettext_noop("Leave control characters out."))))
    if output.address:
        told = address_trouble(output.address, schemes=("https", "http"))
        if told is not None:
            found.append(("address", told))
    if not output.instruments:
        found.append(("instruments", message(gettext_noop("Say for which instruments it is."))))
    for code in output.instruments:
        if code not in instruments:
            text = gettext_noop("The unit does not serve %(code)s.")
            found.append(("instruments", message(text, code=code)))
    if output.activity and output.activity not in activities:
        text = gettext_noop("There is no activity %(code)s in this unit.")
        found.append(("activity", message(text, code=output.activity)))
    return found
