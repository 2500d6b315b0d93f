"""Statements that cannot be: of no whole months, of settled ones, with inputs missing."""

from __future__ import annotations

import datetime as dt

import pytest

from costsharing.actions.prepare_statement import prepare_statement
from costsharing.models import Agreement, Budget, Statement
from secretariats.core.errors import Refused
from tests.cast import Cast
from tests.db.costsharing.agreements import in_force
from tests.db.costsharing.statements import DECEMBER, JUNE, MARCH, final, prepared, spend

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    """The cast with a key of 2/3 and 1/3, and money spent in the first quarter."""
    in_force(cast)
    spend(cast, "2017-02-01", "1.00")
    return cast


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        ("2017-03-01", "2017-01-31", "before it begins"),
        ("2016-10-01", "2017-03-31", "two calendar years"),
        ("2015-01-01", "2017-12-31", "two calendar years"),
        ("2017-02-01", "2017-03-31", "begins on 2017-01-01"),
        (None, "2017-03-30", "whole months: take 2017-03-31"),
        (None, "9999-12-31", "not over"),
        (None, "2099-01-31", "not over"),
    ],
)
def test_a_period_that_cannot_be_settled_is_refused(
    agreed: Cast, start: str | None, end: str, why: str
) -> None:
    first = dt.date.fromisoformat(start) if start else None
    with pytest.raises(Refused, match=why):
        prepare_statement(
            unit=agreed.unit, start=first, end=dt.date.fromisoformat(end), actor=None
        )
    assert not Statement.objects.exists()


@pytest.mark.parametrize("end", [dt.date(2017, 1, 31), MARCH])
def test_months_that_are_final_are_not_settled_again(agreed: Cast, end: dt.date) -> None:
    final(agreed)
    with pytest.raises(Refused, match="settled to 2017-03-31"):
        prepared(agreed, end)
    final(agreed, DECEMBER)
    with pytest.raises(Refused, match="settled to 2017-12-31"):
        prepared(agreed, JUNE)


def test_everything_that_is_missing_is_named_at_once(cast: Cast) -> None:
    spend(cast, "2017-02-01", "10.00")
    spend(cast, "2017-03-01", "7.00", currency="JPY", charged_to=cast.aewa)
    with pytest.raises(Refused) as refused:
        prepared(cast)
    told = str(refused.value)
    assert "2017-02-01" in told
    assert "no agreement is in force" in told
    assert "2017-03-01" in told
    assert "JPY" in told
    assert not Statement.objects.exists()


def test_budgets_of_zero_make_no_key(cast: Cast) -> None:
    row = in_force(cast)
    row.basis = Agreement.Basis.BUDGET
    row.save()
    row.shares.update(share_num=None, share_den=None)
    for instrument in (cast.cms, cast.aewa):
        Budget.objects.create(
            unit=cast.unit, instrument=instrument, year=2017, amount=0, currency="EUR"
        )
    spend(cast, "2017-02-01", "10.00")
    with pytest.raises(Refused, match="add up to 0"):
        prepared(cast)


def test_a_unit_of_one_instrument_has_nothing_to_settle(cast: Cast) -> None:
    cast.unit.instruments.remove(cast.aewa)
    with pytest.raises(Refused, match="Fewer than two instruments"):
        prepared(cast)
