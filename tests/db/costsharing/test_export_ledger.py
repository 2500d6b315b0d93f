"""Runs as accounts: every worked case, in both programs, to the cent."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from costsharing.models import ValuationRun
from tests.accounts import by_beancount, by_hledger, of_instruments, stated
from tests.db.costsharing.test_value_cases import at_once, value
from tests.unit.costsharing.unit_files import CASES
from tests.world import make_run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cast import Cast

__all__ = ["at_once"]
pytestmark = pytest.mark.django_db


def exported(run: ValuationRun, form: str, folder: Path) -> str:
    """Return what the command writes."""
    file = folder / f"run.{form}"
    call_command(
        "export_ledger", "--run", str(run.pk), "--format", form, "--out", str(file),
        stderr=io.StringIO(),
    )  # fmt: skip
    return file.read_text()


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
@pytest.mark.usefixtures("at_once")
def test_programs_of_accounts_hold_what_the_statement_says(case: Path, tmp_path: Path) -> None:
    worked = json.loads(case.with_name(case.name.replace(".unit.", ".expected.")).read_text())
    unit = json.loads(case.read_text())["unit"]["code"]
    call_command("load_unit", str(case), stdout=io.StringIO())
    value("--unit", unit, "--from", worked["from"], "--to", worked["to"])
    run = ValuationRun.objects.select_related("unit").get()
    expected = stated(run.results)
    assert any(account.endswith(":Due") for account, _commodity in expected)
    assert of_instruments(by_beancount(exported(run, "beancount", tmp_path))) == expected
    assert of_instruments(by_hledger(exported(run, "hledger", tmp_path), tmp_path)) == expected


def test_the_journal_goes_to_standard_output(cast: Cast) -> None:
    out = io.StringIO()
    run = make_run(cast)
    call_command(
        "export_ledger", "--run", str(run.pk), "--format", "hledger", "--out", "-", stdout=out
    )
    assert f"; Run {run.pk}, inputs {run.digest}" in out.getvalue()


@pytest.mark.parametrize("run", ["nothing", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_no_such_run_is_told(run: str) -> None:
    with pytest.raises(CommandError, match="There is no run") as told:
        call_command("export_ledger", "--run", run, "--format", "hledger", "--out", "-")
    assert told.value.returncode == 1


def test_a_folder_that_is_not_there_is_told(cast: Cast, tmp_path: Path) -> None:
    run = make_run(cast)
    with pytest.raises(CommandError, match="cannot be written"):
        exported(run, "hledger", tmp_path / "nowhere")
