"""Addresses of time and the programme of work."""

from tests.web.routes.rows import CLOSED, Arguments, Body, Row, api, row

# They keep a record of time: here, or the stranger elsewhere.
KEEPERS = {"ada", "coordinator", "stranger"}

ROUTES: dict[tuple[str, str], Row] = {
    ("week", "GET"): row(200, KEEPERS),
    ("week", "POST"): row(302, KEEPERS),
    ("time_seen", "GET"): row(200),
    ("time_seen", "POST"): CLOSED,
    ("api_time", "GET"): api(200, {"ada", "coordinator"}),
    ("api_time", "POST"): api(405),
    ("api_time_cell", "GET"): api(405),
    ("api_time_cell", "POST"): api(405),
    ("api_activities", "GET"): api(200),
    ("api_activities", "POST"): api(405),
    ("api_entries", "GET"): api(200),
    ("api_entries", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = {}
QUERIES: dict[str, str] = {"api_time": "?unit=IMCA&week=2017-W02"}
BODIES: dict[str, Body] = {}
