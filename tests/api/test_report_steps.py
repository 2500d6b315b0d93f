"""A report from its draft to its correction, by programs alone."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from reporting.actions import hand_over_report, make_report
from reporting.models import Report
from secretariats.models import Job
from tests.db.reporting.published import HEAD, set_quickly, sign
from tests.world import PDF, World

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

WRITTEN = {
    name: value.isoformat() if isinstance(value, dt.date) else value
    for name, value in HEAD.items()
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    set_quickly(monkeypatch)


def send(client: Client, name: str, report: Report, **body: Any) -> Any:
    address = reverse(name, args=[report.pk])
    return client.post(address, body, content_type="application/json")


def shown(client: Client, report: Report) -> dict[str, Any]:
    found: dict[str, Any] = client.get(reverse("api_report", args=[report.pk])).json()
    return found


def work(answer: Any) -> None:
    """Do the job that an answer names, as its worker does."""
    assert answer.status_code == 202
    assert answer["Location"] == answer.json()["url"]
    job = Job.objects.get(pk=answer.json()["job"])
    known = {one.TASK: one.carry_out for one in (make_report, hand_over_report)}
    known[job.task](job, tell=lambda *_: None)


def handed_over(world: World, client: Client) -> Report:
    client.force_login(world.cast.coordinator)
    address = reverse("api_report", args=[world.report.pk])
    put = client.put(address, WRITTEN, content_type="application/json")
    assert put.status_code == 200
    assert put.json()["symbol"] == HEAD["symbol"]
    work(send(client, "api_report_hand_over", world.report))
    return Report.objects.get(pk=world.report.pk)


def test_a_program_takes_a_report_all_the_way(world: World, client: Client) -> None:
    report = handed_over(world, client)
    row = shown(client, report)
    assert (row["state"], row["digest"]) == ("signing", report.digest)
    for person, side in (
        (world.cast.cms_secretary, "CMS"), (world.cast.aewa_secretary, "AEWA"),
    ):  # fmt: skip
        client.force_login(person)
        body = {"instrument": side, "digest": report.digest, "decision": "signed"}
        assert send(client, "api_report_signatures", report, **body).status_code == 200
    lines = client.get(reverse("api_report_signatures", args=[report.pk])).json()
    assert [(line["instrument"], line["state"]) for line in lines] == [
        ("AEWA", "signed"), ("CMS", "signed"),
    ]  # fmt: skip
    client.force_login(world.cast.coordinator)
    done = send(client, "api_report_publish", report)
    assert (done.status_code, done.json()["state"]) == (200, "published")
    revision = send(client, "api_report_revisions", report, correction="Table 1")
    assert revision.status_code == 201
    assert (revision.json()["revision"], revision.json()["supersedes"]) == (1, report.pk)
    client.force_login(world.cast.cms_member)
    row = shown(client, report)
    assert [file["medium"] for file in row["files"]] == ["pdf", "csv", "json", "xlsx"]
    for file in row["files"]:
        content = b"".join(client.get(file["url"]))
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
        assert len(content) == file["size"]
        found = client.get(reverse("api_report_check"), {"sha256": file["sha256"]}).json()
        assert (found["published"], found["report"]) == (True, report.pk)
        assert (found["medium"], found["name"]) == (file["medium"], file["name"])


@pytest.mark.parametrize("accept", ["*/*", "text/csv", "application/json", "application/pdf"])
def test_data_come_whatever_is_accepted(world: World, client: Client, accept: str) -> None:
    client.force_login(world.cast.coordinator)
    address = reverse("api_report_data", args=[world.report.pk, "csv"])
    answer = client.get(address, headers={"accept": accept})
    assert answer["Content-Type"] == "text/csv"
    b"".join(answer)
    assert client.head(address)["ETag"] == answer["ETag"]


def test_a_draft_is_asked_for_once_under_a_key(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    body = {
        **WRITTEN, "unit": "IMCA", "committee": "CMS-StC", "from": "2017-01-01",
        "to": "2017-03-31", "languages": ["en"],
    }  # fmt: skip
    headers = {"Idempotency-Key": "one"}
    jobs = [
        client.post(reverse("api_reports"), body, content_type="application/json", headers=headers)
        for _time in range(2)
    ]
    assert [job.status_code for job in jobs] == [202, 202]
    assert jobs[0].json()["job"] == jobs[1].json()["job"]
    assert Job.objects.filter(task=make_report.TASK).count() == 1


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"committee": "NOPE"}, ""),
        ({"from": "2017-01-02"}, "from"),
        ({"languages": ["es"]}, "language"),
        ({"meeting_end": "2018-01-01"}, "meeting_end"),
    ],
)
def test_a_wrong_request_names_the_place(
    world: World, client: Client, changes: dict[str, Any], path: str
) -> None:
    client.force_login(world.cast.coordinator)
    body = {
        **WRITTEN, "unit": "IMCA", "committee": "CMS-StC", "from": "2017-01-01",
        "to": "2017-03-31", "languages": ["en"], **changes,
    }  # fmt: skip
    answer = client.post(reverse("api_reports"), body, content_type="application/json")
    assert answer.status_code == 422
    assert [error["path"] for error in answer.json()["errors"]] == [path]


def test_what_is_missing_for_signature_is_named(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    answer = send(client, "api_report_hand_over", world.report)
    assert answer.status_code == 422
    paths = [error["path"] for error in answer.json()["errors"]]
    assert paths == ["symbol", "date", "meeting_name", "meeting_place", "meeting_start",
                     "agenda_item"]  # fmt: skip


def test_a_withdrawn_report_is_a_draft_again(world: World, client: Client) -> None:
    report = handed_over(world, client)
    assert send(client, "api_report_withdraw", report, reason="").status_code == 400
    back = send(client, "api_report_withdraw", report, reason="A date")
    assert (back.status_code, back.json()["state"], back.json()["digest"]) == (200, "draft", "")
    client.force_login(world.cast.cms_secretary)
    body = {"instrument": "CMS", "digest": report.digest, "decision": "signed"}
    assert send(client, "api_report_signatures", report, **body).status_code == 422


def test_nobody_else_writes_a_draft(world: World, client: Client) -> None:
    address = reverse("api_report", args=[world.report.pk])
    for who, person in world.people().items():
        client.force_login(person)
        answer = client.put(address, WRITTEN, content_type="application/json")
        wanted = {"coordinator": 200, "stranger": 404}.get(who, 403)
        assert answer.status_code == wanted, who


def test_what_is_published_is_not_written(world: World, client: Client) -> None:
    report = sign(world.cast, handed_over(world, client), "CMS", "AEWA")
    send(client, "api_report_publish", report)
    address = reverse("api_report", args=[report.pk])
    put = client.put(address, WRITTEN, content_type="application/json")
    assert put.status_code == 422
    assert "never changes" in put.json()["detail"]


def test_a_check_without_a_digest_is_an_error(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_member)
    address = reverse("api_report_check")
    assert client.get(address).status_code == 400
    assert client.get(address, {"sha256": "my file.pdf"}).status_code == 422
    unknown = client.get(address, {"sha256": hashlib.sha256(PDF).hexdigest()}).json()
    assert (unknown["published"], unknown["report"]) == (False, None)


def test_the_list_asks_as_often_however_long_it_is(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.cast.coordinator)
    Report.objects.update(symbol="UNEP/CMS/StC57/Doc.1")
    for _time in range(2):
        with django_assert_num_queries(4):
            client.get(reverse("api_reports"), {"q": "StC"})
        Report.objects.bulk_create(
            Report(
                unit=world.cast.unit, committee=world.cast.cms_committee, start=world.run.start,
                end=world.run.end, language="en", run=world.run, round=1,
                symbol=f"UNEP/CMS/StC{number}",
            )
            for number in range(20)
        )  # fmt: skip


def test_the_list_is_cut_down_by_meeting_and_words(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    Report.objects.update(symbol="UNEP/CMS/StC57/Doc.1", meeting_name="57th Meeting")
    for query, count in (
        ({"q": "stc57 57th"}, 1), ({"q": "stc56"}, 0), ({"meeting": "57th Meeting"}, 1),
        ({"symbol": "UNEP/CMS/StC57/Doc.1"}, 1), ({"language": "fr"}, 0),
    ):  # fmt: skip
        rows = client.get(reverse("api_reports"), query).json()["results"]
        assert len(rows) == count, query
