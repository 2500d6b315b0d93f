"""What programs plan more: categories, milestones and strategies, marks and changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from django.test import Client

    from secretariats.models import Person
    from tests.cast import Cast

ITEM: dict[str, Any] = {
    "unit": "IMCA", "year": 2017, "number": "1.1", "title": "Bird day",
    "planned_days": {"CMS": "10", "AEWA": "2.5"}, "category_days": {"P": "12.5"},
    "milestones": [{"date": "2017-05-10", "title": "Main day"}],
    "strategies": {"CMS": {"text": "Goal 3", "address": "https://example.org/3"}},
}  # fmt: skip


def ask(
    client: Client, person: Person, where: str, method: str = "post", **sent: Any
) -> tuple[int, Any]:
    client.force_login(person)
    send = getattr(client, method)
    answer = (
        send(f"/api/v1/{where}", json.dumps(sent), content_type="application/json")
        if sent
        else client.get(f"/api/v1/{where}")
    )
    return answer.status_code, answer.json() if answer.content else None


def test_an_item_says_all_of_it_and_reads_back(cast: Cast, client: Client) -> None:
    status, made = ask(client, cast.coordinator, "programme/items/", **ITEM)
    assert status == 201
    for name in ("category_days", "strategies"):
        assert made[name] == ITEM[name]
    assert made["milestones"] == [{"date": "2017-05-10", "title": "Main day", "done": None}]
    sent = {key: value for key, value in made.items() if key not in {"id", "unit", "year", "mark"}}
    own = f"programme/items/{made['id']}/"
    status, again = ask(client, cast.coordinator, own, "put", **sent, seen=made["mark"])
    assert (status, again) == (200, made), "what was read can be sent back"
    wrong = ITEM | {"number": "2", "category_days": {"P": "1"}}
    status, problem = ask(client, cast.coordinator, "programme/items/", **wrong)
    assert status == 422
    assert "By category of staff it is 1 days" in json.dumps(problem)


def test_a_milestone_is_marked_and_its_mark_is_no_part_of_what_is_signed(
    cast: Cast, client: Client
) -> None:
    _status, made = ask(client, cast.coordinator, "programme/items/", **ITEM)
    told = {"unit": "IMCA", "year": 2017, "number": "1.1", "title": "Main day"}
    reached = told | {"done": "2017-05-13"}
    status, _answer = ask(client, cast.ada, "programme/milestones/", "put", **reached)
    assert status == 403
    status, answer = ask(client, cast.coordinator, "programme/milestones/", "put", **reached)
    assert (status, answer) == (200, reached)
    _status, shown = ask(client, cast.coordinator, "programme/?unit=IMCA&year=2017")
    assert shown["items"][0]["milestones"][0]["done"] == "2017-05-13"
    _status, item = ask(client, cast.coordinator, f"programme/items/{made['id']}/")
    assert item["mark"] == made["mark"]


def test_changes_are_told_field_by_field(cast: Cast, client: Client) -> None:
    ask(client, cast.coordinator, "programme/items/", **ITEM)
    _status, found = ask(client, cast.ada, "programme/changes/?unit=IMCA&year=2017")
    assert (found["before"], found["after"], found["items"][0]["kind"]) == (None, None, "added")
    fields = {(one["field"], one["part"]): one["after"] for one in found["items"][0]["changes"]}
    assert fields["days", "CMS"] == "10"
    assert fields["milestone", "Main day"] == "2017-05-10"
    status, _problem = ask(client, cast.ada, "programme/changes/?unit=IMCA&year=2017&after=3")
    assert status == 404


def test_a_workbook_is_taken_along_and_brought_back(cast: Cast, client: Client) -> None:
    ask(client, cast.coordinator, "programme/items/", **ITEM)
    client.force_login(cast.coordinator)
    answer = client.get("/api/v1/programme/export/?unit=IMCA&year=2017")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")

    def bring(**more: str) -> tuple[int, Any]:
        file = SimpleUploadedFile("p.xlsx", answer.content)
        sent = {"unit": "IMCA", "file": file, **more}
        found = client.post("/api/v1/programme/import/", sent)
        return found.status_code, found.json()

    status, told = bring(year="2017", dry_run="true")
    assert (status, told["items"], told["same"], told["dry_run"]) == (200, [], 1, True)
    status, told = bring(year="2018")
    assert (status, [one["kind"] for one in told["items"]]) == (200, ["added"])
    status, told = bring(year="2018", seen="sha256:other")
    assert status == 422
    client.force_login(cast.ada)
    assert bring(year="2018")[0] == 403
