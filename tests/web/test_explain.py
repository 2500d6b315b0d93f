"""The page that explains a figure, the pages of evidence, and who may open them."""

from __future__ import annotations

import csv
import io
import zipfile
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from costsharing.tasks import make_evidence_pack
from secretariats.models import Change, Instrument, Job, Person, Role
from tests.db.costsharing.valued_units import entry, run_of, small, store
from tests.web.test_pages import check
from tests.world import World, no_worker
from timetracking.actions.write_entry import change_entry
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from django.test import Client

    from costsharing.models import ValuationRun


@pytest.fixture
def run(db: None) -> ValuationRun:
    """Return a run of Ada's time, of which 100 minutes are joint."""
    document = small(
        entries=[
            {**entry("2017-01-05", 100, whom="CMS+AEWA"), "note": "a private remark"},
            entry("2017-01-06", 60),
            entry("2017-02-06", 60),
            entry("2017-01-09", 30, "ADM"),
        ],
        expenditures=[
            {"date": "2017-01-10", "amount": "100.00", "currency": "EUR", "paid_by": "CMS",
             "for": "shared", "description": "Stand"},
        ],
    )  # fmt: skip
    document["people"][0]["name"] = "Ada Avocet"
    return run_of(store(document), end="2017-02-28")


def reader(run: ValuationRun, kind: str) -> Person:
    """Return a person with one role."""
    person = Person.objects.create_user(f"a-{kind}")
    scope = {"instrument": Instrument.objects.get(code="CMS")}
    scoped = kind in {Role.Kind.FINANCE, Role.Kind.EXECUTIVE_SECRETARY}
    Role.objects.create(
        unit=run.unit, person=person, role=kind, start="2014-01-01", **(scope if scoped else {})
    )
    return person


def page(client: Client, run: ValuationRun, status: int = 200, **asked: str) -> str:
    answer = client.get(reverse("explain", args=[run.pk]), asked)
    assert answer.status_code == status
    return str(answer.content.decode())


@pytest.mark.parametrize("kind", [Role.Kind.FINANCE, Role.Kind.AUDITOR])
def test_a_figure_opens_down_to_entries_and_hourly_costs(
    run: ValuationRun, client: Client, kind: str
) -> None:
    client.force_login(reader(run, kind))
    text = page(client, run, figure="joint", instrument="CMS")
    check(text)
    for part in (
        "<h1>CMS, joint: 44.45&nbsp;EUR</h1>",
        "1 entry at 1 hourly cost, in 1 line: they add up to 44.444444…, printed as 44.45.",
        "The rest of the rounded services of the instrument, ",
        "400/9",
        "Part 2/3: by the key among those it served: AEWA 1/3, CMS 2/3",
        "EUR\N{NO-BREAK SPACE}66,000.00 a year / 1,650 hours",
        "Ada Avocet",
        "The record has the same minutes as at the time of the run.",
    ):
        assert part in text
    assert "a private remark" not in text


@pytest.mark.parametrize("kind", [Role.Kind.COORDINATOR, Role.Kind.EXECUTIVE_SECRETARY])
def test_others_neither_open_nor_are_led_there(
    run: ValuationRun, client: Client, kind: str
) -> None:
    client.force_login(reader(run, kind))
    page(client, run, 403, figure="joint", instrument="CMS")
    shown = client.get(reverse("valuation", args=[run.pk])).content.decode()
    assert "/explain/" not in shown
    assert "/evidence/" not in shown
    assert client.get(reverse("evidence", args=[run.pk])).status_code == 403


def test_each_figure_of_the_run_leads_to_its_explanation(
    run: ValuationRun, client: Client
) -> None:
    client.force_login(reader(run, Role.Kind.AUDITOR))
    shown = client.get(reverse("valuation", args=[run.pk])).content.decode()
    address = reverse("explain", args=[run.pk])
    for figure in (
        "direct",
        "joint",
        "overhead",
        "received",
        "funded",
        "balance",
        "lowest",
        "due",
    ):
        link = f'<a href="{address}?figure={figure}&amp;instrument=CMS">'
        assert link in shown, figure
        answer = client.get(address, {"figure": figure, "instrument": "CMS"})
        printed = shown.partition(link)[2].partition("<")[0].lstrip("+")
        assert f": {printed}&nbsp;EUR</h1>" in answer.content.decode(), figure
    assert f"{address}?figure=services&amp;activity=WEB&amp;instrument=CMS" in shown


def test_months_activities_and_money_are_explained_too(run: ValuationRun, client: Client) -> None:
    client.force_login(reader(run, Role.Kind.FINANCE))
    assert "February 2017" in page(client, run, figure="direct", instrument="CMS")
    text = page(client, run, figure="direct", instrument="CMS", month="2017-02", activity="WEB")
    check(text)
    assert "<h1>CMS, direct, Website, February 2017: 40.00&nbsp;EUR</h1>" in text
    text = page(client, run, figure="due", instrument="AEWA")
    check(text)
    assert "the share by the key of the date: AEWA 1/3, CMS 2/3" in text
    assert "EUR 100.00, paid by CMS" in text
    assert "Hourly cost" not in text
    text = page(client, run, figure="unallocated", instrument="")
    assert "Nothing: no recorded time, staff cost or expenditure" in text


