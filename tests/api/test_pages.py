"""Lists for programs: pages that miss nothing and repeat nothing, whatever cursor is sent."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.world import World, make_run

if TYPE_CHECKING:
    from django.test import Client

RUNS = "/api/v1/valuations/"


def walk(client: Client, address: str | None) -> list[str]:
    """Return the runs of all pages from an address on."""
    found = []
    while address:
        page = client.get(address).json()
        found += [row["run"] for row in page["results"]]
        address = page["next"]
    return found


@pytest.mark.parametrize("order", ["", "computed", "-computed", "from", "-to"])
def test_pages_hold_every_row_once(order: str, world: World, client: Client) -> None:
    made = {str(make_run(world.cast, number).pk) for number in range(1, 8)}
    client.force_login(world.cast.auditor)
    found = walk(client, f"{RUNS}?page_size=3&order={order}")
    assert len(found) == 8
    assert set(found) == made | {str(world.run.pk)}


def test_what_comes_in_between_moves_no_page(world: World, client: Client) -> None:
    for number in range(1, 5):
        make_run(world.cast, number)
    client.force_login(world.cast.auditor)
    first = client.get(f"{RUNS}?page_size=2").json()
    newer = make_run(world.cast, 9)
    later = walk(client, first["next"])
    seen = [row["run"] for row in first["results"]] + later
    assert len(seen) == len(set(seen)) == 5
    assert str(newer.pk) not in seen


@pytest.mark.parametrize(
    "tokens",
    [
        {"p": "tomorrow"},
        {"p": "2017-01-01\0"},
        {"p": "0001-01-01 00:00:00+14:00"},
        {"o": "99999999999999999999999999"},
        {"r": "maybe"},
        {"o": "-1"},
    ],
)
def test_a_made_up_cursor_is_no_failure(
    tokens: dict[str, str], world: World, client: Client
) -> None:
    client.force_login(world.cast.auditor)
    cursor = b64encode(urlencode(tokens).encode()).decode()
    assert client.get(RUNS, {"cursor": cursor}).status_code in {200, 404}


@pytest.mark.parametrize("cursor", ["é", "=", "a", "%00", "cD0"])
def test_a_garbled_cursor_is_no_failure(cursor: str, world: World, client: Client) -> None:
    client.force_login(world.cast.auditor)
    assert client.get(RUNS, {"cursor": cursor}).status_code in {200, 404}


@pytest.mark.parametrize("size", ["0", "-1", "many", "1e9", "999999999999999999999"])
def test_a_page_size_out_of_bounds_is_no_failure(size: str, world: World, client: Client) -> None:
    client.force_login(world.cast.auditor)
    answer = client.get(RUNS, {"page_size": size})
    assert answer.status_code == 200
    assert len(answer.json()["results"]) == 1
