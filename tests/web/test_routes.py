"""Every address with every role: who sees it, who may not, who learns nothing.

A new address without a row fails. The stranger has every role of another unit and none of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

EVERYBODY = {
    *("ada", "coordinator", "cms_secretary", "aewa_secretary", "cms_finance", "aewa_finance"),
    *("auditor", "cms_member", "aewa_member", "administrator", "stranger"),
}
SECRETARIES = {"cms_secretary", "aewa_secretary"}
FINANCE = {"cms_finance", "aewa_finance"}
MONEY = {"coordinator", "auditor", *SECRETARIES, *FINANCE}
STARTERS = {"coordinator", *FINANCE}
Row = dict[str, int]


def row(
    status: int,
    who: set[str] = EVERYBODY,
    *,
    others: int = 403,
    stranger: int = 404,
    no: int = 302,
) -> Row:
    """Return who → status: ``status`` for ``who``, ``no`` for those who are not logged in."""
    found = dict.fromkeys(EVERYBODY, others) | {"stranger": stranger}
    return found | dict.fromkeys(who, status) | {"anonymous": no}


def api(status: int, who: set[str] = EVERYBODY, *, others: int = 403, stranger: int = 404) -> Row:
    return row(status, who, others=others, stranger=stranger, no=401)


OPEN = row(200, no=200)
CLOSED = row(405)
NOTHING = row(404, no=404)
ADMINS = {"auditor", "administrator", "stranger"}
INSIDE = row(200, ADMINS)
NOBODY = row(403)

ROUTES: dict[tuple[str, str], Row] = {
    ("alive", "GET"): OPEN,
    ("alive", "POST"): row(405, no=405),
    ("ready", "GET"): OPEN,
    ("ready", "POST"): row(405, no=405),
    ("login", "GET"): row(302, no=200),
    ("login", "POST"): row(302, no=200),
    ("logout", "GET"): CLOSED,
    ("logout", "POST"): row(302),
    ("language", "GET"): row(405, no=405),
    ("language", "POST"): row(302),
    ("start", "GET"): row(200),
    ("start", "POST"): CLOSED,
    ("job", "GET"): row(200, STARTERS | {"auditor"}),
    ("job", "POST"): CLOSED,
    ("valuations", "GET"): row(200, MONEY | {"stranger"}),
    ("valuations", "POST"): CLOSED,
    ("new_valuation", "GET"): row(200, STARTERS | {"stranger"}),
    ("new_valuation", "POST"): row(422, STARTERS | {"stranger"}),
    ("valuation", "GET"): row(200, MONEY),
    ("valuation", "POST"): CLOSED,
    ("snapshot", "GET"): row(200, FINANCE | {"auditor"}),
    ("snapshot", "POST"): CLOSED,
    ("reports", "GET"): row(200),
    ("reports", "POST"): CLOSED,
    ("report_pdf", "GET"): row(200, {"coordinator", "auditor", *SECRETARIES}),
    ("report_pdf", "POST"): CLOSED,
    ("api_job", "GET"): api(200, STARTERS | {"auditor"}),
    ("api_job", "POST"): api(405),
    ("api_valuations", "GET"): api(200, MONEY | {"stranger"}),
    ("api_valuations", "POST"): api(202, STARTERS),
    ("api_valuation", "GET"): api(200, MONEY),
    ("api_valuation", "POST"): api(405),
    ("api_limitations", "GET"): api(200, EVERYBODY - {"stranger"}),
    ("api_limitations", "POST"): api(405),
    ("api_reports", "GET"): api(200),
    ("api_reports", "POST"): api(405),
    ("api_report", "GET"): api(200, {"coordinator", "auditor", *SECRETARIES}),
    ("api_report", "POST"): api(405),
    ("api_report_document", "GET"): api(200, {"coordinator", "auditor", *SECRETARIES}),
    ("api_report_document", "POST"): api(405),
    ("api_schema", "GET"): api(200),
    ("api_schema", "POST"): api(405),
    ("api_docs", "GET"): row(200),
    ("api_docs", "POST"): CLOSED,
    ("api_nothing", "GET"): NOTHING,
    ("api_nothing", "POST"): NOTHING,
}
# The administration is there to look: what stands in one line here holds for all its tables.
ADMINISTRATION: dict[tuple[str, str], Row] = {
    ("index", "GET"): INSIDE,
    ("app_list", "GET"): INSIDE,
    ("jsi18n", "GET"): INSIDE,
    ("changelist", "GET"): INSIDE,
    ("changelist", "POST"): INSIDE,
    ("change", "GET"): row(200, {"auditor", "administrator"}, stranger=302),
    ("change", "POST"): NOBODY,
    ("history", "GET"): row(200, {"auditor", "administrator"}, stranger=302),
    ("add", "GET"): NOBODY,
    ("add", "POST"): NOBODY,
    ("delete", "GET"): NOBODY,
    ("delete", "POST"): NOBODY,
    ("password_change", "GET"): row(404, ADMINS),
    ("password_change", "POST"): row(404, ADMINS),
    ("password_change_done", "GET"): INSIDE,
    ("autocomplete", "GET"): row(403, ADMINS),
    ("login", "GET"): NOBODY,
    ("login", "POST"): NOBODY,
    ("logout", "POST"): row(302, ADMINS),
}


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
    match name:
        case "job" | "api_job":
            return reverse(name, args=[world.job.pk])
        case "valuation" | "snapshot" | "api_valuation":
            return reverse(name, args=[world.run.pk])
        case "report_pdf" | "api_report" | "api_report_document":
            return reverse(name, args=[world.report.pk])
        case "api_limitations":
            return reverse(name) + "?unit=IMCA&from=2017-01-01&to=2017-03-31"
        case "api_nothing":
            return "/api/v1/no/such/address/"
        case "admin:app_list":
            return reverse(name, args=["secretariats"])
        case _ if name.startswith("admin:") and known(name) in {"change", "delete", "history"}:
            return reverse(name, args=[_row_of(name, world).pk])
        case _:
            return reverse(name)


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
        body = {"unit": "IMCA", "from": "2017-01-01", "to": "2017-03-31"}
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
