"""The markup of the foot of the grid, in one place as that of its cells."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from secretariats.core.exact import half_up
from timetracking.core.typed import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timetracking.web.sums import DayShown, Piece, Sums

_ROW = '<tr><th scope="row">{head}</th>{cells}<td class="sum">{sum}</td></tr>\n'
_BAR = '<svg class="bar" viewBox="0 0 80 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
_PIECE = '<rect class="f-tile {css}" x="{x}" width="{width}" height="8"/>'


def totals_html(sums: Sums) -> SafeString:
    """Return the rows of sums by day: recorded, expected, still expected, and drawn."""
    days, grid = sums.days, sums.grid
    none = f'<span class="vh">{escape(_("none"))}</span><span aria-hidden="true">–</span>'
    keys = "".join(
        f'<li><span class="sw {mark.css}"></span>{escape(mark.word)}</li>' for mark in sums.keys
    )
    drawn = escape(_("Recorded by beneficiary, drawn"))
    rows = (
        _row(escape(_("Recorded")), days, (one.recorded or "–" for one in days), grid.recorded),
        _row(escape(_("Expected")), days, (one.expected or "–" for one in days), grid.expected),
        _row(
            escape(_("Still expected")), days, (_missing(one, none) for one in days), grid.missing
        ),
        _row(
            f'<span class="vh">{drawn}</span><ul class="key">{keys}</ul>',
            days,
            (_BAR.format("".join(map(_piece, one.bar))) for one in days),
            None,
        ),
    )
    return mark_safe("".join(rows))  # noqa: S308 - escaped


def _row(
    head: str, days: Iterable[DayShown], texts: Iterable[str], minutes: Fraction | int | None
) -> str:
    cells = "".join(
        f'<td class="{one.classes}">{text}</td>' for one, text in zip(days, texts, strict=True)
    )
    total = "" if minutes is None else clock(half_up(Fraction(minutes)))
    return _ROW.format(head=head, cells=cells, sum=total)


def _missing(one: DayShown, none: str) -> str:
    if not one.missing:
        return none
    return f'<span class="short">{one.missing}</span>' if one.late else one.missing


def _piece(piece: Piece) -> str:
    return _PIECE.format(css=piece.mark.css, x=piece.x, width=piece.width)
