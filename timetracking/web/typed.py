"""What was typed into cells, and what became of each of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.errors import Conflict, Refused
from timetracking.actions.save_cell_once import save_cell_once
from timetracking.core.grid import RowKey
from timetracking.core.typed import Mistyped, clock, read_typed
from timetracking.wording import named_day, point, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timetracking.web.asked import Asked

# A cell is "c/activity:beneficiary/2017-01-09"; what stood there when it was shown, "v/…".
CELL, SEEN = "c/", "v/"


@dataclass(frozen=True, slots=True)
class Typed:
    """The text of a cell, and its version and minutes as the person saw them."""

    key: RowKey
    day: dt.date
    text: str
    version: str = ""
    minutes: int = 0

    @property
    def name(self) -> str:
        """Its name in the form."""
        return name_of(self.key, self.day)

    @property
    def untouched(self) -> bool:
        """Whether it says what was shown."""
        return self.text.strip() == (clock(self.minutes) if self.minutes else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a cell.

    Attributes:
        typed: what was typed.
        what: ``created``, ``changed``, ``removed``, ``unchanged``; ``mistyped``, ``refused``,
            ``conflict``.
        minutes: now stored; of a conflict those of the others.
        version: of what is stored.
        reason: why it was not saved.
    """

    typed: Typed
    what: str
    minutes: int = 0
    version: str = ""
    reason: str = ""

    @property
    def failed(self) -> bool:
        """Whether what was typed is not stored."""
        return bool(self.reason)


def name_of(key: RowKey, day: dt.date) -> str:
    """Return the name of a cell in the form."""
    return f"{CELL}{key}/{day.isoformat()}"


def cells_typed(sent: Mapping[str, str]) -> Iterator[Typed]:
    """Yield the cells of a form that say something else than was shown."""
    for name in sent:
        typed = cell_typed(sent, name)
        if typed is not None and not typed.untouched:
            yield typed


def cell_typed(sent: Mapping[str, str], name: str) -> Typed | None:
    """Return one cell of a form, None where that is the name of none."""
    rest = name.removeprefix(CELL)
    key, _slash, day = rest.rpartition("/")
    if rest == name or "\0" in name or name not in sent:
        return None
    version, _space, minutes = sent.get(SEEN + rest, "").partition(" ")
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return None
    shown = int(minutes) if minutes.isdecimal() and len(minutes) < len("10000") else 0
    return Typed(RowKey.named(key), date, sent[name], version, shown)


def save_typed(
    typed: Typed, asked: Asked, *, once: str = "", earlier: Sequence[str] = ()
) -> Outcome:
    """Save one cell of who asks, and return what became of it; other cells are not touched.

    Args:
        typed: what was typed.
        asked: the week.
        once: the key under which the browser sends it, however often.
        earlier: keys of what it sent for the cell before without an answer.

    Raises:
        NotAllowed: the person keeps no time in the unit.
    """
    try:
        minutes = read_typed(typed.text, point=point())
    except Mistyped as mistyped:
        text = _("%(day)s: %(reason)s")
        reason = text % {"day": named_day(typed.day), "reason": say(mistyped.message)}
        return Outcome(typed, "mistyped", typed.minutes, typed.version, reason)
    try:
        saved = save_cell_once(
            typed.key,
            typed.day,
            minutes,
            actor=asked.person,
            unit=asked.place.unit,
            version=typed.version,
            once=once,
            earlier=earlier,
        )
    except Conflict as conflict:
        now = conflict.current
        return Outcome(
            typed, "conflict", int(str(now["minutes"])), str(now["version"]), str_of(conflict)
        )
    except Refused as refused:
        return Outcome(typed, "refused", typed.minutes, typed.version, str_of(refused))
    return Outcome(typed, saved.what, saved.minutes, saved.version)


def str_of(refused: Refused) -> str:
    """Return what was refused in one line, without the names of fields."""
    return " ".join(problem.message for problem in refused.problems)
