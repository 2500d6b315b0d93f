"""What was copied, and what was left out and why, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timetracking.core.checks import Barrier
from timetracking.core.copying import Why
from timetracking.core.typed import clock
from timetracking.core.weeks import Week
from timetracking.wording import named_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timetracking.actions.change_beneficiary import Moved
    from timetracking.actions.copy_time import Copied
    from timetracking.core.copying import LeftOut, Piece


def told_of_day(copied: Copied) -> str:
    """Return what became of copying a day."""
    text = ngettext(
        "Copied from %(source)s: %(count)s row, %(clock)s.",
        "Copied from %(source)s: %(count)s rows, %(clock)s.",
        len(copied.pieces),
    )
    return _told(copied, text, named_day(copied.source))


def told_of_week(copied: Copied) -> str:
    """Return what became of copying a week."""
    text = ngettext(
        "Copied from week %(source)s: %(count)s cell, %(clock)s.",
        "Copied from week %(source)s: %(count)s cells, %(clock)s.",
        len(copied.pieces),
    )
    return _told(copied, text, str(Week.of(copied.source).number))


def told_of_row(copied: Copied) -> str:
    """Return what became of repeating a row."""
    text = ngettext(
        "Repeated as on %(source)s: %(count)s day, %(clock)s.",
        "Repeated as on %(source)s: %(count)s days, %(clock)s.",
        len(copied.pieces),
    )
    return _told(copied, text, named_day(copied.source))


def told_of_move(moved: Moved, word: str) -> str:
    """Return what became of a row that is for somebody else; ``word`` names them."""
    text = ngettext(
        "The row is for %(whom)s now, with %(count)s day of this week.",
        "The row is for %(whom)s now, with %(count)s days of this week.",
        len(moved.days),
    )
    told = text % {"whom": word, "count": len(moved.days)}
    if moved.stayed:
        days = ", ".join(named_day(day) for day in moved.stayed)
        told += " " + _("%(days)s: locked, and as it was.") % {"days": days}
    return told


def _told(copied: Copied, text: str, source: str) -> str:
    values = {
        "source": source,
        "count": len(copied.pieces),
        "clock": clock(sum(piece.minutes for piece in copied.pieces)),
    }
    first = text % values if copied.pieces else _("Nothing was copied.")
    return " ".join([first, *_left(copied.left)])


def _left(left: Iterable[LeftOut]) -> list[str]:
    """Return why time was left out: each reason once, with its days or how often."""
    by_why: dict[Why | Barrier, list[Piece]] = {}
    for one in left:
        by_why.setdefault(one.why, []).append(one.piece)
    return [_reason(why, pieces) for why, pieces in by_why.items()]


def _reason(why: Why | Barrier, pieces: list[Piece]) -> str:
    days = ", ".join(named_day(day) for day in sorted({piece.day for piece in pieces}))
    codes = ", ".join(dict.fromkeys(piece.key.activity for piece in pieces))
    values = {"days": days, "codes": codes, "count": len(pieces)}
    match why:
        case Why.TAKEN:
            text = ngettext(
                "%(count)s cell had time already and stays.",
                "%(count)s cells had time already and stay.",
                len(pieces),
            )
        case Why.FULL:
            text = _("%(codes)s left out: %(days)s would have more than 24:00.")
        case Why.HOLIDAY:
            text = _("Left out: %(days)s, a holiday.")
        case Why.ABSENT:
            text = _("Left out: %(days)s, absence.")
        case Why.UNSERVED:
            text = _("%(codes)s left out: the unit does not serve whom it was for.")
        case Barrier.FUTURE:
            text = _("Left out: %(days)s, still to come.")
        case Barrier.LOCKED:
            text = _("Left out: %(days)s, approved and locked.")
        case Barrier.SUBMITTED:
            text = _("Left out: %(days)s, submitted; take the week back to change it.")
        case _:
            text = _("Left out: %(days)s, without an assignment in this unit.")
    return text % values
