"""Agreements before they are signed: who drafts, what is wrong with them, what waits for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from costsharing.actions.draft_agreement import (
    change_agreement,
    discard_agreement,
    draft_agreement,
    draft_mark,
)
from costsharing.actions.hand_over_agreement import hand_over_agreement, withdraw_agreement
from costsharing.core.agreed_terms import Terms
from costsharing.models import Agreement
from costsharing.queries.agreements_listed import agreements_listed, waiting_agreements
from secretariats.core.dates import Span
from secretariats.core.errors import NotAllowed, Refused
from tests.cast import Cast
from tests.db.costsharing.agreements import (
    TODAY,
    both,
    drafted,
    handed,
    in_force,
    sign,
    state_of,
    terms,
)

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["ada", "auditor", "cms_secretary", "administrator", "stranger"])
def test_others_draft_change_hand_over_and_withdraw_nothing(cast: Cast, who: str) -> None:
    person, row, waiting = getattr(cast, who), drafted(cast), handed(cast)
    mark = draft_mark(row)
    for wish in (
        lambda: draft_agreement(cast.unit, terms("2028-01-01"), actor=person),
        lambda: change_agreement(row, terms("2028-01-01"), actor=person, seen=mark),
        lambda: discard_agreement(row, actor=person, seen=mark),
        lambda: hand_over_agreement(row, actor=person, seen=mark),
        lambda: withdraw_agreement(waiting, actor=person, reason="No."),
    ):
        with pytest.raises(NotAllowed):
            wish()


def test_what_was_handed_over_is_not_changed(cast: Cast) -> None:
    row = handed(cast)
    with pytest.raises(Refused, match="withdraw it first"):
        change_agreement(row, terms("2028-01-01"), actor=cast.coordinator, seen=draft_mark(row))
    both(cast, row)
    with pytest.raises(Refused, match="is in force and never changes"):
        discard_agreement(row, actor=cast.coordinator, seen=draft_mark(row))


def test_two_people_who_change_a_draft_at_once(cast: Cast) -> None:
    row = drafted(cast)
    mark = draft_mark(row)
    change_agreement(row, terms("2028-01-01"), actor=cast.cms_finance, seen=mark)
    told = "Somebody changed this draft since you opened it"
    with pytest.raises(Refused, match=told):
        change_agreement(row, terms("2029-01-01"), actor=cast.coordinator, seen=mark)
    with pytest.raises(Refused, match=told):
        hand_over_agreement(row, actor=cast.coordinator, seen=mark)
    assert Agreement.objects.get(pk=row.pk).start == dt.date(2028, 1, 1)


def test_what_begins_later_is_never_touched_and_that_is_told_before(cast: Cast) -> None:
    in_force(cast, start=dt.date(2027, 6, 1))
    row = drafted(cast)
    with pytest.raises(Refused, match="An agreement is in force from 2027-06-01"):
        hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row))
    assert state_of(row) == "draft"


def test_wrong_terms_are_all_named(cast: Cast) -> None:
    wrong = Terms(
        Span(dt.date(2027, 1, 1), dt.date(2026, 1, 1)),
        "fixed",
        (("AEWA", Fraction(1, 3)), ("GORILLA", Fraction(1, 3))),
        joint="fair",
        support=Fraction(-1, 2),
    )
    with pytest.raises(Refused) as refused:
        drafted(cast, wrong)
    found = [problem.path for problem in refused.value.problems]
    assert found == ["end", "shares", "shares", "reason", "joint", "support"]
    assert "add up to 2/3, not to 1" in str(refused.value)
    assert not Agreement.objects.exists()


def test_a_budget_key_has_no_fractions(cast: Cast) -> None:
    none = (("AEWA", None), ("CMS", None))
    row = drafted(cast, replace(terms("2027-01-01"), basis="budget", shares=none))
    assert row.shares.filter(share_num__isnull=True).count() == 2
    with pytest.raises(Refused, match="leave the fractions out"):
        drafted(cast, replace(terms("2027-01-01"), basis="budget"))


def test_lists_ask_the_database_as_often_for_many_as_for_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2027, 2033):
        handed(cast, terms(f"{year}-01-01", f"{year}-12-31"))
    with django_assert_num_queries(6):
        assert len(agreements_listed(cast.unit, today=TODAY)) == 6
    with django_assert_num_queries(3):
        waiting = waiting_agreements(cast.cms_secretary)
    assert len(waiting) == 6
    assert {(one.instrument, one.address) for one in waiting} == {("CMS", "agreement")}
    with django_assert_num_queries(1):
        assert waiting_agreements(cast.coordinator) == []


def test_what_waits_is_there_until_one_has_decided(cast: Cast) -> None:
    row = handed(cast)
    (waiting,) = waiting_agreements(cast.aewa_secretary)
    assert (waiting.document_id, waiting.digest, waiting.signed_by) == (
        str(row.pk),
        row.digest,
        (),
    )
    sign(row, cast.cms_secretary, cast.cms)
    assert waiting_agreements(cast.cms_secretary) == []
    (waiting,) = waiting_agreements(cast.aewa_secretary)
    assert waiting.signed_by == ("CMS",)
    sign(row, cast.aewa_secretary, cast.aewa)
    assert waiting_agreements(cast.aewa_secretary) == []


def test_a_unit_file_with_another_key_takes_the_signatures_away(cast: Cast) -> None:
    row = both(cast, handed(cast))
    (line,) = agreements_listed(cast.unit, today=TODAY)
    assert line.sides == {"AEWA": "signed", "CMS": "signed"}
    row.shares.filter(instrument=cast.cms).update(share_num=1, share_den=3)
    row.shares.filter(instrument=cast.aewa).update(share_num=2, share_den=3)
    (line,) = agreements_listed(cast.unit, today=TODAY)
    assert line.sides == {}
