"""Tags of documents: numbered paragraphs, tables and figures.

A template of a document has ``numbers`` in its context, a :class:`Numbers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reporting.core.charts.svg import draw

if TYPE_CHECKING:
    from reporting.core.charts.definition import RangeBars, StackedBars
    from reporting.core.tables import Table

register = template.Library()


@register.simple_block_tag(takes_context=True)
def para(context: template.Context, content: str) -> SafeString:
    """Return a numbered paragraph."""
    number = context["numbers"].next("paragraph")
    # The block was rendered by the template, which escaped what it shows.
    text = mark_safe(content.strip())  # noqa: S308
    return format_html('<p class="para"><span class="no">{}. </span>{}</p>', number, text)


@register.simple_tag(takes_context=True)
def next_number(context: template.Context, kind: str) -> int:
    """Return the number that the next table or figure will have."""
    return int(context["numbers"].after(kind))


@register.inclusion_tag("reporting/documents/_table.html", takes_context=True)
def table(context: template.Context, shown: Table) -> dict[str, Any]:
    """Show a table under the next number, in as many parts as the page needs."""
    return {"number": context["numbers"].next("table"), "parts": shown.parts(), "table": shown}


@register.inclusion_tag("reporting/documents/_figure.html", takes_context=True)
def figure(context: template.Context, chart: StackedBars | RangeBars) -> dict[str, Any]:
    """Show a chart under the next number."""
    number = context["numbers"].next("figure")
    # The drawing escapes every text of its definition.
    return {"number": number, "chart": chart, "svg": mark_safe(draw(chart, f"fig{number}"))}  # noqa: S308


@register.filter
def last_words_together(text: str) -> SafeString:
    """Return a heading whose last two words stay on one line, so that none stands alone."""
    *before, first, last = ["", "", *text.split(" ")]
    return format_html(
        '{} <span class="together">{}</span>', " ".join(before).strip(), f"{first} {last}".strip()
    )


@register.filter
def is_words(shown: Table, column: int) -> bool:
    """Return whether a column of a table holds words rather than figures."""
    return column in shown.words
