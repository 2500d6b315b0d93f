"""Statements of the tests: money spent, prepared and confirmed in as few words as possible."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from costsharing.actions.confirm_statement import confirm_statement
from costsharing.actions.prepare_statement import prepare_statement
from costsharing.models import Expenditure, Statement
from secretariats.models import Instrument, Person
from tests.cast import Cast

MARCH, JUNE = dt.date(2017, 3, 31), dt.date(2017, 6, 30)
DECEMBER = dt.date(2017, 12, 31)


def spend(
    cast: Cast,
    day: str,
    amount: str,
    *,
    paid_by: Instrument | None = None,
    charged_to: Instrument | None = None,
    currency: str = "EUR",
) -> Expenditure:
    """Store an expenditure, by default paid by CMS and shared."""
    return Expenditure.objects.create(
        unit=cast.unit,
        date=dt.date.fromisoformat(day),
        amount=Decimal(amount),
        currency=currency,
        paid_by=paid_by or cast.cms,
        charged_to=charged_to,
        description="Posters",
    )


def prepared(cast: Cast, end: dt.date = MARCH) -> Statement:
    return prepare_statement(unit=cast.unit, end=end, actor=cast.cms_finance)


def confirm(row: Statement, person: Person, side: Instrument, **options: Any) -> Statement:
    return confirm_statement(
        row, actor=person, instrument=side, digest=options.pop("digest", row.digest), **options
    )


def both(cast: Cast, row: Statement) -> Statement:
    confirm(row, cast.cms_finance, cast.cms)
    return confirm(row, cast.aewa_finance, cast.aewa)


def final(cast: Cast, end: dt.date = MARCH) -> Statement:
    return both(cast, prepared(cast, end))


def due_of(row: Statement, code: str) -> str:
    """Return what a statement itself makes due from an instrument."""
    return str(row.content["instruments"][code]["due_now"]["rounded"])


def state_of(row: Statement) -> str:
    return str(Statement.objects.get(pk=row.pk).state)
