"""The register of outputs, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

NEW: dict[str, Any] = {
    "unit": "IMCA", "date": "2017-05-10", "kind": "event", "title": "Bird day",
    "address": "https://example.org/1", "instruments": ["CMS"],
}  # fmt: skip


def send(client: Client, method: str, where: str, **sent: Any) -> tuple[int, Any]:
    answer = getattr(client, method)(
        f"/api/v1/outputs/{where}", json.dumps(sent), content_type="application/json"
    )
    return answer.status_code, answer.json() if answer.content else None


def test_an_output_is_added_read_changed_and_removed(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada)
    status, made = send(client, "post", "", **NEW)
    assert status == 201
    assert {key: made[key] for key in NEW} == NEW
    own = f"{made['id']}/"
    assert client.get(f"/api/v1/outputs/{own}").json() == made
    sent = {key: made[key] for key in (*NEW, "activity", "version") if key != "unit"}
    status, changed = send(client, "put", own, **sent | {"title": "Day of birds"})
    assert (status, changed["version"]) == (200, 2)
    status, conflict = send(client, "put", own, **sent)
    assert (status, conflict["current"]["title"]) == (409, "Day of birds")
    assert client.delete(f"/api/v1/outputs/{own}?version=1").status_code == 409
    assert client.delete(f"/api/v1/outputs/{own}?version=2").status_code == 204
    status, _answer = send(client, "post", "", **NEW | {"date": "2999-01-01"})
    assert status == 422


def test_outputs_are_listed_in_pages_and_counted(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    for number in range(5):
        send(client, "post", "", **NEW | {"title": f"Day {number}"})
    send(client, "post", "", **NEW | {"kind": "news", "date": "2018-01-02", "instruments": []})
    client.force_login(cast.auditor)
    page = client.get("/api/v1/outputs/?unit=IMCA&year=2017&kind=event&page_size=3").json()
    assert [one["title"] for one in page["results"]] == ["Day 4", "Day 3", "Day 2"]
    rest = client.get(page["next"]).json()
    assert [one["title"] for one in rest["results"]] == ["Day 1", "Day 0"]
    where = "/api/v1/outputs/count/?unit=IMCA&start=2017-01-01&end=2018-12-31"
    assert client.get(where).json() == {
        "total": 6, "joint": 1, "kinds": {"news": 1, "event": 5},
        "instruments": {"AEWA": 1, "CMS": 6}, "activities": {"": 6},
    }  # fmt: skip
    assert send(client, "post", "", **NEW)[0] == 403
