"""The parts of the pages in all their states, side by side: for those who build them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from imca import design_samples as samples
from imca.contrast import colours, pairs
from reporting.core.charts.ranges import axis, bar

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TOKENS = settings.BASE_DIR / "static" / "css" / "tokens.css"
# Sheets of single pages whose parts are shown too, where there are such.
SHEETS = ("week", "dashboard")


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show every component; there is such a page only where the site runs in debug.

    Raises:
        Http404: it does not.
    """
    if not settings.DEBUG:
        raise Http404
    tokens = colours(TOKENS.read_text(encoding="utf-8"))
    found = pairs(tokens)
    scale = samples.scale()
    return render(
        request,
        "design/design.html",
        {
            "themes": ("light", "dark"),
            "sheets": [name for name in SHEETS if TOKENS.with_name(f"{name}.css").exists()],
            "colours": [
                (name, *both) for name, both in tokens.items() if not name.startswith("mark")
            ],
            "halves": (found[: len(found) // 2], found[len(found) // 2 :]),
            "marks": samples.marks(),
            # The drawings escape every text they are given.
            "axis": mark_safe(axis(scale, "en")),  # noqa: S308
            "bars": [(*row, mark_safe(bar(shown, scale))) for *row, shown in samples.bars()],  # noqa: S308
            "charts": {"ranges": samples.ranges(), "areas": samples.stacked()},
        },
    )
