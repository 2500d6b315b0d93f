"""Figures of statements on pages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import template

from costsharing.renderers import statement_pdf
from secretariats.core.exact import cents_text

if TYPE_CHECKING:
    from collections.abc import Mapping

register = template.Library()


@register.filter
def iso_day(text: str) -> dt.date:
    """Return the day of an ISO text, for the filter ``date``."""
    return dt.date.fromisoformat(text)


@register.filter
def shared_by(line: Mapping[str, Any]) -> str:
    """Return the key of an expenditure, or to whom it is charged."""
    return statement_pdf.shared_by(line)


@register.filter
def in_cents(amount: int) -> str:
    """Return whole cents as an amount, for the filters ``amount`` and ``signed``."""
    return cents_text(amount)