def test_a_changed_entry_is_told_and_the_sum_stays_that_of_the_run(
    run: ValuationRun, client: Client
) -> None:
    one = TimeEntry.objects.get(minutes=100)
    change_entry(one, 130, None, actor=one.person)
    client.force_login(reader(run, Role.Kind.AUDITOR))
    text = page(client, run, figure="joint", instrument="CMS")
    check(text)
    assert "<h1>CMS, joint: 44.45&nbsp;EUR</h1>" in text
    assert "Entries behind this figure have changed since the run, in 1 place." in text
    assert "100 until" in text
    assert "+30" in text
    assert "−13.3333" in text
    assert "none of them in this figure" in page(client, run, figure="direct", instrument="CMS")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"figure": "profit", "instrument": "CMS"}, "There is no such figure."),
        ({"figure": "joint", "instrument": "<b>"}, "The run has no such instrument."),
        ({"figure": "joint", "instrument": "CMS", "month": "2018-01"}, "Write a month of the run"),
        (
            {"figure": "joint", "instrument": "CMS", "activity": "\0"},
            "no time on such an activity",
        ),
        ({"figure": "due", "instrument": "CMS", "activity": "WEB"}, "leave the activity out"),
    ],
)
def test_what_there_is_not_is_said_beside_the_choices(
    run: ValuationRun, client: Client, asked: dict[str, str], told: str
) -> None:
    client.force_login(reader(run, Role.Kind.AUDITOR))
    text = page(client, run, 422, **asked)
    check(text)
    assert told in text
    answer = client.get(reverse("explain_csv", args=[run.pk]), asked)
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain")


def test_pages_past_the_last_are_the_last(run: ValuationRun, client: Client) -> None:
    client.force_login(reader(run, Role.Kind.AUDITOR))
    text = page(client, run, figure="joint", instrument="CMS", page="9" * 30, lines="-1")
    assert "Ada Avocet" in text


def test_the_lines_are_given_as_csv_and_add_up(run: ValuationRun, client: Client) -> None:
    client.force_login(reader(run, Role.Kind.FINANCE))
    asked = {"figure": "received", "instrument": "CMS"}
    answer = client.get(reverse("explain_csv", args=[run.pk]), asked)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    exact = run.results["instruments"]["CMS"]["received"]["exact"]
    assert sum(Fraction(row["amount"]) for row in rows) == Fraction(exact)


def test_the_interface_gives_the_same(run: ValuationRun, client: Client) -> None:
    client.force_login(reader(run, Role.Kind.FINANCE))
    address = reverse("api_explain", args=[run.pk])
    found = client.get(address, {"figure": "joint", "instrument": "CMS"}).json()
    assert found["value"] == {"exact": "400/9", "rounded": "44.45"}
    assert found["adds_up"]
    (line,) = found["lines"]["results"]
    assert (line["for"], line["minutes"], line["part"]) == (["AEWA", "CMS"], "100/1", "2/3")
    assert line["amount"] == {"exact": "400/9", "rounded": "44.44"}
    (one,) = found["entries"]["results"]
    assert (one["person"], one["minutes"], one["amount"]["exact"]) == ("ada", 100, "400/9")
    assert "note" not in one
    for asked in (
        {}, {"figure": "profit"}, {"figure": "joint", "instrument": "NONE"},
        {"figure": "joint", "instrument": "CMS", "month": "9999-12"},
        {"figure": "joint", "instrument": "CMS", "page": "0"},
    ):  # fmt: skip
        assert client.get(address, asked).status_code in {400, 422}, asked


def test_a_pack_is_asked_for_made_and_taken_along(
    run: ValuationRun, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_worker(monkeypatch)
    auditor = reader(run, Role.Kind.AUDITOR)
    client.force_login(auditor)
    address, file = (reverse(name, args=[run.pk]) for name in ("evidence", "evidence_file"))
    check(client.get(address).content.decode())
    assert client.get(file).status_code == 404
    asked = [client.post(address) for _ in range(2)]
    job = Job.objects.get(task="costsharing.make_evidence")
    assert {(one.status_code, one["Location"]) for one in asked} == {
        (302, reverse("job", args=[job.pk]))
    }
    assert "A worker makes it at this moment." in client.get(address).content.decode()
    make_evidence_pack(str(job.pk))
    text = client.get(address).content.decode()
    check(text)
    assert file in text
    assert not Change.objects.filter(after__evidence="downloaded").exists()
    taken: Any = client.get(file)
    with zipfile.ZipFile(io.BytesIO(b"".join(taken.streaming_content))) as archive:
        assert "README.txt" in archive.namelist()
    assert Change.objects.get(after__evidence="downloaded").actor == auditor
    state = client.get(reverse("api_evidence", args=[run.pk])).json()
    assert (state["state"], state["file"]) == ("done", reverse("api_evidence_file", args=[run.pk]))
    again: Any = client.get(state["file"])
    assert b"".join(again.streaming_content)


def test_a_run_whose_results_are_not_its_snapshots_is_told(world: World, client: Client) -> None:
    client.force_login(world.cast.auditor)
    text = page(client, world.run, figure="received", instrument="CMS")
    assert "its snapshot and its results do not belong together" in text
