"""The field that adds a row: what fits a few letters, and whom it would be for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from timetracking.core.typed import clock
from timetracking.queries.calendar_rows import calendar_rows
from timetracking.queries.suggestions import suggestions, words_of
from timetracking.web.shown import Mark, mark_of
from timetracking.web.typed import name_of

if TYPE_CHECKING:
    import datetime as dt

    from django.http import QueryDict

    from timetracking.core.grid import RowKey
    from timetracking.queries.calendar_rows import CalendarRow
    from timetracking.queries.suggestions import Suggestion
    from timetracking.web.asked import Asked

JOINT = "joint"
LONGEST = 100
HOUR = 60


@dataclass(frozen=True, slots=True)
class Option:
    """A row that can be added, as a list shows it; the best is what Enter chooses."""

    key: RowKey
    title: SafeString
    code: str
    area: str
    mark: Mark
    best: bool


@dataclass(frozen=True, slots=True)
class EventOption:
    """An event of the calendar that can be added.

    Attributes:
        event: its key.
        key: the row its time would go into.
        title: when, how long, and what it is called.
        code: of the activity.
        remembered: whether an event of this title was logged so before.
        mark: whom it is for.
        cell: name of the cell that its minutes fill.
        value: what would stand in it.
    """

    event: int
    key: RowKey
    title: SafeString
    code: str
    remembered: bool
    mark: Mark
    cell: str
    value: str


@dataclass(frozen=True, slots=True)
class Found:
    """What can be added, in groups with their headings; ``more`` were left out."""

    groups: tuple[tuple[str, tuple[Option, ...]], ...]
    more: int
    events: tuple[EventOption, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of those a row can be for."""

    value: str
    mark: Mark
    checked: bool


def choices(asked: Asked, sent: QueryDict, joint: frozenset[str]) -> list[Choice]:
    """Return whom a row can be for, besides whom it was for last: each, and all together."""
    chosen = sent.get("for", "")
    found = [
        Choice(code, mark_of(code, "service", joint), chosen == code) for code in asked.instruments
    ]
    if len(joint) > 1:
        code = "+".join(sorted(joint))
        found.append(Choice(JOINT, mark_of(code, "service", joint), chosen == JOINT))
    return found


def find(
    asked: Asked,
    sent: QueryDict,
    joint: frozenset[str],
    there: tuple[RowKey, ...],
    day: dt.date,
) -> Found:
    """Return the rows that fit what was typed.

    Args:
        asked: the week.
        sent: ``q`` what was typed; ``for`` an instrument, joint or nothing; ``with`` several.
        joint: instruments of the agreement in force.
        there: rows that the week has already.
        day: that to go on with, of which the calendar is asked.
    """
    text = sent.get("q", "")[:LONGEST].replace("\0", "")
    rows = suggestions(
        asked.person,
        asked.place.unit,
        asked.week,
        text=text,
        usual=joint or frozenset(asked.instruments),
        chosen=_chosen(asked, sent, joint),
        there=there,
    )
    words = words_of(text)
    programme = (_("Programme of work"), rows.programme)
    own = (_("Your favourites and last weeks"), rows.own)
    other = (_("Other activities"), rows.other)
    # Nothing typed: what the person wants to have at hand. Letters: what they were typed for.
    headed = (programme, own, other) if words else (own, programme, other)
    groups = tuple(
        (heading, tuple(_option(one, words, joint, one.key == rows.best) for one in found))
        for heading, found in headed
        if found
    )
    events = calendar_rows(
        asked.person,
        asked.place.unit,
        day,
        text=text,
        usual=joint or frozenset(asked.instruments),
        chosen=_chosen(asked, sent, joint),
    )
    return Found(groups, rows.more, tuple(_event(one, day, words, joint) for one in events))


def _chosen(asked: Asked, sent: QueryDict, joint: frozenset[str]) -> frozenset[str] | None:
    several = frozenset(sent.getlist("with")) & frozenset(asked.instruments)
    if several:
        return several
    if sent.get("for") == JOINT:
        return joint or frozenset(asked.instruments)
    one = frozenset({sent.get("for", "")}) & frozenset(asked.instruments)
    return one or None


def _option(one: Suggestion, words: list[str], joint: frozenset[str], best: bool) -> Option:
    task = one.task
    return Option(
        one.key,
        marked(task.title, words),
        task.code,
        task.area,
        mark_of(one.key.beneficiary, task.kind, joint),
        best,
    )


def _event(one: CalendarRow, day: dt.date, words: list[str], joint: frozenset[str]) -> EventOption:
    length = (
        _("%(minutes)d min") % {"minutes": one.minutes}
        if one.minutes < HOUR
        else _("%(clock)s h") % {"clock": clock(one.minutes)}
    )
    return EventOption(
        event=one.event,
        key=one.key,
        title=format_html("{}, {}: {}", f"{one.begin:%H:%M}", length, marked(one.title, words)),
        code=one.task.code,
        remembered=one.remembered,
        mark=mark_of(one.key.beneficiary, one.task.kind, joint),
        cell=name_of(one.key, day),
        value=clock(one.minutes),
    )


def marked(text: str, words: list[str]) -> SafeString:
    """Return a text with the first place marked that fits one of the words."""
    folded = text.casefold()
    if len(folded) == len(text):
        for word in words:
            place = folded.find(word)
            if place >= 0:
                end = place + len(word)
                return format_html(
                    "{}<mark>{}</mark>{}", text[:place], text[place:end], text[end:]
                )
    return mark_safe(escape(text))  # noqa: S308 - escaped here
