"""What is known of single people stays with those entitled, however pages and interface are asked.

Secrets that can be told from all else are planted in the unit. Then every address, with filters,
exports and figures to open drawn at random, is asked by people who may not know them, and every
byte of the answers is searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.routes import ARGUMENTS, QUERIES, ROUTES
from tests.web.secrets_planted import NAMES, names, notes, pay, plant, search

if TYPE_CHECKING:
    import re

    from tests.world import World

EXAMPLES = 150
# Who may know which of the secrets; the rest of them nobody here may.
FORBIDDEN = {
    "cms_secretary": ("names", "notes", "pay"),
    "cms_member": ("names", "notes", "pay"),
    "aewa_member": ("names", "notes", "pay"),
    "ada": ("names", "others", "pay"),
    "cms_finance": ("notes",),
    "coordinator": ("pay",),
    "stranger": ("names", "notes", "pay"),
}
WORDS = (
    *("from", "to", "compare", "unit", "instrument", "activity", "area", "month", "how", "figure"),
    *("person", "post", "grade", "employer", "by", "group", "split", "of", "format", "page", "q"),
    *("week", "year", "state", "order", "table", "view", "period", "run", "committee", "part"),
)
VALUES = (
    *("", "IMCA", "CMS", "AEWA", "CMS-StC", "SECRET", "SECRET-WEB", "AEWA+CMS", "joint", "P2"),
    *("S-0", "P-01", *NAMES, "ada", "person", "people", "post", "grade", "employer", "activity"),
    *("month", "area", "entries", "2017", "2017-01", "2017-01-01", "2017-01-31", "2017-03-31"),
    *("2017-W02", "received", "funded", "balance", "csv", "xlsx", "json", "pdf", "1", "2", "-1"),
    *("all", "true", "99999999999999999999", "\0", "é"),
)
PRIVATE = {"heaping_60", "heaping_30", "heaping_index", "batch", "copied_days", "anchoring"}


def parameters() -> list[str]:
    """Return the query parameters that anything here takes, as far as the schema tells."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    told = {
        parameter["name"]
        for operations in schema["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
    }
    return sorted(told | set(WORDS))


PLACES = sorted(name for name, method in ROUTES if method == "GET")
QUERY = st.dictionaries(st.sampled_from(parameters()), st.sampled_from(VALUES), max_size=4)


@pytest.fixture
def planted(world: World) -> World:
    """Give the world with secrets in it."""
    return plant(world)


def forbidden(who: str) -> list[re.Pattern[str]]:
    """Return the secrets that a person may not know."""
    kinds = FORBIDDEN[who]
    found = [*(names() if "names" in kinds else []), *(pay() if "pay" in kinds else [])]
    return found + (notes() if "notes" in kinds else [])


def where(name: str, world: World) -> str:
    return reverse(name, args=ARGUMENTS[name](world) if name in ARGUMENTS else [])


def ask(client: Client, address: str, query: Any) -> bytes:
    """Return the bytes of an answer, which may not be a failure."""
    answer = client.get(address, query) if query else client.get(address)
    assert answer.status_code < 500, address
    if answer.streaming:
        return b"".join(part for part in answer)
    content: bytes = answer.content
    return content


@pytest.mark.parametrize("who", FORBIDDEN)
def test_nothing_of_single_people_is_told(who: str, planted: World) -> None:
    client = Client()
    client.force_login(planted.people()[who])
    secrets = forbidden(who)
    for name in PLACES:
        found = search(ask(client, where(name, planted) + QUERIES.get(name, ""), None), secrets)
        assert not found, name

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(name=st.sampled_from(PLACES), query=QUERY, kept=st.booleans())
    def however_it_is_asked(name: str, query: dict[str, str], kept: bool) -> None:
        address = where(name, planted) + (QUERIES.get(name, "") if kept and not query else "")
        # What is asked for is not given away by saying it again.
        asked = {key: text for key, text in query.items() if text not in NAMES}
        found = search(ask(client, address, query), secrets)
        assert not found or asked != query, (address, query)

    however_it_is_asked()


def test_the_secrets_are_found_where_they_may_be(planted: World) -> None:
    client = Client()
    client.force_login(planted.cast.administrator)
    people = ask(client, reverse("admin:secretariats_person_changelist"), None)
    assert search(people, names()), "or the search finds nothing anywhere"


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(query=QUERY)
def test_what_is_a_person_s_own_is_kept_from_the_coordinator(
    query: dict[str, str], planted: World
) -> None:
    client = Client()
    client.force_login(planted.cast.coordinator)
    period = {"unit": "IMCA", "from": "2017-01-01", "to": "2017-03-31"}
    answer = client.get(reverse("api_limitations"), {**query, **period})
    if answer.status_code in {400, 404}:
        return
    people = answer.json()["people"]
    assert set(NAMES) <= set(people)
    for username, figures in people.items():
        own = username == planted.cast.coordinator.username
        assert own or PRIVATE.isdisjoint(figures), username
