"""Inputs: who writes which, what is refused with words, and what history keeps."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from costsharing.actions.decide_inputs import decide_inputs
from costsharing.actions.save_inputs import add_row, change_row
from costsharing.models import Budget, Expenditure, InputProposal
from costsharing.queries.input_tables import TABLES
from secretariats.actions.write_input import change_input, mark_of, remove_input
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Assignment, Change

if TYPE_CHECKING:
    from tests.cast import Cast

# A row of each table that can be added to the unit of the cast, and who writes it.
ROWS: dict[str, tuple[str, dict[str, str]]] = {
    "budgets": ("cms_finance", {
        "year": "2017", "instrument": "CMS", "amount": "2 400 000,50", "currency": "eur",
        "provisional": "yes",
    }),
    "exchange-rates": ("aewa_finance", {
        "currency": "EUR", "start": "2017-01-01", "per_usd": "0.956",
    }),
    "standard-costs": ("cms_finance", {
        "year": "2017", "grade": "P2", "annual": "66000", "currency": "EUR",
        "productive_hours": "1650",
    }),
    "staff-costs": ("cms_finance", {
        "month": "2017-01", "person": "ada", "amount": "-12.50", "currency": "EUR",
    }),
    "contracts": ("aewa_finance", {
        "person": "ada", "start": "2013-01-01", "end": "2013-02-01", "hourly": "45",
        "currency": "USD",
    }),
    "expenditure": ("aewa_finance", {
        "date": "2017-02-01", "description": "Posters", "amount": "150", "currency": "EUR",
        "paid_by": "AEWA",
    }),
    "posts": ("coordinator", {
        "code": "P-09", "title": "Officer", "employer": "AEWA", "funding": "core",
    }),
    "post-grades": ("coordinator", {"post": "P-01", "start": "2018-01-01", "grade": "P3"}),
    "assignments": ("coordinator", {
        "person": "auditor", "post": "P-02", "start": "2017-01-01", "share": "1/2",
        "pattern": "480 0 480",
    }),
    "holidays": ("coordinator", {"date": "2017-12-25", "name": "Christmas"}),
    "work-areas": ("coordinator", {"code": "WEB", "name": "Web"}),
    "activities": ("coordinator", {"code": "ADM", "title": "Running it", "kind": "overhead"}),
}  # fmt: skip


# Their rows come into force once the other side has agreed.
SHARED = {"exchange-rates", "standard-costs", "staff-costs", "contracts"}


def add(cast: Cast, name: str, who: str = "", /, **texts: str) -> Any:
    writer, usual = ROWS[name]
    actor = getattr(cast, who or writer)
    saved = add_row(TABLES[name], cast.unit, usual | texts, actor=actor)
    if saved.proposal is None:
        return saved.row
    agree(cast, saved.proposal)
    return TABLES[name].model.objects.latest("pk")


def agree(cast: Cast, proposal: InputProposal) -> InputProposal:
    """Let the side agree that did not propose."""
    other = cast.aewa if proposal.instrument == cast.cms else cast.cms
    actor = cast.aewa_finance if other == cast.aewa else cast.cms_finance
    return decide_inputs(proposal, actor=actor, instrument=other, digest=proposal.digest)


def wrong(cast: Cast, name: str, /, **texts: str) -> dict[str, str]:
    """Return column → what was said of it, of a row that is refused."""
    with pytest.raises(Refused) as refused:
        add(cast, name, **texts)
    return {problem.path: problem.message for problem in refused.value.problems}


def test_every_table_has_a_row_here() -> None:
    assert set(ROWS) == set(TABLES)


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_added_with_its_history_and_nobody_else_may(cast: Cast, name: str) -> None:
    table, (writer, _texts) = TABLES[name], ROWS[name]
    everybody = {
        "ada", "coordinator", "cms_secretary", "cms_finance", "aewa_finance", "auditor",
        "cms_member", "administrator", "stranger",
    }  # fmt: skip
    shared = {"cms_finance", "aewa_finance"}
    may = {writer} if writer == "coordinator" or name in {"budgets", "expenditure"} else shared
    for who in everybody - may:
        with pytest.raises(NotAllowed):
            add(cast, name, who)
    assert not Change.objects.exists()
    row = add(cast, name)
    change = Change.objects.get(table=table.model._meta.db_table)  # noqa: SLF001 - documented
    # Of what is shared the last who agreed puts it into force.
    other = {"cms_finance": "aewa_finance", "aewa_finance": "cms_finance"}.get(writer, "")
    actor = getattr(cast, other if name in SHARED else writer)
    assert (change.kind, change.actor, change.unit, change.row) == (
        "created", actor, cast.unit, str(row.pk),
    )  # fmt: skip
    changes = Change.objects.count()
    assert change.after is not None
    assert set(change.after) == {field.name for field in table.fields}
    assert list(table.model.objects.of_unit(cast.unit).filter(pk=row.pk)) == [row]
    # What a form shows is read as the same row.
    typed = {field.name: field.typed(field.of(row)) for field in table.fields}
    again = change_row(
        table, cast.unit, row, typed, actor=getattr(cast, writer), seen=mark_of(table, row)
    )
    assert again.proposal is None
    assert table.values(again.row) == table.values(row)
    assert Change.objects.count() == changes


def test_values_are_exact(cast: Cast) -> None:
    budget = add(cast, "budgets")
    budget.refresh_from_db()
    assert (budget.amount, budget.currency, budget.provisional) == (
        Decimal("2400000.50"), "EUR", True,
    )  # fmt: skip
    assert add(cast, "exchange-rates").per_usd == Decimal("0.956")
    assignment: Assignment = add(cast, "assignments", share=" 1 / 3 ")
    assert Fraction(assignment.share_num, assignment.share_den) == Fraction(1, 3)
    assert (assignment.pattern, assignment.end) == ([480, 0, 480], None)
    assert add(cast, "staff-costs").month == dt.date(2017, 1, 1)
    assert add(cast, "expenditure").charged_to is None


@pytest.mark.parametrize(
    ("name", "column", "text", "said"),
    [
        ("budgets", "amount", "1,234", "may be two numbers: write 1234, or 1.2340"),
        ("budgets", "amount", "-5", "must not be less than 0"),
        ("budgets", "amount", "123456789012", "more digits than are kept"),
        ("budgets", "amount", "", "needed"),
        ("budgets", "year", "17", "whole number from 1990"),
        ("budgets", "instrument", "EUROBATS", "none of IMCA"),
        ("budgets", "currency", "euro", "three letters"),
        ("exchange-rates", "per_usd", "0", "more than 0"),
        ("exchange-rates", "currency", "USD", "A dollar is a dollar"),
        ("exchange-rates", "start", "31.1.2017", "year-month-day"),
        ("staff-costs", "month", "January", "year-month"),
        ("staff-costs", "person", "stranger", "none of IMCA"),
        ("contracts", "end", "2012-12-31", "lies before the first"),
        ("assignments", "share", "0.5", "a fraction such as 1/2"),
        ("assignments", "share", "3/2", "at most 1"),
        ("assignments", "pattern", "480 2000", "1440"),
        ("posts", "code", "P 9", "no spaces"),
        ("posts", "title", "x" * 201, "At most 200"),
        ("posts", "funding", "gold", "core, voluntary, savings"),
        ("holidays", "minutes", "0", "from 1 to 1440"),
        ("activities", "kind", "service", "choose one"),
        ("work-areas", "name", "a\nb\0c", "cannot be seen"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(
    cast: Cast, name: str, column: str, text: str, said: str
) -> None:
    found = wrong(cast, name, **{column: text})
    place = "area" if said == "choose one" else column
    assert said in found[place]
    assert not Change.objects.exists()


def test_every_mistake_is_said_at_once(cast: Cast) -> None:
    found = wrong(cast, "budgets", amount="x", year="", currency="1")
    assert set(found) == {"amount", "year", "currency"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("budgets", "the same year"),
        ("standard-costs", "the same year"),
        ("exchange-rates", "the same date"),
        ("holidays", "the same date"),
        ("post-grades", "the same date"),
        ("posts", "this code already"),
        ("work-areas", "this code already"),
        ("activities", "this code already"),
    ],
)
def test_what_is_there_already_is_said_in_words(cast: Cast, name: str, said: str) -> None:
    add(cast, name)
    changes = Change.objects.count()
    assert said in wrong(cast, name)[""]
    assert Change.objects.count() == changes


def test_nobody_has_two_contracts_or_stands_twice_on_a_post_at_once(cast: Cast) -> None:
    add(cast, "contracts")
    assert "another contract" in wrong(cast, "contracts", start="2013-02-01")["start"]
    assert "another contract" in wrong(cast, "contracts", start="2012-01-01", end="")["start"]
    add(cast, "contracts", start="2013-02-02", end="2013-03-01")
    add(cast, "assignments")
    assert "on this post already" in wrong(cast, "assignments", start="2018-01-01")["start"]


def test_nobody_is_on_posts_for_more_than_full_time(cast: Cast) -> None:
    add(cast, "posts")
    add(cast, "posts", code="P-10")
    found = wrong(cast, "assignments", person="ada", post="P-09")
    assert "From 2017-01-01 the person would have 3/2 of full time" in found["share"]
    add(cast, "assignments", post="P-09")
    add(cast, "assignments", post="P-10", end="2017-06-30")
    third = {"start": "2017-02-01", "share": "1/100"}
    assert "101/100" in wrong(cast, "assignments", **third)["share"]
    # It begins before there is too much, and lasts until there is.
    early = wrong(cast, "assignments", start="2016-01-01", share="1/100")
    assert "From 2017-01-01" in early["share"]
    add(cast, "assignments", start="2017-07-01")


def test_finance_writes_the_money_of_its_own_instrument_alone(cast: Cast) -> None:
    for name, column in (("budgets", "instrument"), ("expenditure", "paid_by")):
        with pytest.raises(NotAllowed, match="finance officers of the instrument"):
            add(cast, name, "aewa_finance", **{column: "CMS"})
        row = add(cast, name, "aewa_finance", **{column: "AEWA"})
        table = TABLES[name]
        texts = {field.name: field.typed(field.of(row)) for field in table.fields}
        with pytest.raises(NotAllowed):
            change_input(
                table, cast.unit, row, texts, actor=cast.cms_finance, seen=mark_of(table, row)
            )
        # Nor may one's own become the other side's.
        with pytest.raises(NotAllowed):
            change_input(
                table, cast.unit, row, texts | {column: "CMS"}, actor=cast.aewa_finance,
                seen=mark_of(table, row),
            )  # fmt: skip
        with pytest.raises(NotAllowed):
            remove_input(table, cast.unit, row, actor=cast.cms_finance, seen=mark_of(table, row))
    assert Budget.objects.get().instrument == Expenditure.objects.get().paid_by == cast.aewa
