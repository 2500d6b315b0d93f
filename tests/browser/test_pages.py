"""Every page that somebody may open, for everybody: both themes, telephone and desk.

The pages are those of the table of addresses, so a new one is tested before anyone writes a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import pages
from tests.browser.prepared import addresses
from tests.browser.visitor import NARROW, THEMES, WIDE, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.site import Site

PAGES = sorted(pages())


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
            found_wrong = looks.barriers()
            assert not found_wrong, "\n".join([f"{theme}, {width} px wide:", *found_wrong])
    # A window of 1280 px at 200 %.
    looks.resize(WIDE // 2)
    assert not looks.overflow(), "at 200 %"
    looks.resize(WIDE)
    looks.is_content()
