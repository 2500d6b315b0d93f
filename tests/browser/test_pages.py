"""Every page that somebody may open, for everybody: both themes, telephone and desk.

The pages are those of the table of addresses, so a new one is tested before anyone writes a test.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import pages
from tests.browser.prepared import addresses
from tests.browser.visitor import NARROW, THEMES, WIDE, Visitor, visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from tests.faults.site import Site

# Drawn by others: Swagger's page has its own faults.
NOT_OURS = {"api_docs"}
PAGES = sorted(set(pages()) - NOT_OURS)


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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_for_everybody(
    name: str, people: Callable[[str], Visitor], house: tuple[str, Site]
) -> None:
    found = addresses(house[1])[name]
    looks = people(found["who"])
    answer = looks.page.request.get(looks.site + found["where"])
    assert answer.ok
    if "text/html" not in answer.headers["content-type"]:
        return  # a file
    looks.complaints.clear()
    looks.open(found["where"])
    for width in (WIDE, NARROW):
        looks.resize(width)
        assert not looks.overflow(), f"{width} px wide"
        for theme in THEMES:
            looks.theme(theme)
            assert not looks.barriers(), f"{theme}, {width} px wide"
    # A window of 1280 px at 200 %.
    looks.resize(WIDE // 2)
    assert not looks.overflow(), "at 200 %"
    looks.resize(WIDE)
    looks.is_content()
