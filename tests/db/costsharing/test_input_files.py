"""Inputs as files: looked at row by row, stored once, all of it or nothing, and taken along."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from costsharing.actions.bring_inputs import (
    confirm_file,
    drop_file,
)
from costsharing.models import (
    Budget,
    ExchangeRate,
    Expenditure,
    InputProposal,
    StandardCost,
)
from costsharing.queries.rate_gaps import rate_warnings
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change
from tests.db.costsharing.input_files import BUDGETS, State, bad, bring, look
from tests.db.costsharing.test_inputs import add, agree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cast import Cast


def test_looking_stores_nothing_and_confirming_all(cast: Cast) -> None:
    row = bring(cast, "budgets", BUDGETS)
    assert [line["act"] for line in row.lines] == ["add", "add"]
    assert (row.state, row.problems, row.file) == (State.PREVIEW, [], "budgets.csv")
    assert not Budget.objects.exists()
    assert not Change.objects.exists()
    done = confirm_file(row, actor=cast.cms_finance, reason="as adopted")
    assert done.state == State.APPLIED
    stored = Budget.objects.order_by("year").values_list("year", "amount", "provisional")
    assert list(stored) == [(2017, Decimal("2400000.50"), False), (2018, 2500000, True)]
    own = Change.objects.filter(table="costsharing_budget")
    assert {(one.actor, one.request, one.reason) for one in own} == {
        (cast.cms_finance, f"inputs {row.pk}", "as adopted")
    }
    # Confirmed twice, as a form that is sent twice, it is stored once.
    assert confirm_file(row, actor=cast.cms_finance).state == State.APPLIED
    assert Budget.objects.count() == 2


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    confirm_file(bring(cast, "budgets", BUDGETS), actor=cast.cms_finance)
    again = bring(cast, "budgets", BUDGETS)
    assert {line["act"] for line in again.lines} == {"same"}
    with pytest.raises(Refused, match="changes nothing"):
        confirm_file(again, actor=cast.cms_finance)


def test_a_row_that_differs_is_changed_and_others_stay(cast: Cast) -> None:
    confirm_file(bring(cast, "budgets", BUDGETS), actor=cast.cms_finance)
    looked = look(cast, "budgets", "year,instrument,amount,currency\n2018,CMS,3,USD\n")
    (line,) = looked.lines
    assert (line.act, line.before["amount"], line.texts["amount"]) == (
        "change", "2500000.00", "3.00",
    )  # fmt: skip
    assert line.texts["provisional"] == "yes", "what the file leaves out stays"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("17,CMS,1,EUR,no", "year", "whole number from 1990"),
        ("2017,XYZ,1,EUR,no", "instrument", "none of IMCA"),
        ("2017,CMS,-1,EUR,no", "amount", "must not be less than 0"),
        ('2017,CMS,"1,234",EUR,no', "amount", "may be two numbers"),
        ("2017,CMS,,EUR,no", "amount", "needed"),
        ("2017,CMS,1,EURO,no", "currency", "three letters"),
        ("2017,CMS,1,EUR,perhaps", "provisional", "yes or no"),
        ("2017,AEWA,1,EUR,no", "", "finance officers of the instrument itself"),
        ("2017,CMS,1,EUR,no,surplus", "", "more cells"),
    ],
)
def test_a_wrong_row_is_told_with_its_number_column_and_reason(
    cast: Cast, row: str, column: str, words: str
) -> None:
    head, right, _other = BUDGETS.splitlines()
    found = bring(cast, "budgets", "\n".join([head, right.replace("2017", "2030"), row]))
    assert [(one["place"], one["column"]) for one in found.problems] == [(3, column)]
    assert words in found.problems[0]["message"]
    with pytest.raises(Refused, match="mend them in the file"):
        confirm_file(found, actor=cast.cms_finance)
    assert not Budget.objects.exists()


def test_every_wrong_row_is_told_not_the_first_only(cast: Cast) -> None:
    looked = look(
        cast, "budgets", BUDGETS + "x,CMS,y,EUR,no\n2017,CMS,5,EUR,no\n2019,AEWA,1,EUR,\n"
    )
    assert bad(looked) == [(4, "amount"), (4, "year"), (5, ""), (6, "")]
    assert "the same as row 2" in looked.bad[2].message


def test_a_row_is_named_by_its_number_and_by_no_other(cast: Cast) -> None:
    row = add(cast, "staff-costs")
    head = "id,month,person,amount,currency\n"
    looked = look(cast, "staff-costs", f"{head}{row.pk},2017-01,ada,7,EUR\n")
    assert [(line.act, line.row) for line in looked.lines] == [("change", row.pk)]
    for number in ("999999", "x", "-1", "1" * 400):
        looked = look(cast, "staff-costs", f"{head}{number},2017-01,ada,7,EUR\n")
        assert bad(looked) == [(2, "id")]
    twice = f"{head}{row.pk},2017-01,ada,7,EUR\n{row.pk},2017-01,ada,8,EUR\n"
    assert bad(look(cast, "staff-costs", twice)) == [(3, "")]


def test_lines_that_say_the_same_are_counted(cast: Cast) -> None:
    head = "date,description,amount,currency,paid_by,charged_to\n"
    line = "2017-02-01,Taxi,20.00,EUR,CMS,\n"
    confirm_file(bring(cast, "expenditure", head + line * 2), actor=cast.cms_finance)
    assert Expenditure.objects.count() == 2
    looked = look(cast, "expenditure", head + line * 3)
    assert [one.act for one in looked.lines] == ["same", "same", "add"]


def test_a_file_of_what_is_shared_waits_for_the_other_side(cast: Cast) -> None:
    data = "currency;start;per_usd\nEUR;2017-01-01;0,956\nCHF;2017-01-01;1,02\n"
    row = confirm_file(bring(cast, "exchange-rates", data), actor=cast.cms_finance, reason="UN")
    assert (row.state, row.sides, row.reason) == (State.WAITING, ["AEWA", "CMS"], "UN")
    assert not ExchangeRate.objects.exists()
    assert confirm_file(row, actor=cast.cms_finance).pk == row.pk
    agree(cast, row)
    assert {(one.currency, one.per_usd) for one in ExchangeRate.objects.all()} == {
        ("EUR", Decimal("0.956")), ("CHF", Decimal("1.02")),
    }  # fmt: skip


def test_all_lines_come_into_force_or_none(cast: Cast) -> None:
    data = "currency,start,per_usd\nEUR,2017-01-01,0.956\nCHF,2017-01-01,1.02\n"
    row = confirm_file(bring(cast, "exchange-rates", data), actor=cast.cms_finance)
    ExchangeRate.objects.create(
        unit=cast.unit, currency="CHF", start=dt.date(2017, 1, 1), per_usd=1
    )
    with pytest.raises(Refused, match="row 3: There is a row for the same"):
        agree(cast, row)
    assert not ExchangeRate.objects.filter(currency="EUR").exists()
    row.refresh_from_db()
    assert row.state == State.WAITING


def test_what_changed_since_it_was_looked_at_is_not_overwritten(cast: Cast) -> None:
    confirm_file(bring(cast, "budgets", BUDGETS), actor=cast.cms_finance)
    row = bring(cast, "budgets", BUDGETS.replace("2400000.50", "7"))
    Budget.objects.filter(year=2017).update(amount=5)
    with pytest.raises(Refused, match="changed since you looked"):
        confirm_file(row, actor=cast.cms_finance)
    assert Budget.objects.get(year=2017).amount == 5


@pytest.mark.parametrize(
    "who", ["ada", "cms_secretary", "auditor", "coordinator", "cms_member", "administrator"]
)
def test_nobody_but_its_writers_brings_a_table(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        bring(cast, "budgets", BUDGETS, who)
    row = bring(cast, "budgets", BUDGETS)
    for act in (confirm_file, drop_file):
        with pytest.raises(NotAllowed):
            act(row, actor=getattr(cast, who))
        with pytest.raises(NotAllowed):
            act(row, actor=cast.aewa_finance)
    assert not Budget.objects.exists()


def test_a_file_that_is_given_up_leaves_nothing_and_a_new_one_takes_its_place(cast: Cast) -> None:
    first = bring(cast, "budgets", BUDGETS)
    second = bring(cast, "budgets", BUDGETS)
    assert not InputProposal.objects.filter(pk=first.pk).exists()
    drop_file(second, actor=cast.cms_finance)
    assert not InputProposal.objects.exists()
    with pytest.raises(Refused, match="gone"):
        confirm_file(second, actor=cast.cms_finance)


def test_rates_with_a_gap_are_told_with_the_days_they_leave(cast: Cast) -> None:
    StandardCost.objects.create(
        unit=cast.unit, grade="P2", year=2017, annual=1, currency="USD", productive_hours=1
    )
    months = ["02", "03", "04", "06", "07"]
    data = "currency,start,per_usd\n" + "".join(f"EUR,2017-{one}-01,0.9\n" for one in months)
    first, second = rate_warnings(cast.unit, look(cast, "exchange-rates", data).kept)
    assert "EUR is without a rate from 1 January 2017 to 31 January 2017" in first
    assert "between 1 May 2017 and 31 May 2017: that of 1 April 2017 would hold on" in second
    whole = data + "EUR,2017-01-01,0.9\nEUR,2017-05-01,0.9\n"
    assert rate_warnings(cast.unit, look(cast, "exchange-rates", whole).kept) == []


def command(path: Path, table: str, *more: str) -> dict[str, Any]:
    out = StringIO()
    call_command(
        "import_inputs", path, "--unit=IMCA", f"--table={table}", "--json", *more, stdout=out
    )
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_operator_brings_a_file_that_is_in_force_at_once(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("currency,start,per_usd\nEUR,2017-01-01,0.956\n")
    tried = command(path, "exchange-rates", "--dry-run")
    assert (tried["added"], tried["dry_run"], ExchangeRate.objects.count()) == (1, True, 0)
    assert command(path, "exchange-rates")["added"] == 1
    assert ExchangeRate.objects.get().per_usd == Decimal("0.956")
    change = Change.objects.get(table="costsharing_exchangerate")
    assert (change.actor, change.reason) == (None, "From the file rates.csv")
    again = command(path, "exchange-rates")
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 1)


def test_the_operator_is_told_every_wrong_row(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "budgets.csv"
    path.write_text(BUDGETS + "x,CMS,1,EUR,no\n2019,XYZ,1,EUR,no\n")
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_inputs", path, "--unit=IMCA", "--table=budgets", "--json", stdout=out)
    assert error.value.returncode == 1
    for words in ("row 4, year", "row 5, instrument", "nothing was stored"):
        assert words in str(error.value)
    assert [one["row"] for one in json.loads(out.getvalue())["rejected"]] == [4, 5]
    assert not Budget.objects.exists()
    for wrong, words in ((path.with_name("no"), "cannot be read"), (tmp_path, "cannot be read")):
        with pytest.raises(CommandError, match=words):
            call_command("import_inputs", wrong, "--unit=IMCA", "--table=budgets")
    with pytest.raises(CommandError):
        call_command("import_inputs", path, "--unit=NONE", "--table=budgets")
    path.write_text("colour\nred\n")
    with pytest.raises(CommandError, match="no column “colour”"):
        call_command("import_inputs", path, "--unit=IMCA", "--table=budgets")
