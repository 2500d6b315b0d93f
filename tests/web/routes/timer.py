"""Addresses of the timer."""

from tests.web.routes.rows import Arguments, Body, Row, api, row

# They keep a record of time: here, or the stranger elsewhere.
KEEPERS = {"ada", "coordinator", "stranger"}

ROUTES: dict[tuple[str, str], Row] = {
    ("timer", "GET"): row(200, KEEPERS),
    ("timer", "POST"): row(400, KEEPERS),
    ("api_timer", "GET"): api(200, KEEPERS),
    ("api_timer", "POST"): api(405),
    ("api_timer_stop", "GET"): api(405),
    ("api_timer_stop", "POST"): api(409, KEEPERS),
}
ARGUMENTS: dict[str, Arguments] = {}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {"api_timer_stop": {}}
