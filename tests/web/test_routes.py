"""Every address with every role: who sees it, who may not, who learns nothing.

A new address without a row fails. The stranger has every role of another unit and none of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.routes import ARGUMENTS, BODIES, QUERIES, ROUTES
from tests.web.routes.administration import ADMINISTRATION
from tests.web.routes.rows import Row
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client


def patterns(
    resolver: URLResolver | Any = None, namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Yield the full name of every address that has one, and its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern, namespace + inner)
        elif pattern.name:
            yield namespace + pattern.name, pattern


def known(name: str) -> str:
    """Return the row's name for an address of the administration."""
    if not name.startswith("admin:"):
        return name
    last = name.removeprefix("admin:")
    return last.rpartition("_")[2] if last.startswith("secretariats_") else last


ADDRESSES = dict(patterns())


def rows_of(name: str) -> dict[str, Row]:
    """Return method → expected answers of an address."""
    table = ADMINISTRATION if name.startswith("admin:") else ROUTES
    return {method: found for (kind, method), found in table.items() if kind == known(name)}


def test_every_address_has_a_row() -> None:
    rows = {name for name, _method in ROUTES}
    of_administration = {name for name, _method in ADMINISTRATION}
    # Leads nowhere: it needs Django's sites.
    lacking = {
        name
        for name in ADDRESSES
        if name not in rows
        and not (name.startswith("admin:") and known(name) in of_administration)
        and name != "admin:view_on_site"
    }
    assert not lacking, "say in ROUTES who may open it"
    assert rows <= set(ADDRESSES), "a row of an address that is gone"


def address(name: str, world: World) -> str:
    if name == "admin:app_list":
        return reverse(name, args=["secretariats"])
    if name.startswith("admin:") and known(name) in {"change", "delete", "history"}:
        return reverse(name, args=[_row_of(name, world).pk])
    arguments = ARGUMENTS[name](world) if name in ARGUMENTS else []
    return reverse(name, args=arguments) + QUERIES.get(name, "")


def _row_of(name: str, world: World) -> Any:
    cast = world.cast
    rows = {
        "person": cast.ada,
        "role": cast.ada.roles.get(),
        "unit": cast.unit,
        "committee": cast.cms_committee,
        "instrument": cast.cms,
        "post": cast.unit.posts.first(),
        "assignment": cast.ada.assignments.get(),
    }
    return rows[name.split("_")[1]]


def ask(client: Client, name: str, method: str, world: World) -> int:
    where = address(name, world)
    if method == "GET":
        response = client.get(where)
    elif name.startswith("api_"):
        body = BODIES.get(name, {})
        response = client.post(where, body, content_type="application/json")
    else:
        response = client.post(where)
    if response.streaming:
        b"".join(response)
    return response.status_code


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_answers_each_role_as_its_row_says(
    name: str, world: World, client: Client
) -> None:
    for method, expected in rows_of(name).items():
        client.logout()
        answers = {"anonymous": ask(client, name, method, world)}
        for who, person in world.people().items():
            client.force_login(person)
            answers[who] = ask(client, name, method, world)
        assert answers == expected, method
