"""Shares and amounts on pages: exact numbers as the reader's language writes them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.formats import number_format

from secretariats.core.exact import cents, half_up

register = template.Library()


@register.filter
def percent(share: Fraction) -> str:
    """Return a share as a percentage with one decimal."""
    found = number_format(Decimal(half_up(share * 1000)) / 10, decimal_pos=1)
    return f"{found}\N{NO-BREAK SPACE}%"


@register.filter
def money(amount: Fraction) -> str:
    """Return an amount with two decimals, grouped by thousands."""
    text = number_format(Decimal(cents(amount)) / 100, decimal_pos=2, force_grouping=True)
    return text.replace("-", "\N{MINUS SIGN}")


@register.filter
def signed_money(amount: Fraction) -> str:
    """Return an amount with two decimals and its sign, plus included."""
    return f"+{money(amount)}" if amount > 0 else money(amount)


@register.filter
def is_short(share: Fraction) -> bool:
    """Return whether a fraction says more than a percentage: its denominator is small."""
    return share.denominator <= 100
