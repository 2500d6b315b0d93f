"""The markup of the grid's cells, in one place.

A week has a hundred cells or more: as templates they alone would take as long as the rest of the
page together.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from timetracking.web.shown import CellShown

_CELL = (
    '<td class="{css}"><span class="wk__d"><input class="cell" id="c-{slug}" name="{name}" '
    'value="{value}" aria-labelledby="{labels}" aria-describedby="{told}" autocomplete="off" '
    'maxlength="40"{more}>{state}</span></td>'
)
_STATE = (
    '<span class="{css}" id="s-{slug}"{swap}><input type="hidden" name="v/{rest}" '
    'value="{seen}">{icon}{word}</span>'
)
_ICON = '<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>'


def cells_html(cells: tuple[CellShown, ...]) -> SafeString:
    """Return the cells of a row."""
    return mark_safe("".join(_cell(cell) for cell in cells))  # noqa: S308 - escaped


def _cell(cell: CellShown) -> str:
    more = "" if cell.open else " readonly"
    if cell.focus:
        more += " autofocus"
    if cell.failed:
        more += ' aria-invalid="true"'
    return _CELL.format(
        css=cell.css,
        slug=cell.slug,
        name=escape(cell.name),
        value=escape(cell.value) if cell.outcome else cell.value,
        labels=cell.labels,
        told=cell.told,
        more=more,
        state=_state(cell, ""),
    )


def state_html(cell: CellShown, *, saving: bool = False) -> SafeString:
    """Return the foot of a cell: its state in words, and what was stored when it was shown.

    Args:
        cell: which.
        saving: whether it is an answer that takes the place of the old one.
    """
    swap = ""
    if saving:
        swap = f' hx-swap-oob="true" data-value="{escape("" if cell.failed else cell.value)}"'
        if cell.outcome is not None:
            swap += f' data-sent="{escape(cell.outcome.typed.text)}"'
        if cell.failed:
            swap += f' data-failed="e-{cell.slug}"'
    return mark_safe(_state(cell, swap))  # noqa: S308 - escaped where it came from people


def _state(cell: CellShown, swap: str) -> str:
    return _STATE.format(
        css="st st--err" if cell.failed else "st",
        slug=cell.slug,
        swap=swap,
        rest=escape(cell.rest),
        seen=escape(cell.seen) if cell.outcome else cell.seen,
        icon=_ICON.format(cell.icon) if cell.icon else "",
        word=escape(cell.word) if cell.word else "",
    )


def slots_html(cells: tuple[CellShown, ...]) -> SafeString:
    """Return the places where the errors of cells would stand."""
    return mark_safe("".join(f'<div id="e-{cell.slug}"></div>' for cell in cells))  # noqa: S308
