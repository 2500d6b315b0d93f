"""Fixtures of all tests, and what every test is held to."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import hypothesis
import pytest
from django.conf import settings

from tests.cast import Cast, make_cast
from tests.services import ServiceMissing, redis_server

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

TESTS = Path(__file__).parent
CLOSED = {"unit", "property"}
HERE = {"127.0.0.1", "::1", "localhost"}
CONNECT = socket.socket.connect


# The same samples in every run: what fails once fails again.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("house")
SOAK_EXAMPLES = 100


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give property tests many more samples, new ones each time, in the long form."""
    if not os.environ.get("SOAK"):
        return
    for item in items:
        test = getattr(item, "obj", None)
        given = getattr(test, "_hypothesis_internal_use_settings", None)
        if given is not None:
            test._hypothesis_internal_use_settings = hypothesis.settings(  # type: ignore[union-attr]  # noqa: SLF001
                given, max_examples=given.max_examples * SOAK_EXAMPLES, derandomize=False
            )
            item.add_marker(pytest.mark.timeout(3 * 3600))


def missing(what: str) -> NoReturn:
    """Skip the test for want of something; where CI is set, fail it instead."""
    if os.environ.get("CI", "").lower() in {"1", "true", "yes", "on"}:
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a test run only where what it is marked to need is there."""
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    if item.get_closest_marker("postgres") and not on_postgres:
        missing("needs PostgreSQL: no DATABASE_URL of one")
    if item.get_closest_marker("sqlite") and on_postgres:
        pytest.skip("a rule of SQLite alone")
    for mark in item.iter_markers("program"):
        for program in mark.args:
            if shutil.which(program) is None:
                missing(f"needs the program {program}: run make test, or install it")


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup() -> Generator[None, object, object]:
    """Treat a fixture that finds no service as a test that lacks it."""
    try:
        return (yield)
    except ServiceMissing as error:
        missing(str(error))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Treat a test that can start no private service as one that lacks it."""
    try:
        return (yield)
    except ServiceMissing as error:
        missing(str(error))


@pytest.fixture(autouse=True)
def closed_sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests from the network: unit tests from all of it, others from other machines."""
    part = request.path.relative_to(TESTS).parts[0]

    def connect(connection: socket.socket, address: Any) -> None:
        local = connection.family == socket.AF_UNIX or address[0] in HERE
        if part in CLOSED or not local:
            connection.close()
            message = f"a test of tests/{part} must not connect to {address}"
            raise RuntimeError(message)
        CONNECT(connection, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """Give the URL of a Redis that tests share; a test that breaks it takes a private one."""
    with redis_server() as url:
        yield url


@pytest.fixture
def cast(db: None) -> Cast:
    """Give the cast of tests/cast.py, stored."""
    return make_cast()
