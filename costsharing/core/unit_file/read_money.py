"""Reads money: budgets, agreements, costs, rates, expenditure."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.unit_file.context import once, overlapping
from costsharing.core.unit_file.records import (
    Agreement,
    Budget,
    ExchangeRate,
    Expenditure,
    StaffCost,
    StandardCost,
)
from costsharing.core.unit_file.row import YEARS
from costsharing.core.unit_file.times import parse_month
from costsharing.core.unit_file.words import (
    AGREEMENT_POLICIES,
    BASES,
    JOINT_POLICIES,
    KEYS,
    OVERHEAD_POLICIES,
    SHARED,
)
from secretariats.core.exact import decimal_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable

    from costsharing.core.unit_file.context import Context
    from costsharing.core.unit_file.row import Row

GRADE = 16
# As many decimals as rates of exchange are kept with.
RATE_PLACES = 8
_DESCRIPTION = 300


def read_budgets(top: Row, context: Context) -> tuple[Budget, ...]:
    """Return the budgets, one for an instrument and year."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("budgets", KEYS["budgets"]):
        instrument = row.reference("instrument", context.instruments, "instrument")
        year = row.number("year", *YEARS)
        if row.ok:
            once(seen, (instrument, year), row, "instrument")
        amount, currency = row.amount("amount"), row.currency()
        found.append(Budget(instrument or "", year, amount, currency, row.flag("provisional")))
    return tuple(found)


def read_agreements(top: Row, context: Context) -> tuple[Agreement, ...]:
    """Return the agreements, which never overlap."""
    found, spans = [], []
    for row in top.rows("agreements", KEYS["agreements"]):
        before = len(row.problems)
        span = row.span()
        if len(row.problems) == before and row.has("from"):
            spans.append((span, row))
        basis, shares = _key(row, context)
        policies = row.row("policies", AGREEMENT_POLICIES)
        found.append(
            Agreement(
                span=span,
                basis=basis,
                shares=shares,
                joint=_policy(policies, "joint", JOINT_POLICIES),
                overhead=_policy(policies, "overhead", OVERHEAD_POLICIES),
                support=policies.fraction("support") if policies.has("support") else None,
            )
        )
    overlapping(spans)
    return tuple(found)


def _policy(policies: Row, key: str, options: tuple[str, ...]) -> str | None:
    return policies.choice(key, options) if policies.has(key) else None


def _key(row: Row, context: Context) -> tuple[str, tuple[tuple[str, Fraction | None], ...]]:
    """Return the basis of an agreement and its shares."""
    default = BASES[0] if row.has("key") or not row.has("instruments") else BASES[1]
    basis = row.choice("basis", BASES, default)
    other, own = ("instruments", "key") if basis == BASES[0] else ("key", "instruments")
    if row.has(other):
        row.wrong(other, f"does not go with the basis {basis}; write {own}")
        return basis, ()
    if basis == BASES[1]:
        members = row.references("instruments", context.instruments, "instrument")
        return basis, tuple((member, None) for member in members)
    if not row.has("key"):
        row.wrong("key", 'is missing; write it as {CODE: "2/3", …}, or basis: budget')
        return basis, ()
    key = row.row("key", None)
    shares: list[tuple[str, Fraction | None]] = []
    total = Fraction(0)
    for code in sorted(key.mapping):
        key.check_known(code, code, context.instruments, "instrument")
        share = key.fraction(code)
        total += share
        shares.append((code, share))
    if key.ok and total != 1:
        row.wrong("key", f"adds up to {total}, not to 1")
    return basis, tuple(shares)


def read_grades(top: Row) -> tuple[StandardCost, ...]:
    """Return the standard costs, one for a grade and year."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("grades", KEYS["grades"]):
        grade, year = row.text("grade", GRADE), row.number("year", *YEARS)
        if row.ok:
            once(seen, (grade, year), row, "grade")
        annual, currency = row.amount("annual"), row.currency()
        hours = row.amount("productive_hours", positive=True)
        found.append(StandardCost(grade, year, annual, currency, hours))
    return tuple(found)


def read_rates(top: Row) -> tuple[ExchangeRate, ...]:
    """Return the rates of exchange, one for a currency and date."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("exchange_rates", KEYS["exchange_rates"]):
        start, currency = row.date("from"), row.currency()
        if row.ok:
            once(seen, (currency, start), row, "from")
        rate = row.amount("per_usd", places=RATE_PLACES, positive=True)
        if row.ok and currency == "USD" and rate != 1:
            row.wrong("per_usd", "a US dollar is one US dollar; leave the row out")
        found.append(ExchangeRate(start, currency, rate))
    return tuple(found)


def read_staff_costs(top: Row, context: Context) -> tuple[StaffCost, ...]:
    """Return the lines of staff cost; a month of one person is not below zero."""
    found = []
    months: dict[tuple[str, dt.date], list[tuple[StaffCost, Row]]] = defaultdict(list)
    for row in top.rows("staff_costs", KEYS["staff_costs"]):
        person = row.reference("person", context.people, "person") or ""
        month = row.date("month", parse_month)
        cost = StaffCost(person, month, row.amount("amount", negative=True), row.currency())
        if row.ok:
            months[person, month].append((cost, row))
        found.append(cost)
    for (person, month), lines in months.items():
        total = sum((cost.amount for cost, _row in lines), Fraction(0))
        # Lines of several currencies add up only at the rates of a valuation.
        if total < 0 and len({cost.currency for cost, _row in lines}) == 1:
            last = lines[-1][1]
            sums = f"{decimal_text(total)} for {person} in {month:%Y-%m}"
            last.wrong("amount", f"the lines add up to {sums}, below zero")
    return tuple(found)


def read_expenditures(top: Row, context: Context) -> tuple[Expenditure, ...]:
    """Return the expenditure."""
    found = []
    for row in top.rows("expenditures", KEYS["expenditures"]):
        shared = row.mapping.get("for") == SHARED
        charged = None if shared else row.reference("for", context.instruments, "instrument")
        found.append(
            Expenditure(
                date=row.date("date"),
                amount=row.amount("amount", negative=True),
                currency=row.currency(),
                paid_by=row.reference("paid_by", context.instruments, "instrument") or "",
                charged_to=charged,
                description=row.text("description", _DESCRIPTION, required=False, prose=True),
            )
        )
    return tuple(found)
