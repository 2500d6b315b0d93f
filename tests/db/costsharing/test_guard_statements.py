"""What final statements rest on is not lost when a unit is loaded anew."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

import pytest

from costsharing.actions.confirm_statement import confirm_statement
from costsharing.actions.guard_statements import guard_statements
from costsharing.actions.load_unit import REPLACE_GUARDS, load_unit
from costsharing.actions.prepare_statement import prepare_statement
from costsharing.models import Statement
from secretariats.core.errors import Refused
from secretariats.models import Instrument, Person, Unit
from tests.unit.costsharing.unit_files import read

pytestmark = pytest.mark.django_db

FILE: dict[str, Any] = {
    "imca": 1,
    "instruments": [{"code": "CMS", "name": "CMS"}, {"code": "AEWA", "name": "AEWA"}],
    "unit": {
        "code": "IMCA", "name": "Unit", "currency": "EUR", "timezone": "Europe/Berlin",
        "daily_minutes": 480, "weekdays": [1, 2, 3, 4, 5],
        "policies": {"joint": "key", "overhead": "proportional", "method": "standard",
                     "support": "0"},
    },
    "budgets": [
        {"instrument": "CMS", "year": 2017, "amount": "200.00", "currency": "EUR"},
        {"instrument": "AEWA", "year": 2017, "amount": "100.00", "currency": "EUR"},
        {"instrument": "AEWA", "year": 2016, "amount": "100.00", "currency": "EUR"},
    ],
    "agreements": [{"from": "2017-01-01", "basis": "budget", "instruments": ["AEWA", "CMS"]}],
    "exchange_rates": [
        {"from": "2017-01-01", "currency": "EUR", "per_usd": "0.9"},
        {"from": "2017-01-01", "currency": "GBP", "per_usd": "0.8"},
    ],
    "people": [{"username": "fina", "name": "Fina"}, {"username": "felix", "name": "Felix"}],
    "roles": [
        {"person": "fina", "role": "finance", "instrument": "CMS", "from": "2014-01-01"},
        {"person": "felix", "role": "finance", "instrument": "AEWA", "from": "2014-01-01"},
    ],
    "expenditures": [
        {"date": "2016-05-01", "amount": "5.00", "currency": "EUR", "paid_by": "CMS",
         "for": "CMS"},
        {"date": "2017-02-01", "amount": "10.00", "currency": "USD", "paid_by": "CMS",
         "for": "shared"},
        {"date": "2017-05-01", "amount": "10.00", "currency": "EUR", "paid_by": "CMS",
         "for": "shared"},
    ],
}  # fmt: skip


@pytest.fixture
def settled() -> Unit:
    """The unit of the file with the first quarter settled."""
    unit = load_unit(read(FILE), actor=None).unit
    row = prepare_statement(unit=unit, end=dt.date(2017, 3, 31), actor=None)
    for username, code in (("fina", "CMS"), ("felix", "AEWA")):
        row = confirm_statement(
            row,
            actor=Person.objects.get(username=username),
            instrument=Instrument.objects.get(code=code),
            digest=row.digest,
        )
    assert row.state == "final"
    return unit


def changed(section: str, place: int, **values: Any) -> dict[str, Any]:
    file = copy.deepcopy(FILE)
    file[section][place] |= values
    return file


@pytest.mark.parametrize(
    ("section", "file"),
    [
        ("expenditures", changed("expenditures", 1, amount="11.00")),
        ("budgets", changed("budgets", 0, amount="300.00")),
        ("agreements", changed("agreements", 0, to="2017-12-31")),
        ("exchange_rates", changed("exchange_rates", 0, per_usd="0.95")),
        ("expenditures", {**FILE, "expenditures": [FILE["expenditures"][0]]}),
        ("unit", {**FILE, "unit": {**FILE["unit"], "currency": "USD"}}),
    ],
    ids=["amount", "budget", "agreement", "rate", "removed", "currency"],
)
def test_a_file_that_takes_the_ground_from_a_statement_is_refused(
    settled: Unit, section: str, file: dict[str, Any]
) -> None:
    before = Statement.objects.get().content
    with pytest.raises(Refused) as refused:
        load_unit(read(json.loads(json.dumps(file))), actor=None, replace=True)
    assert [one.path for one in refused.value.problems] == [section]
    assert "IMCA/2017/1" in str(refused.value)
    assert Statement.objects.get().content == before


@pytest.mark.parametrize(
    "file",
    [
        changed("expenditures", 2, amount="11.00"),
        changed("expenditures", 0, amount="6.00"),
        changed("budgets", 2, amount="300.00"),
        changed("exchange_rates", 1, per_usd="0.85"),
    ],
    ids=["later", "year before", "budget of no key", "rate of no amount"],
)
def test_what_no_final_statement_rests_on_may_change(settled: Unit, file: dict[str, Any]) -> None:
    assert load_unit(read(file), actor=None, replace=True).state == "replaced"
    assert Statement.objects.get().number == 1


def test_the_guard_is_there_once() -> None:
    assert REPLACE_GUARDS.count(guard_statements) == 1
