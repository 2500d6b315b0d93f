"""A site of real processes, on a PostgreSQL and a Redis of its own."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.faults.site import UNIT_FILE, Site
from tests.services import private_postgres, private_redis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.services import Service

# A broker of its own for each test: Redis has sixteen.
BROKERS = itertools.cycle(range(16))


@pytest.fixture(scope="session")
def broker_of_all() -> Iterator[Service]:
    """Give the Redis that the tests of this folder share and leave running."""
    with private_redis() as service:
        yield service


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a site on PostgreSQL without a broker, in which the unit is loaded."""
    with private_postgres() as service:
        site = Site(var=tmp_path_factory.mktemp("site"), database=service.url)
        try:
            site.well(site.manage("migrate", "--verbosity", "0"))
            site.well(site.manage("load_unit", str(UNIT_FILE)))
            yield site
        finally:
            site.end_all()


@pytest.fixture
def site(loaded: Site, broker_of_all: Service) -> Iterator[Site]:
    """Give the site with a broker that holds nothing yet; its processes end with the test."""
    base, _, _ = broker_of_all.url.rpartition("/")
    site = loaded.on(f"{base}/{next(BROKERS)}")
    try:
        yield site
    finally:
        site.end_all()
