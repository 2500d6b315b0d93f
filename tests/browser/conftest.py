"""Chromium and the sites it visits. Each file of tests has its own, so that files do not meet."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.prepared import demonstration, served, world
from tests.browser.visitor import CHROMIUM, FLAGS, Visitor, visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.faults.site import Site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every test of this folder need Chromium, and give it time."""
    for item in items:
        if "tests/browser/" in item.nodeid or item.path.parent.name == "browser":
            item.add_marker(pytest.mark.program("chromium"))
            item.add_marker(pytest.mark.timeout(180))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser for the tests of one file.

    Longer than that it may not live: while it does, Django takes the thread for asynchronous.
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give the folder that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="module")
def demo(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Site]]:
    """Give a site of its own with the demonstration: where it is, and its processes."""
    with served(demonstration, shared, tmp_path_factory.mktemp("demo") / "var") as site:
        yield site


@pytest.fixture(scope="module")
def house(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Site]]:
    """Give a site of its own with the world of the tests."""
    with served(world, shared, tmp_path_factory.mktemp("house") / "var") as site:
        yield site


@pytest.fixture
def at(browser: Browser) -> Callable[..., AbstractContextManager[Visitor]]:
    """Give who sits down at a window of the browser, at a site."""

    def sit(site: str, **options: object) -> AbstractContextManager[Visitor]:
        return visitor(browser, site, **options)

    return sit


@pytest.fixture(scope="module")
def people(browser: Browser, house: tuple[str, Site]) -> Iterator[Callable[[str], Visitor]]:
    """Give who looks at a page, logged in once."""
    site, _ = house
    with ExitStack() as windows:
        here: dict[str, Visitor] = {}

        def of(username: str) -> Visitor:
            if username not in here:
                here[username] = windows.enter_context(visitor(browser, site))
                if username:
                    here[username].log_in(username, username)
            return here[username]

        yield of
