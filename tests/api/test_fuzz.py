"""What the interface answers to whatever is sent: never a failure, always as its schema says.

The operations are read off the schema and their arguments off the table of addresses, so that a
new operation is tested before anyone writes a test for it.
"""

from __future__ import annotations

import gc
import re
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from imca.wsgi import application
from tests.web.routes import ARGUMENTS
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis.schemas import APIOperation

# The client of the fuzzer leaves files open.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
WHO = ["coordinator", "cms_secretary", "cms_member", "ada"]
TOKEN = "a" * 32
EXAMPLES, MANY = 15, 2500
NOBODY = 401
PLAIN = {"Accept-Encoding": "identity"}


def described() -> dict[str, APIOperation[Any, Any, Any, Any]]:
    """Return label → operation of the schema."""
    raw = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    schema = schemathesis.openapi.from_dict(raw)
    schema.app = application
    found: list[Any] = list(schema.get_all_operations())
    return {one.ok().label: one.ok() for one in found}


OPERATIONS = described()


@pytest.fixture(autouse=True, scope="module")
def nothing_left_open() -> Iterator[None]:
    """Close what the client left open here, not in somebody else's test."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep requests from closing the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def real_arguments(operation: APIOperation[Any, Any, Any, Any], world: World) -> dict[str, str]:
    """Return the arguments in the path of an operation that lead to something of the world."""
    shape = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(operation.path))
    for name, arguments in ARGUMENTS.items():
        if name.startswith("api_"):
            there = re.fullmatch(shape, reverse(name, args=arguments(world)))
            if there:
                return there.groupdict()
    return {}


def sessions(world: World) -> dict[str, str]:
    """Return person → key of the session of somebody who is logged in."""
    found = {}
    for who in WHO:
        client = Client()
        client.force_login(getattr(world.cast, who))
        found[who] = client.cookies["sessionid"].value
    return found


def try_out(
    operation: APIOperation[Any, Any, Any, Any], world: World, examples: int, mode: GenerationMode
) -> None:
    """Send an operation many requests and hold each answer to the schema; nothing stays."""
    keys, there = sessions(world), real_arguments(operation, world)

    @settings(
        max_examples=examples, suppress_health_check=list(HealthCheck), report_multiple_bugs=False
    )
    @given(
        case=operation.as_strategy(generation_mode=mode),
        who=st.sampled_from(WHO),
        real=st.integers(0, 3).map(bool),
    )
    def check(case: Any, who: str, real: bool) -> None:
        case.cookies = {"sessionid": keys[who], "csrftoken": TOKEN}
        case.headers = {**(case.headers or {}), "X-CSRFToken": TOKEN, **PLAIN}
        case.headers.pop("Authorization", None)
        if real and there:
            case.path_parameters = there
        with transaction.atomic():
            answer = case.call()
            transaction.set_rollback(True)
        assert answer.status_code != NOBODY
        case.validate_response(answer, checks=CHECKS)

    check()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("label", OPERATIONS)
def test_an_operation_answers_as_it_says(label: str, mode: GenerationMode, world: World) -> None:
    try_out(OPERATIONS[label], world, EXAMPLES, mode)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("label", OPERATIONS)
def test_an_operation_answers_so_for_long(label: str, mode: GenerationMode, world: World) -> None:
    try_out(OPERATIONS[label], world, MANY, mode)


@pytest.mark.parametrize("label", [label for label in OPERATIONS if "{" in label])
def test_every_operation_is_tried_on_something_that_is_there(label: str, world: World) -> None:
    assert real_arguments(OPERATIONS[label], world), "ARGUMENTS leads to nothing for it"
