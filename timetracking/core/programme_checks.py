"""What is wrong with an item of a programme, if anything."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.exact import decimal_text
from secretariats.core.text import Message, gettext_noop, message
from timetracking.core.milestones import milestone_problems
from timetracking.core.programme import CATEGORIES, LONGEST, PROSE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from timetracking.core.programme import Planned, Strategy

# More days than a unit of forty people works in a year.
MOST_DAYS = 10_000
LONGEST_STRATEGY = 300
LONGEST_ADDRESS = 500

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_IN_PROSE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_ADDRESS = re.compile(
    r"(https?)://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?([/?#]\S*)?"
)
_PLAIN = gettext_noop("Leave control characters out.")

Found = list[tuple[str, Message]]


def item_problems(
    item: Planned, *, activities: Collection[str], instruments: Collection[str], year: int
) -> Found:
    """Return what is wrong with an item, as pairs of path and message.

    Args:
        item: what shall be planned.
        activities: codes that may be named.
        instruments: codes that the unit serves.
        year: of the programme.

    Returns:
        Each path is a field, such as ``title``, or its part: ``days.CMS``, ``category.P``,
        ``milestones.0`` or ``strategies.CMS``; ``categories`` is their sum.
    """
    found: Found = []
    for name, longest in LONGEST.items():
        text = str(getattr(item, name))
        if len(text) > longest:
            found.append((name, too_long(text, longest)))
        if has_control(text, prose=name in PROSE):
            found.append((name, message(_PLAIN)))
    if not item.number.strip():
        found.append(("number", message(gettext_noop("Give it a number, such as 2.1."))))
    if not item.title.strip():
        found.append(("title", message(gettext_noop("Say what is done."))))
    if item.activity and item.activity not in activities:
        text = gettext_noop("There is no activity %(code)s in this unit.")
        found.append(("activity", message(text, code=item.activity)))
    for code, days in item.days:
        if code not in instruments:
            found.append((f"days.{code}", _not_served(code)))
        elif not 0 <= days <= MOST_DAYS:
            found.append((f"days.{code}", _too_many_days()))
    found += _category_problems(item)
    titles = [has_control(one.title) for one in item.milestones]
    found += milestone_problems(item.milestones, year, titles)
    for one in item.strategies:
        path = f"strategies.{one.instrument}"
        if one.instrument not in instruments:
            found.append((path, _not_served(one.instrument)))
        found += [(path, told) for told in _strategy_problems(one)]
    return found


def _category_problems(item: Planned) -> Found:
    found: Found = []
    for code, days in item.categories:
        if code not in CATEGORIES:
            text = gettext_noop("There is no category of staff %(code)s, only %(known)s.")
            known = ", ".join(CATEGORIES)
            found.append((f"category.{code}", message(text, code=code, known=known)))
        elif not 0 <= days <= MOST_DAYS:
            found.append((f"category.{code}", _too_many_days()))
    together = sum((days for _code, days in item.categories), Fraction(0))
    if item.categories and together != item.total:
        text = gettext_noop(
            "By category of staff it is %(categories)s days, by instrument %(instruments)s: make "
            "both the same, or leave the categories empty."
        )
        sums = {
            "categories": decimal_text(together, places=0),
            "instruments": decimal_text(item.total, places=0),
        }
        found.append(("categories", message(text, **sums)))
    return found


def _strategy_problems(strategy: Strategy) -> Iterator[Message]:
    text, address = strategy.text, strategy.address
    if not text.strip() and not address:
        yield message(gettext_noop("Say what it carries out, or give an address."))
    if len(text) > LONGEST_STRATEGY:
        yield too_long(text, LONGEST_STRATEGY)
    if has_control(text):
        yield message(_PLAIN)
    if address:
        told = address_trouble(address)
        if told is not None:
            yield told


def address_trouble(address: str, *, schemes: Collection[str] = ("https",)) -> Message | None:
    """Return what is wrong with the address of a page, if anything.

    Args:
        address: as it was given.
        schemes: how it may begin.
    """
    if len(address) > LONGEST_ADDRESS:
        return too_long(address, LONGEST_ADDRESS)
    match = _ADDRESS.fullmatch(address)
    if match is None or match[1] not in schemes or has_control(address):
        return message(gettext_noop("Write the whole address, beginning with https://."))
    return None


def has_control(text: str, *, prose: bool = False) -> bool:
    """Return whether a text holds a control character; ``prose`` may have several lines."""
    return bool((_CONTROL_IN_PROSE if prose else _CONTROL).search(text))


def too_long(text: str, longest: int) -> Message:
    """Return the message about a text that is too long."""
    long = gettext_noop("at most %(longest)s characters, not %(number)s")
    return message(long, longest=longest, number=len(text))


def _not_served(code: str) -> Message:
    return message(gettext_noop("The unit does not serve %(code)s."), code=code)


def _too_many_days() -> Message:
    return message(gettext_noop("Plan between 0 and %(most)s days."), most=MOST_DAYS)
