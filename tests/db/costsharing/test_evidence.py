"""Evidence packs: a third party gets to the run's exact figures from the CSV files alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from costsharing.actions import make_evidence
from costsharing.actions.make_evidence import ask_for_evidence, record_download, write_pack
from costsharing.core.snapshot import digest
from costsharing.queries.evidence_jobs import newest_pack, pack_name, ready_pack
from costsharing.tasks import make_evidence_pack, remove_evidence
from secretariats.core.errors import NotAllowed
from secretariats.models import Change, Job, Person
from tests.db.costsharing.evidence_by_hand import Pack
from tests.db.costsharing.random_units import random_unit
from tests.db.costsharing.valued_units import entry, run_of, small, store
from tests.unit.costsharing.unit_files import CASES
from timetracking.actions.write_entry import change_entry, remove_entry
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from costsharing.models import ValuationRun

pytestmark = pytest.mark.django_db
FIGURES = (
    "direct", "joint", "overhead", "support", "received", "funded", "balance", "lowest", "highest",
)  # fmt: skip


def pack_of(run: ValuationRun) -> bytes:
    """Return the pack of a run."""
    file = io.BytesIO()
    write_pack(run, file, tell=lambda _step, _done, _total: None)
    return file.getvalue()


def member(data: bytes, name: str) -> str:
    """Return a file of a pack as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def recompute(pack: Pack) -> None:
    """Follow the steps of the README, and arrive at the figures that the pack states."""
    pack.check_minutes()
    pack.check_costs()
    pack.check_shares()
    told, money = pack.figures(), pack.money()
    found = pack.oracle()
    codes = {code for _, code in told if code}
    # Who only spent money is shown as well.
    assert set(found["instruments"]) <= codes
    for code in codes:
        for name in FIGURES:
            amounts = found["instruments"].get(code, {})
            assert told[name, code] == amounts.get(name, 0), (name, code)
        for name in ("due", "paid"):
            assert told[name, code] == money[name, code]
    assert told["unallocated", ""] == found["unallocated"]
    assert told["unrecorded", ""] == found["unrecorded"]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
def test_the_cases_are_recomputed_from_their_packs(case: Path) -> None:
    worked = json.loads(case.with_name(case.name.replace(".unit.", ".expected.")).read_text())
    run = run_of(store(json.loads(case.read_text())), worked["from"], worked["to"])
    pack = Pack(pack_of(run))
    recompute(pack)
    told = pack.figures()
    for code, amounts in worked["instruments"].items():
        assert {name: told[name, code] for name in FIGURES} == {
            name: Fraction(amounts[name]) for name in FIGURES
        }


@pytest.mark.parametrize("seed", [1, 4])
@pytest.mark.parametrize("method", ["standard", "actual"])
def test_units_at_random_are_recomputed_from_their_packs(seed: int, method: str) -> None:
    run = run_of(store(random_unit(seed)), "2016-12-01", "2017-03-31", method)
    recompute(Pack(pack_of(run)))


def _run() -> ValuationRun:
    document = small(
        entries=[
            {**entry("2017-01-05", 100, whom="CMS+AEWA"), "note": "a private remark"},
            entry("2017-01-06", 30, "ADM"),
            entry("2017-01-09", 480, "OFF"),
        ]
    )
    document["people"][0]["name"] = "Ada Lovelace"
    return run_of(store(document))


def test_a_pack_is_the_same_file_again_and_says_what_it_holds() -> None:
    run = _run()
    first, second = pack_of(run), pack_of(run)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {one.date_time for one in archive.infolist()} == {make_evidence.EPOCH}
        lines = archive.read("SHA256SUMS").decode().splitlines()
        sums = {name: told for told, name in (line.split("  ") for line in lines)}
        assert set(sums) | {"SHA256SUMS"} == set(archive.namelist())
        for name, told in sums.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == told
        readme = archive.read("README.txt").decode()
        assert all(name in readme for name in archive.namelist())
    assert digest(member(first, "snapshot.json")) == run.digest
    assert json.loads(member(first, "results.json")) == run.results


def test_the_readme_works_out_an_example_of_the_run() -> None:
    readme = member(pack_of(_run()), "README.txt")
    assert "EVIDENCE OF VALUATION RUN " in readme
    assert "Cost of an hour: 66000.00 EUR (grade G5) / 1650.00 = 40/1." in readme
    assert "Value: 100 / 60 x 40/1 = 200/3." in readme
    assert 'Part of AEWA: 1/3, by reason "key" (policy "key")' in readme
    assert "Amount: 200/3 x 1/3 = 200/9." in readme
    assert "figures.csv has 200/9, printed as 22.22." in readme
    assert "{" not in readme


