"""A unit is not replaced under the reports that were published of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from costsharing.actions.load_unit import REPLACE_GUARDS, load_unit
from costsharing.models import ValuationRun
from reporting.actions.guard_published import guard_published
from reporting.models import Report
from secretariats.core.errors import Refused
from secretariats.models import Committee, Unit
from tests.unit.costsharing.unit_files import good, read
from tests.unit.reporting.reports import context

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
START, END = dt.date(2017, 1, 1), dt.date(2017, 3, 31)


@pytest.fixture
def report() -> Report:
    """Give a published report of the first quarter of a unit that came from a file."""
    load_unit(read(good()), actor=None)
    unit = Unit.objects.get()
    run = ValuationRun.objects.create(
        unit=unit, start=START, end=END, method="standard", digest="sha256:1", snapshot="{}",
        results=context()["results"],
    )  # fmt: skip
    made: Report = Report.objects.create(
        unit=unit, committee=Committee.objects.get(), start=START, end=END, language="en",
        run=run, state=Report.State.PUBLISHED, symbol="UNEP/CMS/StC57/Doc.1",
    )  # fmt: skip
    return made


def entry(date: str) -> dict[str, Any]:
    return {key: value for key, value in good()["entries"][0].items() if key != "saved"} | {
        "date": date, "minutes": 7,
    }  # fmt: skip


def more_entries(document: dict[str, Any]) -> None:
    document["entries"].append(entry("2017-03-31"))


def fewer_entries(document: dict[str, Any]) -> None:
    del document["entries"][0]


def another_grade(document: dict[str, Any]) -> None:
    document["grades"][0]["annual"] = "67000.00"


def another_policy(document: dict[str, Any]) -> None:
    document["unit"]["policies"]["support"] = "0"


def a_rate_of_the_period(document: dict[str, Any]) -> None:
    document["exchange_rates"].append(
        {"from": "2017-02-01", "currency": "EUR", "per_usd": "0.93"}
    )  # fmt: skip


def later_entries(document: dict[str, Any]) -> None:
    document["entries"].append(entry("2017-04-03"))


def a_later_rate(document: dict[str, Any]) -> None:
    document["exchange_rates"].append(
        {"from": "2017-04-01", "currency": "EUR", "per_usd": "0.93"}
    )  # fmt: skip


def a_later_budget(document: dict[str, Any]) -> None:
    document["budgets"].append(
        {"instrument": "CMS", "year": 2018, "amount": "1.00", "currency": "EUR"}
    )


def another_name(document: dict[str, Any]) -> None:
    document["people"][0]["name"] = "Another Name"


def loaded(change: Callable[[dict[str, Any]], None]) -> str:
    document = good()
    change(document)
    return load_unit(read(document), actor=None, replace=True).state


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (more_entries, "entries"),
        (fewer_entries, "entries"),
        (another_grade, "grades"),
        (another_policy, "unit"),
        (a_rate_of_the_period, "exchange_rates"),
    ],
)
def test_what_a_published_report_rests_on_stays(
    report: Report, change: Callable[[dict[str, Any]], None], path: str
) -> None:
    with pytest.raises(Refused, match=r"UNEP/CMS/StC57/Doc\.1") as refused:
        loaded(change)
    assert {problem.path for problem in refused.value.problems} == {path}
    assert load_unit(read(good()), actor=None).state == "unchanged"


@pytest.mark.parametrize("change", [later_entries, a_later_rate, a_later_budget, another_name])
def test_what_comes_after_it_may_be_loaded(
    report: Report, change: Callable[[dict[str, Any]], None]
) -> None:
    assert loaded(change) == "replaced"


@pytest.mark.parametrize("state", [Report.State.DRAFT, Report.State.SIGNING])
def test_a_report_that_is_not_published_protects_nothing(report: Report, state: str) -> None:
    Report.objects.update(state=state)
    assert loaded(another_grade) == "replaced"


def test_the_guard_is_there_once() -> None:
    assert REPLACE_GUARDS.count(guard_published) == 1
