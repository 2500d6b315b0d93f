"""The key on a date and budgets that give none: told on pages, in handing over and in values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from costsharing.actions.draft_agreement import draft_mark
from costsharing.actions.hand_over_agreement import hand_over_agreement
from costsharing.models import Budget, ExchangeRate
from costsharing.queries.key_on import key_by_budgets, key_on
from secretariats.core.dates import Span
from secretariats.core.errors import Refused
from tests.cast import Cast
from tests.db.costsharing.agreements import approved, drafted, handed, in_force, sign, terms
from tests.db.costsharing.valued_units import entry, failure, run_of, small, store

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db

NOTHING = "the budgets of AEWA, CMS for 2017 add up to 0, so that they give no key"
BY_BUDGETS = {"from": "2014-01-01", "basis": "budget", "instruments": ["CMS", "AEWA"]}


def budget(cast: Cast, amount: str, year: int = 2027, currency: str = "EUR") -> None:
    for instrument in (cast.cms, cast.aewa):
        Budget.objects.create(
            unit=cast.unit, instrument=instrument, year=year, amount=amount, currency=currency
        )


def budgets(*amounts: str, year: int = 2017) -> list[dict[str, object]]:
    return [
        {"instrument": code, "year": year, "amount": amount, "currency": "EUR"}
        for code, amount in zip(("CMS", "AEWA"), amounts, strict=False)
    ]


def test_budgets_of_zero_are_told_in_a_valuation(db: None) -> None:
    unit = store(
        small(
            agreements=[BY_BUDGETS],
            budgets=budgets("0.00", "0.00"),
            entries=[entry("2017-01-10", 60)],
        )
    )
    (line,) = failure(unit)
    assert line.startswith(f"2017-01-10: {NOTHING}")
    found = key_on(unit, dt.date(2017, 1, 10))
    assert (found.key, found.by_budgets) == (None, None)
    assert found.gaps[0].startswith(NOTHING)


def test_a_missing_budget_is_told_in_a_valuation(db: None) -> None:
    unit = store(
        small(agreements=[BY_BUDGETS], budgets=budgets("5.00"), entries=[entry("2017-01-10", 60)])
    )
    assert failure(unit) == [
        "2017-01-10: no budget of AEWA for 2017 is recorded: the key of the agreement needs it"
    ]


def test_budgets_of_zero_beside_fixed_fractions_keep_nothing_from_being_valued(db: None) -> None:
    unit = store(small(budgets=budgets("0.00", "0.00"), entries=[entry("2017-01-10", 60)]))
    assert run_of(unit).results["total"]["received"]["rounded"] == "40.00"
    found = key_on(unit, dt.date(2017, 1, 10))
    assert found.key == {"AEWA": Fraction(1, 3), "CMS": Fraction(2, 3)}
    assert found.by_budgets is None
    assert found.budget_gaps[0].startswith(NOTHING)


def test_budgets_of_zero_keep_a_draft_from_being_handed_over(cast: Cast) -> None:
    none = (("AEWA", None), ("CMS", None))
    row = approved(cast, drafted(cast, replace(terms("2027-01-01"), basis="budget", shares=none)))
    budget(cast, "0.00", 2026)
    budget(cast, "0.00", 2028)
    budget(cast, "5.00", 2027)
    with pytest.raises(Refused, match="the budgets of AEWA, CMS for 2028 add up to 0") as refused:
        hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row))
    assert len(refused.value.problems) == 1, "2026 is before it, and 2027 gives a key"
    Budget.objects.filter(year=2028).delete()
    # Budgets come year by year: what is not there yet keeps nobody from agreeing.
    done = hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row))
    assert done.state == "signing"


def test_those_who_sign_see_what_budgets_come_to(cast: Cast) -> None:
    span, both = Span(dt.date(2027, 3, 1), None), ["AEWA", "CMS"]
    key, gaps = key_by_budgets(cast.unit, span, both)
    assert key is None
    assert len(gaps) == 2
    budget(cast, "5.00")
    half = Fraction(1, 2)
    assert key_by_budgets(cast.unit, span, both) == ({"AEWA": half, "CMS": half}, ())


def test_what_one_side_signed_is_no_key_and_gives_no_value(cast: Cast) -> None:
    row = handed(cast)
    sign(row, cast.cms_secretary, cast.cms)
    found = key_on(cast.unit, dt.date(2027, 1, 1))
    assert (found.span, found.key, found.basis) == (None, None, "")


def test_a_day_without_an_agreement_knows_its_neighbours(cast: Cast) -> None:
    in_force(cast, end=dt.date(2016, 12, 31))
    in_force(cast, start=dt.date(2018, 1, 1))
    found = key_on(cast.unit, dt.date(2017, 5, 1))
    assert found.before == Span(dt.date(2014, 1, 1), dt.date(2016, 12, 31))
    assert found.after == Span(dt.date(2018, 1, 1), None)
    assert key_on(cast.unit, dt.date(1, 1, 1)).before is None
    assert key_on(cast.unit, dt.date(9999, 12, 31)).key is not None


def test_the_rates_that_convert_budgets_are_told(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    in_force(cast)
    budget(cast, "5.00", 2017, "CHF")
    for currency, day, rate in (
        ("EUR", (2016, 12, 1), "0.9"),
        ("EUR", (2017, 2, 1), "0.8"),
        ("CHF", (2017, 1, 1), "1.02"),
    ):
        ExchangeRate.objects.create(
            unit=cast.unit, currency=currency, start=dt.date(*day), per_usd=rate
        )
    with django_assert_num_queries(5):
        found = key_on(cast.unit, dt.date(2017, 5, 1))
    assert [(one.currency, one.since.isoformat(), one.number) for one in found.rates] == [
        ("CHF", "2017-01-01", "1.02"),
        ("EUR", "2016-12-01", "0.90"),
    ]
    assert found.by_budgets == {"AEWA": Fraction(1, 2), "CMS": Fraction(1, 2)}
