"""Which pages there are, and who opens them: read off the table of addresses."""

from __future__ import annotations

import json
import sys

from django.urls import reverse

from tests.cast import make_cast
from tests.web.routes import ARGUMENTS, QUERIES, ROUTES
from tests.world import make_world

# The first of them that a page opens for is who looks at it.
FIRST = (
    *("coordinator", "ada", "cms_secretary", "cms_finance", "administrator", "auditor"),
    *("cms_member", "stranger"),
)
USERNAMES = {"cms_secretary": "cms-secretary", "cms_finance": "cms-finance"}
USERNAMES["cms_member"] = "cms-member"
SHOWN = 200


def pages() -> dict[str, str]:
    """Return name → username of every address that somebody may look at, programs' apart."""
    found = {}
    for (name, method), row in ROUTES.items():
        # Swagger draws the page of the interface, and its faults are its own.
        if method != "GET" or name.startswith("api_"):
            continue
        if row["anonymous"] == SHOWN:
            found[name] = ""
            continue
        who = next((one for one in FIRST if row[one] == SHOWN), None)
        if who is not None:
            found[name] = USERNAMES.get(who, who)
    return found


def write() -> None:
    """Store the world and print where each page is, as JSON."""
    world = make_world(make_cast())
    told = {}
    for name, username in pages().items():
        arguments = ARGUMENTS[name](world) if name in ARGUMENTS else []
        told[name] = {
            "who": username,
            "where": reverse(name, args=arguments) + QUERIES.get(name, ""),
        }
    json.dump(told, sys.stdout)
