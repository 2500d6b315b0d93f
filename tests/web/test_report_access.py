"""Who gets which report at which step: page, document, data and interface alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from reporting.models import Report
from tests.web.routes.rows import EVERYBODY, SECRETARIES

if TYPE_CHECKING:
    from django.test import Client

    from tests.world import World

WRITERS = {"coordinator", "auditor", *SECRETARIES}
READERS = {*WRITERS, "ada", "cms_member"}
PAGES = ("report", "report_pdf", "report_data")
CALLS = ("api_report", "api_report_document", "api_report_data", "api_report_signatures")


def answers(world: World, client: Client, name: str) -> dict[str, int]:
    """Give who → status of an address of the report."""
    medium = ["csv"] if name.endswith("_data") else []
    address = reverse(name, args=[world.report.pk, *medium])
    found = {}
    for who, person in world.people().items():
        client.force_login(person)
        response = client.get(address)
        if response.streaming:
            b"".join(response)
        found[who] = response.status_code
    return found


def expected(may: set[str]) -> dict[str, int]:
    return {
        who: 200 if who in may else 404 if who == "stranger" else 403 for who in EVERYBODY
    }  # fmt: skip


@pytest.mark.parametrize("name", [*PAGES, *CALLS])
@pytest.mark.parametrize(
    ("state", "may"),
    [("draft", WRITERS), ("signing", WRITERS), ("signed", WRITERS), ("published", READERS)],
)
def test_a_report_opens_for_those_whom_its_step_concerns(
    name: str, state: str, may: set[str], world: World, client: Client
) -> None:
    Report.objects.update(state=state)
    assert answers(world, client, name) == expected(may)


@pytest.mark.parametrize("state", ["draft", "signing", "signed", "published"])
def test_lists_hold_what_opens_and_nothing_else(state: str, world: World, client: Client) -> None:
    Report.objects.update(state=state, symbol="UNEP/CMS/StC57/Doc.9")
    may = READERS if state == "published" else WRITERS
    for who, person in world.people().items():
        client.force_login(person)
        html = client.get(reverse("reports")).content.decode()
        assert ("UNEP/CMS/StC57/Doc.9" in html) == (who in may), who
        rows = client.get(reverse("api_reports")).json()["results"]
        assert [row["id"] for row in rows] == ([world.report.pk] if who in may else []), who


@pytest.mark.parametrize("state", ["draft", "signing", "signed", "published"])
def test_nobody_but_the_coordinator_is_offered_to_write(
    state: str, world: World, client: Client
) -> None:
    Report.objects.update(state=state)
    for who in READERS if state == "published" else WRITERS:
        client.force_login(world.people()[who])
        html = client.get(reverse("report", args=[world.report.pk])).content.decode()
        assert ("What you can do" in html) == (who == "coordinator"), who
        assert ("Make a report" in client.get(reverse("reports")).content.decode()) == (
            who == "coordinator"
        ), who


@pytest.mark.parametrize(
    "name",
    ["report_make", "report_hand_over", "report_withdraw", "report_publish", "report_revise"],
)
@pytest.mark.parametrize("state", ["draft", "signing", "signed", "published"])
def test_nobody_but_the_coordinator_moves_it(
    name: str, state: str, world: World, client: Client
) -> None:
    Report.objects.update(state=state)
    body = {"reason": "Mine", "correction": "Mine"}
    for who, person in world.people().items():
        if who == "coordinator":
            continue
        client.force_login(person)
        status = client.post(reverse(name, args=[world.report.pk]), body).status_code
        assert status == (404 if who == "stranger" else 403), who
    assert Report.objects.get().state == state
