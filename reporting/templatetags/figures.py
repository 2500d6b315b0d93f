"""Figures on pages: as the reader's language writes them, beside their instrument's mark."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reporting.core.charts.columns import Columns, draw_columns
from reporting.core.charts.ranges import RangeBar, axis, bar, scale_of
from reporting.core.charts.svg import draw
from reporting.core.numbers import hours as hours_text
from reporting.sections import wording
from secretariats.queries.palette import look_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporting.core.charts.definition import RangeBars, StackedBars
    from reporting.core.charts.ranges import Scale
    from reporting.core.tables import Table
    from reporting.core.verdict import Verdict
    from reporting.sections.facts import Received

register = template.Library()


@register.filter
def amount(text: str) -> str:
    """Return an amount such as ``"-1234.50"`` as the language writes it."""
    return wording.amount(text)


@register.filter
def signed(text: str) -> str:
    """Return the same with its sign, plus included."""
    return wording.amount(text, signed=True)


@register.filter
def hours(minutes: int) -> str:
    """Return whole minutes as hours with one decimal."""
    return hours_text(minutes, wording.language())


@register.filter
def finding(verdict: Verdict) -> str:
    """Return what may be said of an instrument's value."""
    return wording.finding(verdict)


@register.filter
def mark(code: str) -> str:
    """Return the class that gives an element an instrument's colours and pattern."""
    look = look_of(code)
    return f"m-{look.slot}" if look else "m-other"


@register.filter
def letter(code: str) -> str:
    """Return the letter that stands in an instrument's mark, told apart from the others'."""
    look = look_of(code)
    return look.letter if look else code[:1]


@register.simple_tag
def range_scale(rows: Iterable[Received]) -> Scale:
    """Return the scale on which the ranges of several instruments stand."""
    return scale_of(
        Fraction(text) for row in rows for text in (row.highest, row.received, row.funded)
    )


@register.simple_tag
def range_axis(scale: Scale) -> SafeString:
    """Draw the figures above the bars of ranges."""
    return mark_safe(axis(scale, wording.language()))  # noqa: S308


@register.simple_tag
def range_bar(row: Received, scale: Scale, currency: str) -> SafeString:
    """Draw what an instrument received, in its range, beside its share by key."""
    amounts = {
        name: Fraction(getattr(row, name)) for name in ("lowest", "received", "funded", "highest")
    }
    figures = {name: wording.money(currency, getattr(row, name)) for name in amounts}
    words = _(
        "%(instrument)s: lowest %(lowest)s, received %(received)s, share by key %(funded)s, "
        "highest %(highest)s."
    ) % {"instrument": row.code, **figures}
    ends = (wording.amount(row.lowest), wording.amount(row.highest))
    # The drawing escapes every text it is given.
    return mark_safe(bar(RangeBar(mark(row.code), words, ends=ends, **amounts), scale))  # noqa: S308


@register.inclusion_tag("components/_table.html")
def page_table(shown: Table) -> dict[str, Any]:
    """Show a table of a report as a page has it: whole, and scrolled where it is too wide."""
    return {"table": shown}


@register.simple_tag
def chart(shown: StackedBars | RangeBars | Columns, identity: str) -> SafeString:
    """Draw a chart; ``identity`` tells it apart from others on the page."""
    if isinstance(shown, Columns):
        return mark_safe(draw_columns(shown, identity))  # noqa: S308
    # The drawing escapes every text of its definition.
    return mark_safe(draw(shown, identity))  # noqa: S308