def test_a_pack_names_nobody_and_tells_no_note_and_no_kind_of_absence() -> None:
    data = pack_of(_run())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            for secret in ("Lovelace", "private remark", "OFF"):
                assert secret not in text, name
            assert not any(cell == "ada" for line in text.splitlines() for cell in line.split(","))
    away = [row for row in Pack(data)["entries"] if row["kind"] == "absence"]
    assert [(row["activity"], row["minutes"]) for row in away] == [("", "480")]


def test_what_happened_after_the_run_is_told_and_changes_no_figure() -> None:
    run = _run()
    before = pack_of(run)
    ada = Person.objects.get(username="ada")
    change_entry(TimeEntry.objects.get(minutes=100), 130, None, actor=ada)
    remove_entry(TimeEntry.objects.get(minutes=30), actor=ada)
    after = pack_of(run)
    pack = Pack(after)
    pack.check_minutes()
    pack.check_costs()
    pack.check_shares()
    assert [
        (row["what"], row["person"], row["date"], row["minutes_before"], row["minutes_after"])
        for row in pack["changes-since"]
    ] == [("changed", "1", "2017-01-05", "100", "130"), ("removed", "1", "2017-01-06", "30", "")]
    assert [(row["minutes"], row["minutes_in_entries"]) for row in pack["hours"]] == [
        ("30", "0"), ("100", "130"),
    ]  # fmt: skip
    for name in ("figures.csv", "shares.csv", "snapshot.json", "table.csv", "inputs/keys.csv"):
        assert member(before, name) == member(after, name)


def test_what_a_spreadsheet_takes_for_a_formula_is_text() -> None:
    document = small(entries=[entry("2017-01-05", 60, "=HYPERLINK(1)")])
    document["activities"].append(
        {"code": "=HYPERLINK(1)", "title": "x", "kind": "service", "area": "INF"}
    )
    data = pack_of(run_of(store(document)))
    for name in ("entries.csv", "hours.csv", "shares.csv", "inputs/activities.csv", "table.csv"):
        assert ",=HYPERLINK" not in f",{member(data, name)}".replace("\n", "\n,"), name
        assert "'=HYPERLINK(1)" in member(data, name)


def test_a_worker_makes_the_pack_and_it_goes_after_two_days() -> None:
    run = _run()
    assert newest_pack(run) is None
    job = ask_for_evidence(run, actor=None)
    assert ask_for_evidence(run, actor=None) == job
    assert ready_pack(run) is None
    make_evidence_pack(str(job.pk))
    make_evidence_pack(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result, job.error) == (Job.State.DONE, str(run.pk), "")
    ready = ready_pack(run)
    assert ready is not None
    with default_storage.open(ready.name, "rb") as file:
        assert file.read() == pack_of(run)
    assert ask_for_evidence(run, actor=None) != job
    assert remove_evidence() == 0
    Job.objects.filter(pk=job.pk).update(finished=timezone.now() - dt.timedelta(days=3))
    assert remove_evidence() == 1
    assert not default_storage.exists(pack_name(job))
    assert ready_pack(run) is None


def test_who_takes_a_pack_along_stands_in_the_history() -> None:
    run = _run()
    ada = Person.objects.get(username="ada")
    with pytest.raises(NotAllowed):
        record_download(run, actor=ada)
    with pytest.raises(NotAllowed):
        ask_for_evidence(run, actor=ada)
    record_download(run, actor=None)
    change = Change.objects.get(row=str(run.pk), after__evidence="downloaded")
    assert (change.actor, change.unit) == (None, run.unit)


def test_the_command_writes_the_same_file(tmp_path: Path) -> None:
    run = _run()
    path = tmp_path / "run.zip"
    call_command("evidence", "--run", str(run.pk), "--out", str(path))
    assert path.read_bytes() == pack_of(run)
    for identity in ("none", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(CommandError, match="There is no run"):
            call_command("evidence", "--run", identity, "--out", str(path))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("evidence", "--run", str(run.pk), "--out", str(tmp_path / "no" / "run.zip"))


def test_the_command_explains_a_figure() -> None:
    run = _run()
    out = io.StringIO()
    asked = ("--run", str(run.pk), "--figure", "joint", "--instrument", "CMS")
    call_command("explain", *asked, stdout=out)
    text = out.getvalue()
    assert "CMS, joint: 44.45 EUR" in text
    assert "2017-01-01 WEB AEWA+CMS: 100 min x 40/1 / 60 x 2/3 = 400/9 (key)" in text
    assert "Together: 400/9" in text
    out = io.StringIO()
    call_command("explain", *asked, "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["value"] == {"exact": "400/9", "rounded": "44.45"}
    assert (found["lines"]["count"], found["entries"]["count"]) == (1, 1)
    assert found["entries"]["results"][0]["amount"]["exact"] == "400/9"
    with pytest.raises(CommandError, match="no such figure"):
        call_command("explain", "--run", str(run.pk), "--figure", "profit", stdout=out)
