"""Every page by the keyboard alone: each control is reached, seen when it is, and left again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.addresses import pages
from tests.browser.prepared import addresses

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.visitor import Visitor
    from tests.faults.site import Site

PAGES = sorted(pages())
MANY = 400
# What one can do something with, numbered; of radio buttons of a group the keyboard meets one.
CONTROLS = """() => {
  const groups = new Set();
  const found = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]')].filter((one) => {
      if (one.tabIndex < 0 || one.disabled || one.type === 'hidden') return false;
      if (!one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))
        return false;
      if (one.type === 'radio') {
        if (groups.has(one.name)) return false;
        groups.add(one.name);
      }
      return true;
    });
  found.forEach((one, number) => { one.dataset.stop = number; });
  return found.map((one) => one.outerHTML.slice(0, 120));
}"""
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const around = getComputedStyle(one.parentElement);
  const ring = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1)
    || style.boxShadow !== 'none';
  const group = one.type === 'radio' &&
    document.querySelector(`input[type=radio][name="${one.name}"][data-stop]`);
  return {
    stop: (group || one).dataset.stop ?? null,
    html: one.outerHTML.slice(0, 120),
    ring: ring(style) || ring(around),
    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def walk(looks: Visitor) -> list[dict[str, Any]]:
    """Return where the Tab key leads, once round the page from where it begins."""
    found: list[dict[str, Any]] = []
    for _ in range(MANY):
        looks.page.keyboard.press("Tab")
        here = looks.page.evaluate(HERE)
        # Between the last and the first of the page lies the browser.
        if here is None:
            continue
        if len(found) > 1 and here["stop"] == found[0]["stop"] != found[-1]["stop"]:
            return found
        found.append(here)
    pytest.fail(f"after {MANY} presses of Tab not round the page: {found[-1]['html']}")


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_everything(
    name: str, people: Callable[[str], Visitor], house: tuple[str, Site]
) -> None:
    found = addresses(house[1])[name]
    looks = people(found["who"])
    answer = looks.page.request.get(looks.site + found["where"])
    if "text/html" not in answer.headers["content-type"]:
        return  # a file
    looks.open(found["where"])
    controls = looks.page.evaluate(CONTROLS)
    stops = walk(looks)
    reached = {int(stop["stop"]) for stop in stops if stop["stop"] is not None}
    assert not [html for number, html in enumerate(controls) if number not in reached]
    # Parts of a date are stops of their own, of which the browser marks one or another itself.
    seen = {stop["stop"] for stop in stops if stop["ring"]}
    assert not [stop["html"] for stop in stops if stop["stop"] not in seen], "no focus to be seen"
    assert not [stop["html"] for stop in stops if not stop["inside"]], "focus out of sight"
