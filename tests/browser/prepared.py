"""Sites for the browser: filled once for a run of the tests, then copied for each file."""

from __future__ import annotations

import fcntl
import json
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.awkward import units
from tests.browser.story_unit import story_unit
from tests.faults.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PASSWORD = "waterbird-flyway-2017"
# Who is who in the demonstration.
STAFF, COORDINATOR = "ada", "cleo"
AEWA_SECRETARY, CMS_SECRETARY = "walter", "teresa"
AEWA_MEMBER, CMS_MEMBER = "samuel", "carmen"
FINANCE, AUDITOR, ADMINISTRATOR = "fina", "otto", "gina"
LONG = 300


def demonstration(site: Site) -> None:
    """Fill a site with the demonstration, valued and reported."""
    site.well(site.manage("demo"), LONG)


# People of units that are loaded have no passwords.
LET_IN = """
from secretariats.models import Person
one, *others = Person.objects.order_by("pk")
one.set_password({password!r})
Person.objects.update(password=one.password)
"""


def awkward(name: str, site: Site) -> None:
    """Fill a site with an awkward unit, valued and reported where it has anything recorded."""
    made = units()[name]
    file = site.var / "unit.json"
    file.write_text(json.dumps(made), encoding="utf-8")
    site.well(site.manage("load_unit", str(file)))
    site.well(site.manage("shell", "--no-imports", "-c", LET_IN.format(password=PASSWORD)))
    if made["entries"]:
        site.well(
            site.manage(
                *("report", "--unit", made["unit"]["code"], "--from", "2017-01-01"),
                *("--to", "2017-12-31", "--committee", "CMS", "--language", "en"),
                *("--out", str(site.var / "report.pdf")),
            ),
            LONG,
        )


def story(site: Site) -> None:
    """Fill a site with the unit of the story, in which nothing has happened yet."""
    file = site.var / "unit.json"
    file.write_text(json.dumps(story_unit(timezone.now().date())), encoding="utf-8")
    site.well(site.manage("load_unit", str(file)))
    site.well(site.manage("shell", "--no-imports", "-c", LET_IN.format(password=PASSWORD)))


def five(site: Site) -> None:
    """Fill a site with five instruments and long names."""
    awkward("five", site)


def one(site: Site) -> None:
    """Fill a site with one instrument alone."""
    awkward("one", site)


def nothing(site: Site) -> None:
    """Fill a site with a unit in which nothing was recorded yet."""
    awkward("nothing", site)


def world(site: Site) -> None:
    """Fill a site with the world of the tests, and write down the address of every page."""
    code = "from tests.browser.addresses import write; write()"
    told = site.well(site.manage("shell", "--no-imports", "-c", code), LONG)
    (site.var / "addresses.json").write_text(told, encoding="utf-8")


@contextmanager
def served(
    fill: Callable[[Site], None], shared: Path, var: Path, **variables: str
) -> Iterator[tuple[str, Site]]:
    """Serve a copy of a filled site for the length of the block.

    Args:
        fill: fills a migrated site; called once for all who share.
        shared: folder that the processes of one run of the tests share.
        var: where the copy goes; not there yet.
        **variables: settings of the server.
    """
    filled = shared / f"site-{fill.__name__}"
    with (shared / f"{fill.__name__}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (filled / "ready").exists():
            shutil.rmtree(filled, ignore_errors=True)
            filled.mkdir()
            source = Site(var=filled)
            try:
                source.well(source.manage("migrate", "--verbosity", "0"), LONG)
                fill(source)
            finally:
                source.end_all()
            (filled / "ready").touch()
    shutil.copytree(filled, var)
    site = Site(var=var)
    try:
        yield site.serve(**variables), site
    finally:
        site.end_all()


def addresses(site: Site) -> dict[str, dict[str, str]]:
    """Return the pages of a site of the world: name → who opens it, where."""
    found: dict[str, dict[str, str]] = json.loads((site.var / "addresses.json").read_text("utf-8"))
    return found
