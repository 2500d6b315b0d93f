"""What an agreement says, as both sides sign it, and what its coming into force does."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import ONE_DAY, Span
from secretariats.core.exact import fraction_text
from secretariats.core.text import Message, gettext_noop, message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

FIXED, BUDGET = "fixed", "budget"
# An agreement is between two at least.
FEWEST = 2
# Years in which there are joint units, and the day before or after each day.
YEARS = range(1979, 3000)


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says.

    Attributes:
        span: the days it is for.
        basis: ``fixed`` or ``budget``.
        shares: instrument code and exact share, by code; None where the budgets decide.
        joint: policy for joint work, empty for the unit's own; so too the next.
        overhead: policy for overhead.
        support: support rate, None for the unit's own.
        reason: why, in words.
    """

    span: Span
    basis: str
    shares: tuple[tuple[str, Fraction | None], ...]
    joint: str = ""
    overhead: str = ""
    support: Fraction | None = None
    reason: str = ""

    @property
    def instruments(self) -> frozenset[str]:
        """The codes of its instruments."""
        return frozenset(code for code, _share in self.shares)


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement that is in force: its row, its days, its instruments."""

    pk: int
    span: Span
    instruments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens when an agreement comes into force.

    Attributes:
        closes: the agreement that ends the day before this one starts, if any.
        leaves: days that had an agreement and will have none, if any.
        sides: codes of those who must sign: its instruments, and those of what it ends.
    """

    closes: Standing | None
    leaves: Span | None
    sides: tuple[str, ...]


def terms_problems(
    terms: Terms,
    *,
    known: Collection[str],
    joint: Collection[str],
    overhead: Collection[str],
) -> list[tuple[str, Message]]:
    """Return what is wrong with terms, as pairs of field and message.

    Args:
        terms: what is proposed.
        known: codes of the instruments that the unit serves.
        joint: names of the policies for joint work.
        overhead: names of the policies for overhead.
    """
    found: list[tuple[str, Message]] = []
    for name, day in (("start", terms.span.start), ("end", terms.span.end)):
        if day is not None and day.year not in YEARS:
            text = gettext_noop("Write a day between the years %(first)s and %(last)s.")
            found.append((name, message(text, first=YEARS[0], last=YEARS[-1])))
    if terms.span.end is not None and terms.span.end < terms.span.start:
        found.append(("end", message(gettext_noop("The last day lies before the first."))))
    for code in sorted(terms.instruments.difference(known)):
        text = gettext_noop("The unit does not serve %(code)s.")
        found.append(("shares", message(text, code=code)))
    if len(terms.shares) < FEWEST or len(terms.instruments) < len(terms.shares):
        text = gettext_noop("Name two instruments or more, each once.")
        found.append(("shares", message(text)))
    found += _share_problems(terms)
    if not terms.reason.strip():
        text = gettext_noop("Say why: both sides read it before they sign.")
        found.append(("reason", message(text)))
    if terms.joint and terms.joint not in joint:
        found.append(("joint", message(gettext_noop("There is no such policy for joint work."))))
    if terms.overhead and terms.overhead not in overhead:
        found.append(("overhead", message(gettext_noop("There is no such policy for overhead."))))
    if terms.support is not None and terms.support < 0:
        found.append(("support", message(gettext_noop("A rate is not below zero."))))
    return found


def _share_problems(terms: Terms) -> list[tuple[str, Message]]:
    given = [share for _code, share in terms.shares if share is not None]
    if terms.basis == BUDGET:
        text = gettext_noop("The budgets decide the key: leave the fractions out.")
        return [("shares", message(text))] if given else []
    if terms.basis != FIXED:
        return [("basis", message(gettext_noop("There is no such basis of a key.")))]
    if len(given) < len(terms.shares):
        text = gettext_noop("Write the fraction of each instrument, such as 1/3.")
        return [("shares", message(text))]
    if any(share < 0 for share in given):
        return [("shares", message(gettext_noop("A share is not below zero.")))]
    if (total := sum(given, Fraction(0))) != 1:
        text = gettext_noop("The fractions add up to %(total)s, not to 1.")
        return [("shares", message(text, total=total))]
    return []


def effect_of(
    terms: Terms, in_force: Sequence[Standing], *, known: Collection[str]
) -> tuple[Effect, list[tuple[str, Message]]]:
    """Return what the agreement's coming into force does, and what keeps it from doing so.

    It ends the agreement before it on the day before its own start. What starts on its first day
    or later is never touched: the two would share days, which is a problem to be told.

    Args:
        terms: what is proposed.
        in_force: the unit's agreements that are in force; they share no day.
        known: codes of the instruments that the unit serves; others have nobody to sign.
    """
    met = [one for one in in_force if one.span.overlaps(terms.span)]
    closes = next((one for one in met if one.span.start < terms.span.start), None)
    problems = [
        (
            "start",
            message(
                gettext_noop(
                    "An agreement is in force from %(start)s. Let this one end the day before, "
                    "or start later: what begins on its first day or after is never changed."
                ),
                start=one.span.start,
            ),
        )
        for one in met
        if one.span.start >= terms.span.start
    ]
    leaves, end = None, terms.span.end
    if closes is not None and end is not None:
        last = closes.span.end
        if last is None or last > end:
            leaves = Span(end + ONE_DAY, last)
    sides = terms.instruments | (closes.instruments.intersection(known) if closes else frozenset())
    return Effect(closes, leaves, tuple(sorted(sides))), problems


def content_of(
    terms: Terms,
    *,
    unit: str,
    effect: Effect | None = None,
    number: int = 0,
    steps: Sequence[Mapping[str, object]] | None = None,
) -> dict[str, object]:
    """Return what is signed, as plain JSON values in the words of the unit file.

    Args:
        terms: what the agreement says.
        unit: the unit's code.
        effect: what its coming into force does, which is part of what is signed.
        number: which handing over it is; one that came back needs new signatures.
        steps: what was noted on its way (``steps_content``); None where none are signed.
    """
    policies = {
        "joint": terms.joint or None,
        "overhead": terms.overhead or None,
        "support": None if terms.support is None else fraction_text(terms.support),
    }
    content: dict[str, object] = {
        "unit": unit,
        "from": terms.span.start.isoformat(),
        "to": terms.span.end.isoformat() if terms.span.end else None,
        "basis": terms.basis,
        "policies": {name: value for name, value in policies.items() if value is not None},
        "reason": terms.reason,
        "ends": effect.closes.span.start.isoformat() if effect and effect.closes else None,
        "sides": list(effect.sides) if effect else [],
        "round": number,
    }
    if steps is not None:
        content["steps"] = list(steps)
    if terms.basis == BUDGET:
        return content | {"instruments": sorted(terms.instruments)}
    key = {code: fraction_text(share) for code, share in terms.shares if share is not None}
    return content | {"key": key}
