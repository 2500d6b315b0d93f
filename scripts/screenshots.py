"""Take a picture of every page, to be looked at one by one.

    python scripts/screenshots.py [--units demo five one nothing] [--languages en fr es]
                                  [--widths 360 768 1280] [--themes light dark] [--only NAME …]
    python scripts/screenshots.py --pictures

The pages are those that somebody finds by following links, one of each kind. The pictures go to
``var/screenshots/UNIT/LANGUAGE/PAGE-WIDTH-THEME.png``; the sites they are taken of live as long as
the run. Exit status 1 means that the browser complained, or a page could be pushed sideways.
``--pictures`` takes the few small ones of docs/pictures instead, which the README shows.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from django.urls import Resolver404, resolve  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from tests.browser import prepared  # noqa: E402
from tests.browser.visitor import CHROMIUM, FLAGS, Visitor, visitor  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

SITES = {
    "demo": prepared.demonstration,
    "five": prepared.five,
    "one": prepared.one,
    "nothing": prepared.nothing,
}
OF_DEMO = ("", "cleo", "ada", "walter", "fina", "gina", "otto", "carmen")
OF_OTHERS = ("", "cleopatra", "maximiliana", "wal", "fin", "gina-admin", "otto-auditor", "mem")
# What is no page of ours, or ends the visit.
APART = {"api_docs", "api_schema", "api_nothing", "logout", "language", "alive", "ready"}
# So many pictures of one page, asked in different ways.
ALIKE = 3
# Name → who, where, how wide and high, in which theme.
PICTURES = {
    "week-grid": ("ada", "/time/?week=2017-W46", 1280, 800, "light"),
    "week-grid-telephone": ("ada", "/time/?week=2017-W46", 360, 740, "light"),
    "dashboard": ("walter", "/dashboard/?from=2017-01-01&to=2017-12-31", 1280, 800, "light"),
    "dashboard-dark": ("walter", "/dashboard/?from=2017-01-01&to=2017-12-31", 1280, 800, "dark"),
    "reports": ("carmen", "/reports/", 1280, 620, "light"),
    "valuation": ("cleo", "/valuations/", 1280, 800, "light"),
    "design": ("cleo", "/design/", 1280, 900, "light"),
}
COLOURS, HEAVY = 48, 80_000
LINKS = "links => links.map(link => link.getAttribute('href'))"


def name_of(address: str) -> str | None:
    """Return what kind of page an address leads to, by its name and what is asked of it."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    if match.url_name is None or match.view_name.startswith("admin:") or match.url_name in APART:
        return None
    return "-".join([match.url_name, *sorted(parse_qs(parts.query))])


def pages(looks: Visitor) -> Iterator[tuple[str, str]]:
    """Yield (kind, address) of one page of each kind that links lead to, from the start on."""
    seen: dict[str, str] = {}
    waiting = ["/", "/account/", "/glossary/"]
    while waiting:
        address = waiting.pop(0)
        name = name_of(address)
        if name is None or name in seen:
            continue
        alike = [one for one in seen if one.split("-")[0] == name.split("-")[0]]
        if len(alike) >= ALIKE:
            continue
        seen[name] = address
        answer = looks.page.request.get(looks.site + address)
        if not answer.ok or "text/html" not in answer.headers["content-type"]:
            continue
        address = answer.url.removeprefix(looks.site)
        yield name_of(address) or name, address
        looks.open(address)
        links = looks.page.locator("a[href]").evaluate_all(LINKS)
        here = looks.page.url.removeprefix(looks.site).split("?")[0]
        waiting += [here + link if link.startswith("?") else link for link in links]


def take(unit: str, site: str, browser: Browser, options: argparse.Namespace) -> list[str]:
    """Take the pictures of one site; return what is wrong."""
    wrong: list[str] = []
    known: set[str] = set()
    for username in OF_DEMO if unit == "demo" else OF_OTHERS:
        with visitor(browser, site) as looks:
            if username:
                looks.log_in(username, prepared.PASSWORD)
            found = [
                (name, address)
                for name, address in pages(looks)
                if (name not in known or name == "start")
                and (not options.only or any(name.startswith(part) for part in options.only))
            ]
            known |= {name for name, _ in found}
            for name, address in found:
                shot = f"{name}-{username}" if name == "start" else name
                wrong += pictures(unit, shot, address, looks, options)
            wrong += looks.complaints
            looks.complaints.clear()
    return wrong


def pictures(
    unit: str, name: str, address: str, looks: Visitor, options: argparse.Namespace
) -> list[str]:
    """Take all pictures of one page; return what is wrong."""
    wrong = []
    for language in options.languages:
        looks.page.context.add_cookies(
            [{"name": "django_language", "value": language, "url": looks.site}]
        )
        folder = options.out / unit / language
        folder.mkdir(parents=True, exist_ok=True)
        looks.open(address)
        for width in options.widths:
            looks.resize(width)
            if wide := looks.overflow():
                wrong.append(f"{unit} {language} {name} {width}: {wide}")
            for theme in options.themes:
                looks.theme(theme)
                looks.page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
    return wrong


def small_pictures(site: str, browser: Browser) -> None:
    """Take the pictures of the README, small enough to be kept beside the code."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    for name, (username, address, width, height, theme) in PICTURES.items():
        with visitor(browser, site) as looks:
            looks.log_in(username, prepared.PASSWORD)
            looks.resize(width, height)
            looks.theme(theme)
            looks.open(address)
            guide = looks.page.get_by_role("button", name="Put the guide away")
            if guide.count() == 1:
                guide.click()
                looks.open(address)
            if name == "valuation":
                looks.page.locator("main table tbody a").first.click()
            looks.page.wait_for_load_state("networkidle")
            picture = Image.open(io.BytesIO(looks.page.screenshot())).convert("RGB")
        few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(folder / f"{name}.png", optimize=True)
        weight = (folder / f"{name}.png").stat().st_size
        print(f"{weight:>7,} {name}", "TOO HEAVY" if weight > HEAVY else "")


def main() -> int:
    """Take them all; return the exit status."""
    parser = argparse.ArgumentParser(description="Take a picture of every page.")
    parser.add_argument("--units", nargs="+", choices=SITES, default=list(SITES))
    parser.add_argument("--languages", nargs="+", default=["en", "fr", "es"])
    parser.add_argument("--widths", nargs="+", type=int, default=[360, 768, 1280])
    parser.add_argument("--themes", nargs="+", default=["light", "dark"])
    parser.add_argument("--only", nargs="+", default=[], help="beginnings of names of pages")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "screenshots")
    parser.add_argument("--pictures", action="store_true", help="those of the README instead")
    options = parser.parse_args()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        where = Path(folder)
        if options.pictures:
            with prepared.served(SITES["demo"], where, where / "var", DEBUG="true") as (site, _):
                small_pictures(site, browser)
            return 0
        for unit in options.units:
            with prepared.served(SITES[unit], where, where / f"var-{unit}") as (site, _):
                wrong += take(unit, site, browser, options)
        browser.close()
    print("\n".join(wrong) or f"The pictures are in {options.out}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
