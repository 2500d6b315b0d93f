"""Why stored runs differ is found once and kept, printed and filed; each worked case is tried."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from costsharing.actions.work_out_causes import (
    TASK,
    ask_for_causes,
    carry_out,
    causes_at_hand,
    work_out,
)
from costsharing.models import RunCauses
from costsharing.queries.run_causes import kept_causes, last_asked
from costsharing.tasks import find_causes
from reporting.sections.causes import causes_csv
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Job, Person
from tests.db.costsharing.runs_compared import ENTRIES, accounts_for, both, changed
from tests.db.costsharing.valued_units import (
    Document,
    run_of,
    small,
    store,
)
from tests.unit.costsharing.unit_files import CASES

if TYPE_CHECKING:
    from collections.abc import Callable


pytestmark = pytest.mark.django_db


def test_the_run_that_supersedes_another_is_explained_without_being_asked() -> None:
    before = small(entries=ENTRIES)
    after = changed(before, lambda made: made["entries"][0].update(minutes=390))
    now, was = both(before, after)
    job = last_asked(now, was)
    assert job is not None
    assert (job.task, job.actor, job.state) == (TASK, None, Job.State.WAITING)
    assert last_asked(was, now) is None
    assert ask_for_causes(now, was, actor=None) == job, "asked twice, it is one job"
    for _delivery in range(2):
        find_causes(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result, job.error) == (Job.State.DONE, str(now.pk), "")
    kept = RunCauses.objects.get()
    assert (kept.before, kept.after) == (was, now)
    assert kept_causes(now, was) == kept.document
    computed = kept.computed
    assert causes_at_hand(now, was, actor=None) == kept.document
    carry_out(job, tell=lambda _step, _done, _total: None)
    assert RunCauses.objects.get().computed == computed, "found once, it is read"


def test_what_was_kept_in_an_older_form_is_found_again() -> None:
    before = small(entries=ENTRIES)
    now, was = both(before, changed(before, lambda made: made["entries"].pop()))
    RunCauses.objects.create(before=was, after=now, document={"format": 0})
    found = causes_at_hand(now, was, actor=None)
    assert found is not None
    assert RunCauses.objects.get().document["format"] == 1


def test_what_cannot_be_compared_is_refused() -> None:
    unit = store(small(entries=ENTRIES))
    run = run_of(unit)
    with pytest.raises(Refused, match="does not differ from itself"):
        ask_for_causes(run, run, actor=None)
    elsewhere = small(entries=[])
    elsewhere["unit"]["code"] = "OTHER"
    elsewhere["people"], elsewhere["posts"] = [], []
    other = run_of(store(elsewhere))
    with pytest.raises(Refused, match="different units"):
        ask_for_causes(run, other, actor=None)
    run.results["currency"] = "CHF"
    with pytest.raises(Refused, match="different currencies"):
        causes_at_hand(run, run_of(unit, "2017-02-01", "2017-02-28"), actor=None)
    with pytest.raises(NotAllowed):
        ask_for_causes(run, other, actor=Person.objects.get(username="ada"))


def test_the_command_prints_the_causes(capsys: pytest.CaptureFixture[str]) -> None:
    before = small(entries=ENTRIES)
    now, was = both(before, changed(before, lambda made: made["entries"][0].update(minutes=390)))
    call_command("compare_runs", str(now.pk), str(was.pk))
    lines = capsys.readouterr().out.splitlines()
    assert (
        lines
        == [
            "received, EUR",
            "AEWA 0.00  CMS 0.00  Entries of WEB for CMS in January 2017: 5:00 → 6:30 hours",
        ][:1]
        + lines[1:]
    )
    assert "Entries of WEB for CMS in January 2017: 5:00 → 6:30 hours" in lines[1]
    assert lines[-1].endswith("The whole difference")
    call_command("compare_runs", str(now.pk), str(was.pk), "--json")
    document = json.loads(capsys.readouterr().out)
    assert document["compared_with"] == str(was.pk)
    assert document["causes"][0]["parts"][0]["kind"] == "entries"
    for wrong in ("no-run", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(CommandError, match="There is no run"):
            call_command("compare_runs", str(now.pk), wrong)
    with pytest.raises(CommandError, match="does not differ from itself"):
        call_command("compare_runs", str(now.pk), str(now.pk))


def test_the_file_holds_every_contribution_and_adds_up() -> None:
    before = small(entries=ENTRIES)
    now, was = both(before, changed(before, lambda made: made["entries"][1].update(minutes=97)))
    rows = list(csv.DictReader(io.StringIO(causes_csv(work_out(now, was)))))
    sums: dict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
    for row in rows:
        sign = -1 if row["kind"] == "difference" else 1
        for form in ("exact", "rounded"):
            sums[row["instrument"], row["figure"], form] += sign * Fraction(row[form])
    assert not any(sums.values())
    assert {"CMS", "AEWA", ""} <= {row["instrument"] for row in rows}


def one_by_one(document: Document) -> list[tuple[str, Document]]:
    """Return a unit file with one thing changed, for each thing that it has."""
    found: list[tuple[str, Document]] = []

    def add(kind: str, change: Callable[[Document], object]) -> None:
        found.append((kind, changed(document, change)))

    work = [n for n, row in enumerate(document["entries"]) if row.get("for")]
    add("entries", lambda made: made["entries"][work[0]].update(
        minutes=made["entries"][work[0]]["minutes"] + 7))  # fmt: skip
    if document.get("grades"):
        add("grade", lambda made: [row.update(annual="70001.00") for row in made["grades"]])
    if document.get("staff_costs"):
        add("staff_cost", lambda made: made["staff_costs"][0].update(amount="9999.99"))
    if document.get("exchange_rates"):
        add("rate", lambda made: [row.update(per_usd="0.777") for row in made["exchange_rates"]])
    if document.get("budgets"):
        add("budget", lambda made: made["budgets"][0].update(amount="1234567.00"))
    if document.get("expenditures"):
        add("expenditure", lambda made: made["expenditures"][0].update(amount="77.77"))
    for number, row in enumerate(document["agreements"]):
        if len(row.get("key") or {}) > 1:
            codes = sorted(row["key"])
            key = {code: f"1/{len(codes)}" for code in codes}
            made = copy.deepcopy(document)
            made["agreements"][number]["key"] = key
            found.append(("key", made))
            break
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name.removesuffix(".unit.json"))
def test_each_case_with_one_thing_changed_is_accounted_for(path: Any) -> None:
    document = json.loads(path.read_text())
    expected = json.loads(path.with_name(path.name.replace(".unit.", ".expected.")).read_text())
    run = {"start": expected["from"], "end": expected["to"], "method": expected.get("method", "")}
    was = run_of(store(document), **run)
    for kind, made in one_by_one(document):
        now = run_of(store(made, replace=True), **run)
        if now == was:
            continue
        found = work_out(now, was)
        accounts_for(found, was, now)
        kinds = {part["kind"] for cause in found["causes"] for part in cause["parts"]}
        kinds |= {part["kind"] for part in found["silent"]}
        assert kind in kinds
        assert kinds <= {kind, "missing"}, kind
