"""Columns for exact things: amounts, shares, spans of days."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# SQLite keeps at most 15 significant digits of a decimal; more would silently change there.
DIGITS = 15


def amount_field(**options: Any) -> models.DecimalField[Any, Any]:
    """Return a column for an amount of money: exact, 15 digits, four of them decimals."""
    return models.DecimalField(max_digits=DIGITS, decimal_places=4, **options)


def rate_field(**options: Any) -> models.DecimalField[Any, Any]:
    """Return a column for a rate of exchange: exact, 15 digits, eight of them decimals."""
    return models.DecimalField(max_digits=DIGITS, decimal_places=8, **options)


def currency_field() -> models.CharField[Any, Any]:
    """Return a column for an ISO 4217 code."""
    return models.CharField(_("currency"), max_length=3)


def span_check(name: str) -> models.CheckConstraint:
    """Return the constraint that a span (both ends inclusive, the end may be open) is one."""
    return models.CheckConstraint(
        name=name, condition=Q(end__isnull=True) | Q(end__gte=F("start"))
    )


def in_force(day: object) -> Q:
    """Return the condition that a row's span contains ``day``."""
    return Q(start__lte=day) & (Q(end__isnull=True) | Q(end__gte=day))
