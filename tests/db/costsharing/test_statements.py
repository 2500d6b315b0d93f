"""Statements: prepared, confirmed by both sides, final and numbered; corrections in the next."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from costsharing.actions.prepare_statement import prepare_statement, withdraw_statement
from costsharing.models import Budget, Statement
from costsharing.queries.statement_changes import changed_since
from costsharing.queries.statement_now import statement_now
from costsharing.queries.statements import ToConfirm, finance_sides, symbol_of, to_confirm
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Instrument, Job, Person, Role, Signature
from secretariats.queries.own_roles import roles_of
from tests.cast import SINCE, Cast
from tests.db.costsharing.agreements import in_force
from tests.db.costsharing.statements import (
    DECEMBER,
    JUNE,
    MARCH,
    both,
    confirm,
    due_of,
    final,
    prepared,
    spend,
    state_of,
)

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    """The cast with a key of 2/3 and 1/3, and money spent in the first quarter."""
    in_force(cast)
    spend(cast, "2017-02-01", "1.00")
    return cast


def test_with_the_second_confirmation_it_is_final_and_numbered(agreed: Cast) -> None:
    row = prepared(agreed)
    assert row.content["transfers"] == [{"from": "AEWA", "to": "CMS", "amount": "0.33"}]
    assert confirm(row, agreed.aewa_finance, agreed.aewa).state == "waiting"
    done = confirm(row, agreed.cms_finance, agreed.cms)
    assert (done.state, done.number, symbol_of(done)) == ("final", 1, "IMCA/2017/1")
    told = Change.objects.filter(table="costsharing_statement", row=str(row.pk)).order_by("pk")
    assert [(one.actor, (one.after or {}).get("state")) for one in told] == [
        (agreed.cms_finance, None),
        (agreed.cms_finance, "final"),
    ]
    assert Job.objects.get(task="costsharing.make_statement_files").asked == {"statement": row.pk}


def test_four_quarters_of_one_at_a_third_do_not_drift(agreed: Cast) -> None:
    found = [due_of(final(agreed), "AEWA")]
    for month in (5, 8, 11):
        spend(agreed, f"2017-{month:02}-01", "1.00")
        end = dt.date(2017, month + 1, 31 if month == 11 else 30)
        found.append(due_of(final(agreed, end), "AEWA"))
    assert found == ["0.33", "0.34", "0.33", "0.33"]
    numbers = Statement.objects.order_by("end").values_list("number", "start")
    assert list(numbers) == [
        (1, dt.date(2017, 1, 1)),
        (2, dt.date(2017, 4, 1)),
        (3, dt.date(2017, 7, 1)),
        (4, dt.date(2017, 10, 1)),
    ]


def test_what_is_corrected_after_a_final_statement_falls_into_the_next(agreed: Cast) -> None:
    first = final(agreed)
    line = agreed.unit.expenditures.get()
    line.amount = Decimal("0.97")
    line.save()
    changes = changed_since(first)
    assert [one["amount"] for one in changes.gone] == ["1.00"]
    assert [one["amount"] for one in changes.come] == ["0.97"]
    assert changes.due == {"AEWA": -1, "CMS": -2}
    second = final(agreed, JUNE)
    assert (due_of(second, "AEWA"), due_of(second, "CMS")) == ("-0.01", "-0.02")
    assert second.content["transfers"] == [{"from": "CMS", "to": "AEWA", "amount": "0.01"}]
    first.refresh_from_db()
    assert due_of(first, "AEWA") == "0.33"


def test_a_year_that_was_settled_whole_is_corrected_in_the_next_year(agreed: Cast) -> None:
    final(agreed, DECEMBER)
    spend(agreed, "2017-11-01", "3.00", paid_by=agreed.aewa)
    row = final(agreed, dt.date(2018, 1, 31))
    (part,) = row.content["corrections"]
    assert part["year"] == 2017
    assert part["instruments"]["CMS"]["net"]["rounded"] == "-2.00"
    assert row.content["transfers"] == [{"from": "CMS", "to": "AEWA", "amount": "2.00"}]
    assert final(agreed, dt.date(2018, 2, 28)).content["corrections"] == []


def test_asked_twice_the_same_statement_waits(agreed: Cast) -> None:
    row = prepared(agreed)
    again = prepare_statement(unit=agreed.unit, end=MARCH, actor=agreed.aewa_finance)
    assert again == row
    assert Statement.objects.count() == 1


def test_prepared_again_after_a_change_the_one_of_before_is_withdrawn(agreed: Cast) -> None:
    row = prepared(agreed)
    confirm(row, agreed.aewa_finance, agreed.aewa)
    spend(agreed, "2017-03-01", "5.00")
    again = prepared(agreed)
    assert again != row
    assert state_of(row) == "withdrawn"
    assert both(agreed, again).state == "final"


def test_changed_inputs_keep_it_from_being_confirmed(agreed: Cast) -> None:
    row = prepared(agreed)
    confirm(row, agreed.aewa_finance, agreed.aewa)
    spend(agreed, "2017-03-01", "5.00")
    with pytest.raises(Refused, match="Prepare it again"):
        confirm(row, agreed.cms_finance, agreed.cms)
    assert state_of(row) == "waiting"
    assert (
        confirm(
            row, agreed.cms_finance, agreed.cms, decision="refused", reason="A poster is missing."
        ).returned
        == "A poster is missing."
    )


def test_what_lies_outside_its_months_does_not_matter(agreed: Cast) -> None:
    row = prepared(agreed)
    spend(agreed, "2017-04-01", "5.00")
    Budget.objects.create(
        unit=agreed.unit, instrument=agreed.cms, year=2017, amount=5, currency="EUR"
    )
    agreed.unit.overhead_policy = "equal"
    agreed.unit.save()
    assert both(agreed, row).state == "final"


def test_refused_it_can_be_prepared_anew(agreed: Cast) -> None:
    row = prepared(agreed)
    with pytest.raises(Refused, match="why you refuse"):
        confirm(row, agreed.aewa_finance, agreed.aewa, decision="refused")
    confirm(row, agreed.aewa_finance, agreed.aewa, decision="refused", reason="Too much.")
    assert state_of(row) == "refused"
    with pytest.raises(Refused, match="does not wait"):
        confirm(row, agreed.cms_finance, agreed.cms)
    assert final(agreed).number == 1


def test_withdrawn_with_a_reason(agreed: Cast) -> None:
    row = prepared(agreed)
    with pytest.raises(Refused, match="Say why"):
        withdraw_statement(row, actor=agreed.cms_finance, reason=" ")
    with pytest.raises(Refused, match="at most 500"):
        withdraw_statement(row, actor=agreed.cms_finance, reason="x" * 501)
    done = withdraw_statement(row, actor=agreed.aewa_finance, reason="A line comes still.")
    assert (done.state, done.returned) == ("withdrawn", "A line comes still.")
    with pytest.raises(Refused, match="does not wait"):
        withdraw_statement(row, actor=agreed.cms_finance, reason="Again.")


def test_one_person_never_confirms_for_both_sides(agreed: Cast) -> None:
    Role.objects.create(
        unit=agreed.unit, person=agreed.cms_finance, role="finance", instrument=agreed.aewa,
        start=SINCE,
    )  # fmt: skip
    row = prepared(agreed)
    confirm(row, agreed.cms_finance, agreed.cms)
    with pytest.raises(Refused, match="two people sign"):
        confirm(row, agreed.cms_finance, agreed.aewa)
    assert state_of(row) == "waiting"


def test_one_side_alone_makes_nothing_final(agreed: Cast) -> None:
    row = prepared(agreed)
    confirm(row, agreed.cms_finance, agreed.cms)
    confirm(row, agreed.cms_finance, agreed.cms)
    assert Signature.objects.filter(document="statement").count() == 1
    assert state_of(row) == "waiting"
    with pytest.raises(Refused, match="still waits"):
        prepared(agreed, JUNE)


@pytest.mark.parametrize("who", ["coordinator", "cms_secretary", "auditor", "ada", "stranger"])
def test_only_finance_prepares_confirms_and_withdraws(agreed: Cast, who: str) -> None:
    person = getattr(agreed, who)
    row = prepared(agreed)
    with pytest.raises(NotAllowed):
        prepare_statement(unit=agreed.unit, end=MARCH, actor=person)
    with pytest.raises(NotAllowed):
        confirm(row, person, agreed.cms)
    with pytest.raises(NotAllowed):
        withdraw_statement(row, actor=person, reason="No.")


def test_nobody_confirms_for_the_other_side_nor_what_they_did_not_read(agreed: Cast) -> None:
    row = prepared(agreed)
    with pytest.raises(NotAllowed, match="finance officers of AEWA"):
        confirm(row, agreed.cms_finance, agreed.aewa)
    with pytest.raises(Refused, match="not the one you read"):
        confirm(row, agreed.cms_finance, agreed.cms, digest="sha256:0")


def third(cast: Cast) -> Instrument:
    """Return a third instrument that the unit serves."""
    sharks: Instrument = Instrument.objects.create(code="SHARKS", name="Sharks")
    cast.unit.instruments.add(sharks)
    return sharks


def test_an_instrument_outside_the_agreement_confirms_no_zeros(agreed: Cast) -> None:
    third(agreed)
    row = prepared(agreed)
    assert row.content["sides"] == ["AEWA", "CMS"]
    assert both(agreed, row).state == "final"


def test_a_side_of_the_agreement_confirms_even_with_nothing_to_pay(agreed: Cast) -> None:
    agreed.unit.expenditures.all().delete()
    assert prepared(agreed).content["sides"] == ["AEWA", "CMS"]


@pytest.mark.parametrize("role", ["paid_by", "charged_to"])
def test_who_paid_or_owes_confirms_though_outside_the_agreement(agreed: Cast, role: str) -> None:
    other = third(agreed)
    payer, charged = (other, None) if role == "paid_by" else (None, other)
    spend(agreed, "2017-03-01", "2.00", paid_by=payer, charged_to=charged)
    row = prepared(agreed)
    assert row.content["sides"] == ["AEWA", "CMS", "SHARKS"]
    assert both(agreed, row).state == "waiting"


def test_an_agreement_that_begins_after_the_period_makes_no_side(agreed: Cast) -> None:
    sharks = third(agreed)
    agreed.unit.agreements.update(end="2017-05-31")
    later = in_force(agreed, dt.date(2017, 6, 1))
    later.shares.filter(instrument=agreed.aewa).update(instrument=sharks)
    assert final(agreed).content["sides"] == ["AEWA", "CMS"]
    assert prepared(agreed, JUNE).content["sides"] == ["AEWA", "CMS", "SHARKS"]


def test_years_settled_out_of_order_show_no_false_changes(agreed: Cast) -> None:
    spend(agreed, "2022-02-01", "3.00")
    first = final(agreed, dt.date(2022, 12, 31))
    spend(agreed, "2022-11-01", "6.00")
    spend(agreed, "2024-02-01", "9.00")
    third_year = final(agreed, dt.date(2024, 12, 31))
    assert [one["year"] for one in third_year.content["corrections"]] == [2022]
    spend(agreed, "2023-02-01", "12.00")
    second = final(agreed, dt.date(2023, 12, 31))
    assert second.content["corrections"] == []
    assert changed_since(second).same, "the correction of 2022 was settled with 2024 already"
    spend(agreed, "2023-03-01", "3.00")
    assert not changed_since(third_year).is_other, "2023 was not settled yet when 2024 was"
    assert changed_since(second).is_other
    assert changed_since(first).is_other


def waiting(person: Person) -> list[ToConfirm]:
    return to_confirm(finance_sides(roles_of(person)))


def test_what_waits_for_whom(agreed: Cast) -> None:
    row = prepared(agreed)
    assert [one.side for one in waiting(agreed.aewa_finance)] == ["AEWA"]
    confirm(row, agreed.aewa_finance, agreed.aewa)
    assert waiting(agreed.aewa_finance) == []
    assert [one.row for one in waiting(agreed.cms_finance)] == [row]
    assert waiting(agreed.coordinator) == []


def test_the_figures_cost_the_same_queries_whatever_was_spent(
    agreed: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        with django_assert_num_queries(7):
            statement_now(agreed.unit, MARCH)
        for day in range(1, 28):
            spend(agreed, f"2017-02-{day:02}", "3.33", paid_by=agreed.aewa)
