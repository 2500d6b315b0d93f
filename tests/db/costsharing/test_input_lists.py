"""Lists of inputs: who reads which table, cut down, sorted, with what rests on a row."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

from costsharing.models import ExchangeRate, Expenditure
from costsharing.queries.input_rows import input_rows, runs_resting_on
from costsharing.queries.input_tables import TABLES, tables_listed, tables_read
from secretariats.models import Assignment, Contract, Post
from tests.db.costsharing.test_inputs import add
from tests.world import END, START, make_run

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.cast import Cast


@pytest.mark.parametrize(
    ("roles", "closed"),
    [
        ({"executive_secretary"}, {"staff-costs", "contracts", "assignments"}),
        ({"coordinator"}, {"staff-costs", "contracts"}),
        ({"finance"}, set()),
        ({"auditor"}, set()),
        ({"staff", "committee_member", "administrator"}, set(TABLES)),
    ],
)
def test_each_role_reads_its_tables(roles: set[str], closed: set[str]) -> None:
    assert {table.name for table in tables_read(roles)} == set(TABLES) - closed


def test_rows_are_cut_down_and_sorted(cast: Cast) -> None:
    table = TABLES["expenditure"]
    for number, (date, code) in enumerate(
        [("2017-01-05", "CMS"), ("2017-02-05", "AEWA"), ("2017-03-05", "CMS")]
    ):
        Expenditure.objects.create(
            unit=cast.unit, date=dt.date.fromisoformat(date), amount=10 - number, currency="EUR",
            paid_by=cast.cms if code == "CMS" else cast.aewa,
        )  # fmt: skip

    def dates(**asked: str) -> list[int]:
        return [row.date.month for row in input_rows(table, cast.unit, asked)]

    assert dates() == [3, 2, 1]
    assert dates(paid_by="CMS") == [3, 1]
    assert dates(order="date") == [1, 2, 3]
    assert dates(order="-amount") == [1, 2, 3]
    assert dates(order="no-such") == [3, 2, 1]
    assert dates(**{"from": "2017-02-01", "to": "2017-02-28"}) == [2]
    assert dates(paid_by="\0") == []
    assert dates(paid_by="nobody") == []


def test_the_runs_of_a_row_are_those_whose_days_it_shares(cast: Cast) -> None:
    run = make_run(cast)
    table = TABLES["exchange-rates"]
    old = add(cast, "exchange-rates", start="2016-01-01")
    assert list(runs_resting_on(cast.unit, table.days(old) or (START, END))) == [run]
    add(cast, "exchange-rates", start="2017-01-01")
    found = table.days(old)
    assert found == (dt.date(2016, 1, 1), dt.date(2016, 12, 31)), "until the next rate"
    assert not runs_resting_on(cast.unit, found)


def test_lists_ask_as_often_however_long_they_are(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def rows() -> None:
        table = TABLES["assignments"]
        for row in input_rows(table, cast.unit, {}):
            assert [field.shown(field.of(row)) for field in table.fields]

    with django_assert_num_queries(1):
        rows()
    for number in range(10):
        Assignment.objects.create(
            unit=cast.unit, person=cast.auditor, post=Post.objects.get(code="P-01"),
            start=dt.date(2000 + number, 1, 1), end=dt.date(2000 + number, 2, 1), share_num=1,
            share_den=2,
        )  # fmt: skip
    with django_assert_num_queries(1):
        rows()
    with django_assert_num_queries(len(TABLES) + 1):
        lines = tables_listed(cast.unit, TABLES.values())
    found = {line.table.name: line for line in lines}
    assert (found["assignments"].rows, found["assignments"].first) == (12, dt.date(2000, 1, 1))
    assert not Contract.objects.exists()
    assert found["contracts"].first is None


def test_typed_amounts_are_written_in_the_language_of_the_form(
    cast: Cast,
) -> None:
    row = ExchangeRate.objects.create(
        unit=cast.unit, currency="EUR", start=dt.date(2017, 1, 1), per_usd=Decimal("1.093")
    )
    field = TABLES["exchange-rates"].field("per_usd")
    assert field is not None
    for language, text in (("en", "1.0930"), ("fr", "1,0930"), ("es", "1,0930")):
        with override(language):
            assert field.typed(row.per_usd) == text
            assert field.take(text, cast.unit, exact=False) == row.per_usd
