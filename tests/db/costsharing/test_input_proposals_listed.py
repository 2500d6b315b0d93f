"""Lists of what was proposed: they ask as often, however much waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.actions.save_inputs import add_row
from costsharing.queries.input_proposals import inputs_waiting, proposals_listed
from costsharing.queries.input_tables import TABLES

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.cast import Cast

RATES = TABLES["exchange-rates"]
RATE = {"currency": "EUR", "start": "2017-01-01", "per_usd": "0.956"}


def test_lists_ask_as_often_however_many_wait(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def look() -> None:
        assert inputs_waiting(cast.aewa_finance, [(cast.unit, "AEWA")])
        assert [str(one.person) for one in proposals_listed(cast.unit, cast.auditor)]

    add_row(RATES, cast.unit, RATE, actor=cast.cms_finance)
    with django_assert_num_queries(3):
        look()
    for month in range(2, 8):
        add_row(RATES, cast.unit, RATE | {"start": f"2017-0{month}-01"}, actor=cast.cms_finance)
    with django_assert_num_queries(3):
        look()
