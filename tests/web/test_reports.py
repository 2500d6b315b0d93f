"""Reports as their readers find them: by meeting, with languages, data, digests and a check."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from reporting.models import DataFile, Report
from tests.web.test_pages import check
from tests.world import PDF, World, make_run

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

MEETING: dict[str, Any] = {
    "symbol": "UNEP/CMS/StC57/Doc.14.2",
    "meeting_name": "57th Meeting of the Standing Committee",
    "meeting_place": "Bonn, Germany",
    "meeting_start": dt.date(2018, 1, 23),
    "meeting_end": dt.date(2018, 1, 25),
    "agenda_item": "14",
}


def publish(report: Report, **changes: Any) -> Report:
    """Store a report as published; the way there has tests of its own."""
    fields = {
        "state": Report.State.PUBLISHED, "published": timezone.now(), "pages": 12,
        "size": len(PDF), "sha256": hashlib.sha256(PDF).hexdigest(), **MEETING, **changes,
    }  # fmt: skip
    Report.objects.filter(pk=report.pk).update(**fields)
    report.refresh_from_db()
    return report


def another(world: World, number: int, **changes: Any) -> Report:
    """Store another published report with a document of its own."""
    content = f"%PDF-1.7 number {number}".encode()
    kept = {"unit": world.cast.unit, "committee": world.cast.cms_committee, "language": "en"}
    report = Report.objects.create(
        **(kept | changes), start=world.run.start, end=world.run.end, run=world.run,
        context=world.report.context, state=Report.State.PUBLISHED, published=timezone.now(),
        pages=3, size=len(content), sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    report.pdf.save("another.pdf", ContentFile(content))
    return report


def listed(client: Client, **query: str) -> str:
    html = client.get(reverse("reports"), query).content.decode()
    check(html)
    return html


def titles(html: str) -> list[str]:
    return re.findall(r'<p class="docm__sym">(?:<span>)?([^<]*)', html)


def test_languages_of_a_report_are_one_document(world: World, client: Client) -> None:
    english = publish(world.report)
    french = another(world, 1, language="fr", **MEETING)
    client.force_login(world.cast.cms_member)
    html = listed(client)
    assert titles(html) == ["UNEP/CMS/StC57/Doc.14.2"]
    for report in (english, french):
        assert reverse("report_pdf", args=[report.pk]) in html
    assert "Français" in html
    assert reverse("report_data", args=[english.pk, "csv"]) in html
    digest = hashlib.sha256(PDF).hexdigest()
    assert " ".join(re.findall(".{8}", digest)) in html


def test_documents_stand_under_their_meeting_the_newest_first(
    world: World, client: Client
) -> None:
    publish(world.report)
    older = {
        "symbol": "UNEP/CMS/StC56/Doc.11", "meeting_name": "56th Meeting",
        "meeting_start": dt.date(2017, 3, 9),
    }  # fmt: skip
    another(world, 1, **older)
    client.force_login(world.cast.cms_member)
    html = listed(client)
    assert titles(html) == ["UNEP/CMS/StC57/Doc.14.2", "UNEP/CMS/StC56/Doc.11"]
    assert html.index("57th Meeting of the Standing") < html.index("UNEP/CMS/StC57/Doc.14.2")
    assert "Agenda item 14" in html
    assert "12 pages" in html


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ({"q": "stc57"}, ["UNEP/CMS/StC57/Doc.14.2"]),
        ({"q": "savings STC56"}, ["UNEP/CMS/StC56/Doc.11"]),
        ({"meeting": "56th Meeting"}, ["UNEP/CMS/StC56/Doc.11"]),
        ({"language": "fr"}, ["UNEP/CMS/StC56/Doc.11"]),
        ({"language": "fr", "q": "stc57"}, []),
    ],
)
def test_the_list_is_cut_down(
    world: World, client: Client, query: dict[str, str], symbols: list[str]
) -> None:
    publish(world.report)
    another(
        world, 1, language="fr", symbol="UNEP/CMS/StC56/Doc.11", title="Savings",
        meeting_name="56th Meeting",
    )  # fmt: skip
    client.force_login(world.cast.cms_member)
    html = listed(client, **query)
    assert titles(html) == symbols
    assert ("No report is like that" in html) == (not symbols)


def test_a_corrected_report_stays_as_an_earlier_revision(world: World, client: Client) -> None:
    first = publish(world.report)
    second = another(
        world, 1, **(MEETING | {"symbol": "UNEP/CMS/StC57/Doc.14.2/Rev.1"}), revision=1,
        supersedes=first, correction="Table 1 corrected",
    )  # fmt: skip
    client.force_login(world.cast.cms_member)
    html = listed(client)
    assert titles(html) == ["UNEP/CMS/StC57/Doc.14.2/Rev.1"]
    assert "Table 1 corrected" in html
    assert reverse("report", args=[first.pk]) in html
    page = client.get(reverse("report", args=[first.pk])).content.decode()
    check(page)
    assert reverse("report", args=[second.pk]) in page
    assert "was corrected by UNEP/CMS/StC57/Doc.14.2/Rev.1" in page
    old = listed(client, sha256=first.sha256)
    assert "Published, and corrected since" in old


def test_a_copy_is_told_from_any_other_file(world: World, client: Client) -> None:
    publish(world.report)
    data = DataFile.objects.get()
    client.force_login(world.cast.cms_member)
    for typed in (
        world.report.sha256,
        world.report.sha256.upper(),
        f"sha256:{world.report.sha256}",
        f"{world.report.sha256}  copy of it.pdf",
        " ".join(re.findall(".{8}", world.report.sha256)),
    ):
        html = listed(client, sha256=typed)
        assert "This is the published document" in html, typed
        assert "UNEP/CMS/StC57/Doc.14.2, PDF, English" in html
    assert "data as CSV" in listed(client, sha256=data.sha256)
    assert "Not the published document" in listed(client, sha256="0" * 64)
    assert "That is no SHA-256" in listed(client, sha256="0" * 63)
    assert "That is no SHA-256" in listed(client, sha256="my file.pdf")
    part = client.get(
        reverse("reports"), {"sha256": world.report.sha256}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "This is the published document" in part
    assert "<html" not in part


def test_the_check_tells_nothing_of_what_one_may_not_see(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_member)
    digest = hashlib.sha256(PDF).hexdigest()
    Report.objects.update(sha256=digest)
    assert "Not the published document" in listed(client, sha256=digest), "a draft"
    publish(world.report)
    for person in (world.cast.aewa_member, world.cast.stranger, world.cast.cms_finance):
        client.force_login(person)
        html = listed(client, sha256=digest)
        assert "Not the published document" in html
        assert MEETING["symbol"] not in html


def test_a_file_comes_under_its_name_with_its_digest(world: World, client: Client) -> None:
    report = publish(world.report)
    client.force_login(world.cast.cms_member)
    address = reverse("report_pdf", args=[report.pk])
    whole = client.get(address)
    content = b"".join(whole)
    assert hashlib.sha256(content).hexdigest() == report.sha256
    assert 'filename="UNEP-CMS-StC57-Doc.14.2-en.pdf"' in whole["Content-Disposition"]
    assert whole["Content-Type"] == "application/pdf"
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert whole["Cache-Control"] == "private, no-cache"
    assert whole["Content-Length"] == str(len(PDF))
    head = client.head(address)
    assert (head.status_code, head["ETag"]) == (200, f'"{report.sha256}"')
    assert (head["Content-Length"], head.content) == (str(len(PDF)), b"")
    assert head["Content-Disposition"] == whole["Content-Disposition"]
    again = client.get(address, headers={"If-None-Match": whole["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    again = client.get(address, headers={"If-Modified-Since": whole["Last-Modified"]})
    assert again.status_code == 304
    data = client.get(reverse("report_data", args=[report.pk, "csv"]))
    b"".join(data)
    assert 'filename="UNEP-CMS-StC57-Doc.14.2-en.csv"' in data["Content-Disposition"]
    assert data["Content-Type"].startswith("text/csv")
    assert client.get(reverse("report_data", args=[report.pk, "exe"])).status_code == 404
    client.force_login(world.cast.aewa_member)
    assert client.get(address, headers={"If-None-Match": whole["ETag"]}).status_code == 403


def test_files_of_the_storage_have_no_address_of_their_own(world: World, client: Client) -> None:
    publish(world.report)
    client.force_login(world.cast.cms_member)
    name = world.report.pdf.name
    for address in (f"/{name}", f"/files/{name}", f"/media/{name}", f"/static/{name}"):
        assert client.get(address).status_code == 404


def test_the_list_asks_as_often_however_long_it_is(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish(world.report)
    for person, queries in ((world.cast.cms_member, 7), (world.cast.coordinator, 9)):
        client.force_login(person)
        with django_assert_num_queries(queries):
            client.get(reverse("reports"))
    for number in range(1, 12):
        another(world, number, symbol=f"UNEP/CMS/StC{number}", meeting_name=f"{number}th")
        Report.objects.create(
            unit=world.cast.unit, committee=world.cast.aewa_committee, start=world.run.start,
            end=world.run.end, language="en", run=make_run(world.cast, number), round=1,
        )  # fmt: skip
    for person, queries in ((world.cast.cms_member, 7), (world.cast.coordinator, 9)):
        client.force_login(person)
        with django_assert_num_queries(queries):
            client.get(reverse("reports"))


def test_a_long_list_comes_in_pages(world: World, client: Client) -> None:
    for number in range(1, 23):
        another(world, number, symbol=f"UNEP/CMS/StC{number}/Doc.1")
    client.force_login(world.cast.cms_member)
    assert len(titles(listed(client))) == 20
    assert len(titles(listed(client, page="2"))) == 2
