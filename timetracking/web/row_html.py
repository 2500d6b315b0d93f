"""The markup of the heads of the grid's rows, in one place as that of its cells."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from timetracking.web.addresses import week_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from timetracking.web.asked import Asked
    from timetracking.web.shown import RowShown

_HEAD = (
    '<th scope="row"><span class="wk__t" id="r-{slug}">{title}<span class="vh">, {long}</span>'
    '</span><span class="wk__m">{whom}<span><a href="{about}">{code}<span class="vh">: {more}'
    "</span></a>{area}</span>{away}</span>{notes}</th>"
)
_MARK = '<span class="ben__m {css}" aria-hidden="true">{letter}</span>{word}'
_LINK = '<a class="act" href="{href}">{word}<span class="vh">: {title}</span></a>'


def headed(rows: Iterable[RowShown], request: HttpRequest, asked: Asked) -> list[RowShown]:
    """Return rows with their heads.

    Args:
        rows: of the grid.
        request: whose address says how the week is shown.
        asked: the week.
    """
    about = week_address(request, asked, "time_row")
    return [
        replace(
            row,
            head=_head(
                row,
                about,
                absence=_absence_address(asked, row) if row.absence else "",
                away=_without(request, asked, row) if row.added else "",
            ),
        )
        for row in rows
    ]


def _without(request: HttpRequest, asked: Asked, row: RowShown) -> str:
    """Return the address of the week without a row that was added."""
    rows = tuple(key for key in asked.rows if key != row.key)
    return week_address(request, replace(asked, rows=rows))


def _absence_address(asked: Asked, row: RowShown) -> str:
    """Return where the absence of a row is changed, empty where the row has none."""
    first = next((cell.day for cell in row.cells if cell.seen), None)
    if first is None:
        return ""
    query = {"unit": asked.place.unit.code, "kind": row.key.activity, "day": first.isoformat()}
    return f"{reverse('absence_change')}?{urlencode(query)}"


def _head(row: RowShown, about: str, *, absence: str = "", away: str = "") -> SafeString:
    """Return the head of a row.

    Args:
        row: which.
        about: address of the pages of rows, without the row.
        absence: address at which its absence is changed, empty where it has none.
        away: address of the week without it, empty where it cannot be taken away.
    """
    mark, task, title = row.mark, row.task, escape(row.task.title)
    href = f"{escape(about)}&amp;about={quote(str(row.key), safe='')}"
    shown = _MARK.format(css=mark.css, letter=escape(mark.letter), word=escape(mark.word))
    if row.absence:
        whom = f'<span class="tag tag--quiet">{escape(mark.word)}</span>'
        if absence:
            text = _("Change the absence")
            whom += _LINK.format(href=escape(absence), word=text, title=title)
    elif task.kind == "service":
        label = escape(_("Beneficiary %(whom)s: change") % {"whom": mark.word})
        whom = f'<a class="ben ben--wrap" href="{href}" aria-label="{label}">{shown}</a>'
    else:
        whom = f'<span class="ben ben--wrap">{shown}</span>'
    return mark_safe(  # noqa: S308 - escaped
        _HEAD.format(
            slug=row.slug,
            title=title,
            long=escape(mark.long),
            whom=whom,
            about=href,
            code=escape(task.code),
            more=escape(_("notes and more")),
            area=f'<span class="wk__area"> · {escape(task.area)}</span>' if task.area else "",
            away=_LINK.format(href=escape(away), word=escape(_("Take away")), title=title)
            if away
            else "",
            notes="".join(
                f'<span class="wk__n {cell.column}">{escape(" · ".join(cell.notes))}</span>'
                for cell in row.noted
            ),
        )
    )
