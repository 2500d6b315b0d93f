"""Writes the money of a unit file into the tables: agreements, budgets, costs, expenditure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from costsharing.actions.sync_rows import sync_rows
from costsharing.models import (
    Agreement,
    AgreementShare,
    Budget,
    ExchangeRate,
    Expenditure,
    StaffCost,
    StandardCost,
)
from secretariats.core.exact import decimal_text

if TYPE_CHECKING:
    from fractions import Fraction

    from costsharing.core.unit_file import UnitFile
    from secretariats.models import Unit


def write_money(unit: Unit, file: UnitFile, people: dict[str, int], codes: dict[str, int]) -> None:
    """Make the unit's money what the file says; equal rows stay.

    Args:
        unit: the unit.
        file: what it shall be.
        people: username → identity.
        codes: instrument code → identity.
    """
    _write_agreements(unit, file, codes)
    sync_rows(
        Budget.objects.filter(unit=unit),
        [
            {
                "instrument_id": codes[item.instrument],
                "year": item.year,
                "amount": _decimal(item.amount),
                "currency": item.currency,
                "provisional": item.provisional,
            }
            for item in file.budgets
        ],
        key=("instrument_id", "year"),
        unit=unit,
    )
    sync_rows(
        StandardCost.objects.filter(unit=unit),
        [
            {
                "grade": item.grade,
                "year": item.year,
                "annual": _decimal(item.annual),
                "currency": item.currency,
                "productive_hours": _decimal(item.productive_hours),
            }
            for item in file.grades
        ],
        key=("grade", "year"),
        unit=unit,
    )
    sync_rows(
        ExchangeRate.objects.filter(unit=unit),
        [
            {"start": x.start, "currency": x.currency, "per_usd": _decimal(x.per_usd)}
            for x in file.exchange_rates
        ],
        key=("currency", "start"),
        unit=unit,
    )
    sync_rows(
        StaffCost.objects.filter(unit=unit),
        [
            {
                "person_id": people[item.person],
                "month": item.month,
                "amount": _decimal(item.amount),
                "currency": item.currency,
            }
            for item in file.staff_costs
        ],
        unit=unit,
    )
    sync_rows(
        Expenditure.objects.filter(unit=unit),
        [
            {
                "date": item.date,
                "amount": _decimal(item.amount),
                "currency": item.currency,
                "paid_by_id": codes[item.paid_by],
                "charged_to_id": codes[item.charged_to] if item.charged_to is not None else None,
                "description": item.description,
            }
            for item in file.expenditures
        ],
        unit=unit,
    )


def _decimal(value: Fraction) -> Decimal:
    """Return an exact amount as the database keeps it."""
    return Decimal(decimal_text(value))


def _write_agreements(unit: Unit, file: UnitFile, codes: dict[str, int]) -> None:
    # Drafts, and what waits for signatures, are no part of a unit file.
    agreements = Agreement.objects.of_unit(unit).in_force()
    sync_rows(
        agreements,
        [
            {
                "start": item.span.start,
                "end": item.span.end,
                "basis": item.basis,
                "joint_policy": item.joint or "",
                "overhead_policy": item.overhead or "",
                "support_num": None if item.support is None else item.support.numerator,
                "support_den": None if item.support is None else item.support.denominator,
            }
            for item in file.agreements
        ],
        key=("start",),
        unit=unit,
    )
    ids = dict(agreements.values_list("start", "pk"))
    sync_rows(
        AgreementShare.objects.filter(agreement__in=agreements),
        [
            {
                "agreement_id": ids[item.span.start],
                "instrument_id": codes[code],
                "share_num": None if share is None else share.numerator,
                "share_den": None if share is None else share.denominator,
            }
            for item in file.agreements
            for code, share in item.shares
        ],
        key=("agreement_id", "instrument_id"),
    )
