"""Working days on pages, as the reader's language writes them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.formats import number_format

from secretariats.core.exact import decimal_text, half_up

register = template.Library()


@register.filter
def planned(days: Fraction) -> str:
    """Return planned days as they were typed: every decimal that is there, and no more."""
    text = decimal_text(days, places=0)
    decimals = len(text.partition(".")[2])
    return number_format(Decimal(text), decimal_pos=decimals, force_grouping=True)


@register.filter
def recorded(days: Fraction) -> str:
    """Return recorded days with one decimal."""
    return number_format(Decimal(half_up(days * 10)) / 10, decimal_pos=1, force_grouping=True)
