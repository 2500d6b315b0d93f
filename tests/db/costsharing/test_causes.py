"""Why stored runs differ: asked for, kept once, in words, and every figure accounted for."""

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
from costsharing.core.causes_document import for_reader
from costsharing.models import RunCauses, ValuationRun
from costsharing.queries.run_causes import kept_causes, last_asked
from costsharing.sections.causes import item_texts, part_text
from costsharing.tasks import find_causes
from reporting.sections.causes import causes_csv
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Job, Person
from tests.db.costsharing.valued_units import (
    Document,
    assignment,
    contract,
    entry,
    person,
    post,
    run_of,
    small,
    store,
)
from tests.unit.costsharing.unit_files import CASES

if TYPE_CHECKING:
    from collections.abc import Callable


pytestmark = pytest.mark.django_db
ENTRIES = [
    entry("2017-01-05", 300),
    entry("2017-01-20", 90, whom="CMS+AEWA"),
    entry("2017-01-24", 300, "NEWS", "AEWA"),
    entry("2017-01-25", 30, "ADM"),
]


def both(before: Document, after: Document, **run: str) -> tuple[ValuationRun, ValuationRun]:
    """Return the run of the unit as it was, and of the unit as it is now."""
    unit = store(before)
    first = run_of(unit, **run)
    return run_of(store(after, replace=True), **run), first


def texts(document: dict[str, Any]) -> list[str]:
    """Return the causes in words, with plain spaces."""
    parts = [part for cause in document["causes"] for part in cause["parts"]]
    return [part_text(part).replace("\N{NO-BREAK SPACE}", " ") for part in parts]


def told(before: Document, after: Document, **run: str) -> list[str]:
    now, was = both(before, after, **run)
    document = work_out(now, was)
    accounts_for(document, was, now)
    return texts(document)


def accounts_for(document: dict[str, Any], before: ValuationRun, after: ValuationRun) -> None:
    """See that the causes add up to the difference of the stored results, exactly and in cents."""
    sums: dict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
    for cause in document["causes"]:
        assert "other" not in {part["kind"] for part in cause["parts"]}
        for code, figures in cause["instruments"].items():
            for name, one in figures.items():
                for form in ("exact", "rounded"):
                    sums[code, name, form] += Fraction(one[form])
    for code, figures in document["rounding"]["instruments"].items():
        for name, rest in figures.items():
            sums[code, name, "rounded"] += Fraction(rest)
            assert abs(Fraction(rest)) <= Fraction(len(document["causes"]) + 2, 100)
    for code in {*before.results["instruments"], *after.results["instruments"]}:
        for part in ("instruments", "settlement"):
            old = before.results[part].get(code, {})
            new = after.results[part].get(code, {})
            for name in {*old, *new} - {"minutes_direct"}:
                for form in ("exact", "rounded"):
                    was, now = (Fraction(one.get(name, {}).get(form, 0)) for one in (old, new))
                    assert sums[code, name, form] == now - was, (code, name, form)


def changed(document: Document, change: Callable[[Document], object]) -> Document:
    made = copy.deepcopy(document)
    change(made)
    return made


def test_an_entry_amended_is_told_with_its_hours() -> None:
    before = small(entries=ENTRIES)
    after = changed(before, lambda made: made["entries"][0].update(minutes=390))
    assert told(before, after) == [
        "Entries of WEB for CMS in January 2017: 5:00 → 6:30 hours",
        "Time expected and not recorded in January 2017: 164:00 → 162:30 hours",
    ]


def test_an_entry_added_and_one_for_others() -> None:
    before = small(entries=ENTRIES)
    after = changed(before, lambda made: made["entries"][2].update({"for": ["CMS"]}))
    assert told(before, after) == [
        "Entries of NEWS for AEWA in January 2017: 5:00 → 0:00 hours",
        "Entries of NEWS for CMS in January 2017: 0:00 → 5:00 hours",
    ]


def test_a_rate_corrected() -> None:
    before = small(
        entries=ENTRIES,
        grades=[{"grade": "G5", "year": 2017, "annual": "66000.00", "currency": "USD",
                 "productive_hours": "1650"}],
        exchange_rates=[{"from": "2016-12-01", "currency": "EUR", "per_usd": "0.94"},
                        {"from": "2017-01-15", "currency": "EUR", "per_usd": "0.956"}],
    )  # fmt: skip
    after = changed(before, lambda made: made["exchange_rates"][1].update(per_usd="0.951"))
    assert told(before, after) == ["Rate of EUR from 15 January 2017: 0.956 → 0.951"]


def test_a_rate_added_cuts_a_month_and_is_no_change_of_the_record() -> None:
    before = small(
        entries=ENTRIES,
        grades=[{"grade": "G5", "year": 2017, "annual": "66000.00", "currency": "USD",
                 "productive_hours": "1650"}],
        exchange_rates=[{"from": "2016-12-01", "currency": "EUR", "per_usd": "0.94"}],
    )  # fmt: skip
    after = changed(
        before,
        lambda made: made["exchange_rates"].append(
            {"from": "2017-01-15", "currency": "EUR", "per_usd": "0.956"}
        ),
    )
    assert told(before, after) == ["Rate of EUR from 15 January 2017: none → 0.956"]


