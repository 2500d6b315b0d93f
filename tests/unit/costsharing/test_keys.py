"""The key on a date, and the rates of exchange that it and every cost need."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from costsharing.core.keys import BudgetOf, Gap, Keys, Rates
from tests.unit.costsharing.valued_by_hand import agreed, exact, rates

YEAR = dt.date(2017, 1, 1)
BOTH = ("AEWA", "CMS")


def budget(amount: str, currency: str = "EUR", *, provisional: bool = False) -> BudgetOf:
    return BudgetOf(Fraction(amount), currency, provisional)


def keys(*, exchange: Rates | None = None, currency: str = "EUR", **budgets: BudgetOf) -> Keys:
    """Return keys by the budgets of 2017."""
    return Keys(
        (agreed(key=None, among=BOTH),),
        {(code, 2017): found for code, found in budgets.items()},
        exchange or Rates({}),
        currency,
    )


def whats(gaps: object) -> list[str]:
    """Return what is missing, in English."""
    assert isinstance(gaps, list)
    return [str(gap.what) for gap in gaps]


def test_the_newest_rate_that_is_effective_holds_and_none_from_later() -> None:
    found = rates(EUR={"01-01": "0.9", "02-01": "0.8", "02-16": "0.7"})
    told = [
        found.per_dollar("EUR", dt.date(2017, month, day))
        for month, day in ((1, 1), (1, 31), (2, 1), (2, 15), (2, 16), (12, 31))
    ]
    assert told == [Fraction(text) for text in ("0.9", "0.9", "0.8", "0.8", "0.7", "0.7")]
    before = found.per_dollar("EUR", dt.date(2016, 12, 31))
    assert isinstance(before, Gap)
    assert "EUR is in force on 2016-12-31" in str(before.what)


def test_conversion_goes_over_the_dollar_which_needs_no_rate() -> None:
    found = rates(EUR={"01-01": "0.9"}, CHF={"01-01": "1.2"})
    assert found.convert(Fraction(90), "EUR", "CHF", YEAR) == 120
    assert found.convert(Fraction(90), "EUR", "USD", YEAR) == 100
    assert found.convert(Fraction(100), "USD", "EUR", YEAR) == 90
    assert Rates({}).convert(Fraction("0.01"), "KES", "KES", YEAR) == Fraction(1, 100)


@pytest.mark.parametrize(
    ("source", "target", "missing"), [("KES", "EUR", "KES"), ("EUR", "KES", "KES")]
)
def test_a_currency_without_rate_is_named(source: str, target: str, missing: str) -> None:
    found = rates(EUR={"01-01": "0.9"}).convert(Fraction(1), source, target, YEAR)
    assert isinstance(found, Gap)
    assert missing in str(found.what)
    assert "2017-01-01" in str(found.what)


def test_an_agreement_is_in_force_on_both_its_ends() -> None:
    first = agreed(end="06-30")
    second = agreed("07-02", key={"CMS": "1"})
    found = Keys((first, second), {}, Rates({}), "EUR")
    assert found.agreement_on(dt.date(2014, 1, 1)) is first
    assert found.agreement_on(dt.date(2017, 6, 30)) is first
    assert found.agreement_on(dt.date(2017, 7, 1)) is None
    assert found.agreement_on(dt.date(2017, 7, 2)) is second
    assert found.agreement_on(dt.date(2013, 12, 31)) is None


def test_budgets_make_a_key_at_the_rates_of_the_year_s_first_day() -> None:
    found = keys(
        CMS=budget("900", "EUR"),
        AEWA=budget("1000", "USD"),
        exchange=rates(EUR={"01-01": "0.9", "01-02": "0.1"}),
    )
    for day in (YEAR, dt.date(2017, 12, 31)):
        assert found.key_of(found.agreements[0], day) == exact({"CMS": "1/2", "AEWA": "1/2"})


def test_a_budget_of_zero_is_a_share_of_zero() -> None:
    found = keys(CMS=budget("0"), AEWA=budget("5"))
    assert found.key_of(found.agreements[0], YEAR) == exact({"CMS": 0, "AEWA": 1})


def test_everything_that_keeps_a_key_from_being_told_is_named() -> None:
    found = keys(CMS=budget("5", "KES"))
    missing = whats(found.key_of(found.agreements[0], YEAR))
    assert len(missing) == 2
    assert any("no budget of AEWA for 2017" in text for text in missing)
    assert any("KES" in text for text in missing)
    nothing = keys(CMS=budget("0"), AEWA=budget("0"))
    told = (
        "the budgets of AEWA, CMS for 2017 add up to 0, so that they give no key: correct them, "
        "or agree on fixed fractions"
    )
    assert whats(nothing.key_of(nothing.agreements[0], YEAR)) == [told]
    assert whats(nothing.years_of_nothing(nothing.agreements[0].span, ("AEWA", "CMS"))) == [told]
    assert whats(nothing.years_of_nothing(nothing.agreements[0].span, ("AEWA", "X"))) == []
    assert whats(found.key_of(found.agreements[0], dt.date(2018, 1, 1))) == [
        "no budget of AEWA for 2018 is recorded: the key of the agreement needs it",
        "no budget of CMS for 2018 is recorded: the key of the agreement needs it",
    ]


def test_a_key_is_provisional_where_one_of_its_budgets_is() -> None:
    found = keys(CMS=budget("5", provisional=True), AEWA=budget("5"))
    assert found.is_provisional_on(YEAR)
    assert not found.is_provisional_on(dt.date(2018, 1, 1))
    assert not found.is_provisional_on(dt.date(2013, 1, 1))
    assert not keys(CMS=budget("5"), AEWA=budget("5")).is_provisional_on(YEAR)
    fixed = Keys((agreed(),), found.budgets, Rates({}), "EUR")
    assert not fixed.is_provisional_on(YEAR)
