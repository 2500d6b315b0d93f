"""Which instruments share on a date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from costsharing.models import Agreement, AgreementShare
from costsharing.queries.agreements import members_by_date

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast


@pytest.mark.django_db
def test_the_members_are_those_of_the_agreement_in_force(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for start, end, instruments in (
        (dt.date(2014, 1, 1), dt.date(2016, 12, 31), [cast.cms]),
        (dt.date(2017, 2, 1), None, [cast.cms, cast.aewa]),
    ):
        agreement = Agreement.objects.create(
            unit=cast.unit, start=start, end=end, basis=Agreement.Basis.BUDGET
        )
        for instrument in instruments:
            AgreementShare.objects.create(agreement=agreement, instrument=instrument)
    with django_assert_num_queries(1):
        members_on = members_by_date(cast.unit)
        assert members_on(dt.date(2013, 12, 31)) is None
        assert members_on(dt.date(2016, 12, 31)) == frozenset({"CMS"})
        assert members_on(dt.date(2017, 1, 31)) is None
        assert members_on(dt.date(2017, 2, 1)) == frozenset({"CMS", "AEWA"})
        assert members_on(dt.date(2099, 1, 1)) == frozenset({"CMS", "AEWA"})
