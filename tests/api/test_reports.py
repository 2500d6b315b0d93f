"""Reports for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from reporting.models import Report
from tests.world import PDF, World

if TYPE_CHECKING:
    from django.test import Client


def test_drafts_are_listed_for_those_who_write_and_sign(world: World, client: Client) -> None:
    for name, person in world.people().items():
        client.force_login(person)
        rows = client.get(reverse("api_reports")).json()["results"]
        sees = name in {"coordinator", "cms_secretary", "aewa_secretary", "auditor"}
        assert [row["id"] for row in rows] == ([world.report.pk] if sees else []), name


def test_a_member_gets_what_is_published(world: World, client: Client) -> None:
    Report.objects.update(state=Report.State.PUBLISHED)
    client.force_login(world.cast.cms_member)
    row = client.get(reverse("api_reports"), {"language": "en"}).json()["results"][0]
    assert (row["from"], row["to"], row["committee"]) == ("2017-01-01", "2017-03-31", "CMS-StC")
    assert row == client.get(reverse("api_report", args=[row["id"]])).json()
    for accept in ("*/*", "application/pdf", "application/json"):
        document = client.get(row["document"], headers={"accept": accept})
        assert document["Content-Type"] == "application/pdf"
        assert b"".join(document) == PDF


def test_a_document_that_is_gone_is_a_problem(world: World, client: Client) -> None:
    world.report.pdf.storage.delete(str(world.report.pdf.name))
    client.force_login(world.cast.coordinator)
    gone = client.get(
        reverse("api_report_document", args=[world.report.pk]), headers={"accept": "*/*"}
    )
    assert gone.status_code == 404
    assert gone["Content-Type"].startswith("application/problem+json")