def test_a_new_agreement_within_a_month_is_a_change_of_the_key_alone() -> None:
    before = small(entries=ENTRIES)
    after = small(
        entries=ENTRIES,
        agreements=[
            {"from": "2014-01-01", "to": "2017-01-19", "key": {"CMS": "2/3", "AEWA": "1/3"}},
            {"from": "2017-01-20", "key": {"CMS": "3/5", "AEWA": "2/5"},
             "policies": {"support": "13/100"}},
        ],
    )  # fmt: skip
    assert told(before, after) == [
        "Key from 20 January 2017 to 31 January 2017: AEWA 1/3, CMS 2/3 → AEWA 2/5, CMS 3/5",
        (
            "Rules of the agreement from 20 January 2017 to 31 January 2017: as in the unit → "
            "support 13/100"
        ),
    ]


def test_budgets_that_make_the_key() -> None:
    budgets = [
        {"instrument": code, "year": 2017, "amount": amount, "currency": "EUR"}
        for code, amount in (("CMS", "2400000.00"), ("AEWA", "1000000.00"))
    ]
    before = small(
        entries=ENTRIES,
        budgets=budgets,
        agreements=[{"from": "2014-01-01", "basis": "budget", "instruments": ["CMS", "AEWA"]}],
    )
    after = changed(before, lambda made: made["budgets"][1].update(amount="1100000.00"))
    assert told(before, after) == ["Budget of AEWA for 2017: EUR 1,000,000.00 → EUR 1,100,000.00"]


def test_a_staff_cost_corrected_and_what_others_learn_of_it() -> None:
    costs = [{"person": "ada", "month": "2017-01", "amount": "5200.00", "currency": "EUR"}]
    before = small(entries=ENTRIES, staff_costs=costs)
    after = changed(before, lambda made: made["staff_costs"][0].update(amount="5300.00"))
    now, was = both(before, after, method="actual")
    document = work_out(now, was)
    assert texts(document) == ["Staff cost in January 2017: EUR 5,200.00 → EUR 5,300.00"]
    accounts_for(document, was, now)
    others = for_reader(document, explains=False)
    assert texts(others) == ["What people's time costs: grades, contracts and staff costs"]
    assert "5200" not in json.dumps(others)
    accounts_for(others, was, now)


def test_a_grade_reclassified_and_a_fee_moved_the_same_time() -> None:
    before = small(entries=ENTRIES)
    after = changed(before, lambda made: made.update(posts=[post("P-01", ("2014-01-01", "P2"))]))
    assert told(before, after) == ["Grade or contract of people, for 12:00 hours: G5 → P2"]


def test_a_contract_instead_of_a_post() -> None:
    before = small(entries=ENTRIES)
    after = changed(
        before,
        lambda made: made.update(
            people=[person("ada", assignment(), contracts=(contract("2017-01-01"),))]
        ),
    )
    (text,) = told(before, after)
    assert text.startswith("Grade or contract of people, for ")
    assert text.endswith("hours: G5 → EUR 90.00")


def test_standard_costs_policies_and_expenditure_at_once() -> None:
    spent = [{"date": "2017-01-10", "amount": "150.00", "currency": "EUR", "paid_by": "CMS",
              "for": "shared", "description": "Banner"}]  # fmt: skip
    before = small(entries=ENTRIES, expenditures=spent)

    def change(made: Document) -> None:
        made["grades"][0].update(annual="66660.00")
        made["unit"]["policies"].update(joint="equal", overhead="none", support="1/10")
        made["expenditures"][0].update(amount="160.00")
        made["activities"][0].update(area="COM")

    now, was = both(before, changed(before, change))
    document = work_out(now, was)
    accounts_for(document, was, now)
    assert texts(document) == [
        "Money spent by CMS on 10 January 2017: 2 changes",
        (
            "Standard cost of grade G5 in 2017: EUR 66,000.00 for 1,650 hours → EUR 66,660.00 for "
            "1,650 hours"
        ),
        "The unit's rule for joint work: by the key → in equal parts",
        (
            "The unit's rule for overhead: in proportion to the value served → not at all: it "
            "stays unallocated"
        ),
        "The unit's rate of programme support: 0 → 1/10",
    ]
    assert [part_text(part) for part in document["silent"]] == [
        "Activity WEB: INF, service → COM, service"
    ]
    items = item_texts(document["causes"][0]["parts"][0])
    assert [item.replace("\N{NO-BREAK SPACE}", " ") for item in items] == [
        "Money spent by CMS on 10 January 2017: EUR 150.00, shared → none",
        "Money spent by CMS on 10 January 2017: none → EUR 160.00, shared",
    ]


def test_other_periods_and_methods_are_causes_too() -> None:
    costs = [
        {"person": "ada", "month": month, "amount": "5200.00", "currency": "EUR"}
        for month in ("2017-01", "2017-02")
    ]
    unit = store(small(entries=[*ENTRIES, entry("2017-02-06", 60)], staff_costs=costs))
    january = run_of(unit)
    february = run_of(unit, "2017-02-01", "2017-02-28")
    quarter = run_of(unit, "2017-01-01", "2017-02-28")
    actual = run_of(unit, method="actual")
    for now, was, expected in (
        (february, january, [
            "Days that only the other run covers from 1 January 2017 to 31 January 2017",
            "Days that only this run covers from 1 February 2017 to 28 February 2017",
        ]),
        (quarter, january, [
            "Days that only this run covers from 1 February 2017 to 28 February 2017",
        ]),
        (actual, january, [
            (
                "Method, with the record of time that it values: standard costs → what staff "
                "really cost"
            ),
        ]),
    ):  # fmt: skip
        document = work_out(now, was)
        accounts_for(document, was, now)
        assert texts(document) == expected


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
