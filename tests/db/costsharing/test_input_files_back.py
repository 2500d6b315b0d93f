"""Inputs taken along as files and brought back: nothing changes, nothing is a formula."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from costsharing.actions.bring_inputs import (
    confirm_file,
)
from costsharing.models import (
    ExchangeRate,
    Expenditure,
    StaffCost,
)
from costsharing.queries.input_tables import TABLES
from secretariats.core.errors import Refused
from tests.db.costsharing.input_files import BUDGETS, FEW, bring, look, taken
from tests.db.costsharing.test_inputs import ROWS, add
from tests.mutations import mutate

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ROWS)
def test_a_table_taken_along_and_brought_back_is_unchanged(
    cast: Cast, name: str, form: str
) -> None:
    add(cast, name)
    looked = look(cast, name, taken(cast, name, form), ROWS[name][0])
    assert looked.bad == []
    assert {line.act for line in looked.lines} == {"same"}


def test_no_cell_of_a_file_is_a_formula(cast: Cast) -> None:
    add(cast, "expenditure", description='=HYPERLINK("x")', amount="-5")
    text = taken(cast, "expenditure", "csv").decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert ",-5.00," in text, "a number below zero stays a number"
    assert add(cast, "expenditure", description="-").description == "-"
    for form in ("csv", "xlsx"):
        looked = look(cast, "expenditure", taken(cast, "expenditure", form), "aewa_finance")
        assert {line.act for line in looked.lines} == {"same"}


def test_a_file_is_cut_down_as_the_list_is(cast: Cast) -> None:
    confirm_file(bring(cast, "budgets", BUDGETS), actor=cast.cms_finance)
    text = taken(cast, "budgets", "csv", year="2018").decode("utf-8-sig")
    assert [line.split(",")[1] for line in text.splitlines()] == ["year", "2018"]


amounts = st.decimals(Decimal("-99999999999.9999"), Decimal("99999999999.9999"), places=4)
rates = st.decimals(Decimal("0.00000001"), Decimal("9999999.99999999"), places=8)
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" =+-@',;\""),
    max_size=30,
).map(str.strip)
days = st.dates(dt.date(1990, 1, 1), dt.date(2200, 12, 31))
lines = st.lists(
    st.tuples(days, amounts, words, st.sampled_from(["EUR", "USD"]), st.booleans()), max_size=12
)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    lines=lines,
    series=st.dictionaries(days, rates, max_size=8),
    form=st.sampled_from(["csv", "xlsx"]),
    by_id=st.booleans(),
)
def test_whatever_a_table_holds_a_file_of_it_changes_nothing(
    cast: Cast, lines: list[Any], series: dict[dt.date, Decimal], form: str, by_id: bool
) -> None:
    for model in (Expenditure, StaffCost, ExchangeRate):
        model.objects.all().delete()
    for day, amount, text, currency, shared in lines:
        Expenditure.objects.create(
            unit=cast.unit, date=day, amount=amount, currency=currency, description=text,
            paid_by=cast.cms, charged_to=None if shared else cast.aewa,
        )  # fmt: skip
        StaffCost.objects.create(
            unit=cast.unit, person=cast.ada, month=day.replace(day=1), amount=amount,
            currency=currency,
        )  # fmt: skip
    for day, rate in series.items():
        ExchangeRate.objects.create(unit=cast.unit, currency="EUR", start=day, per_usd=rate)
    for name in ("expenditure", "staff-costs", "exchange-rates"):
        if not TABLES[name].model.objects.exists():
            continue
        data = taken(cast, name, form)
        if form == "csv" and not by_id:
            # Without the numbers of the rows they are found by what they say.
            header, _line, rest = data.decode("utf-8-sig").partition("\r\n")
            cut = [one.partition(",")[2] for one in rest.split("\r\n")]
            data = "\r\n".join([header.partition(",")[2], *cut]).encode()
        looked = look(cast, name, data)
        assert looked.bad == []
        assert {line.act for line in looked.lines} == {"same"}
        assert len(looked.lines) == TABLES[name].model.objects.count()


def test_a_damaged_file_gives_lines_or_clear_messages(cast: Cast) -> None:
    for name in ("budgets", "expenditure", "exchange-rates", "staff-costs", "standard-costs"):
        add(cast, name)
    originals = [
        (name, form, taken(cast, name, form))
        for name in ("budgets", "expenditure", "exchange-rates", "staff-costs", "standard-costs")
        for form in ("csv", "xlsx")
    ]
    for number in range(FEW):
        draw = Random(f"inputs {number}")  # noqa: S311 - a fixed sequence is wanted
        name, form, data = draw.choice(originals[::2] * 3 + originals)
        damaged = mutate(data, draw)
        try:
            looked = look(cast, name, damaged)
            told = [one.message for one in looked.bad]
            json.dumps(looked.kept).encode()
            assert "\\u0000" not in json.dumps(looked.kept)
        except Refused as refused:
            told = [one.message for one in refused.problems]
            assert told
        except Exception as error:
            error.add_note(f"file {number}, {name}, {form}: {damaged[:500]!r}")
            raise
        assert all(0 < len(one) < 600 for one in told), told
