"""Addresses of one's own calendar."""

from tests.web.routes.rows import CLOSED, Body, Row, api, row

KEEPERS = {"ada", "coordinator", "stranger"}

ROUTES: dict[tuple[str, str], Row] = {
    ("own_calendar", "GET"): row(200, KEEPERS),
    ("own_calendar", "POST"): row(422, KEEPERS),
    ("calendar_remember", "GET"): CLOSED,
    ("calendar_remember", "POST"): row(422, KEEPERS, stranger=422),
    ("api_calendar", "GET"): api(204, KEEPERS),
    ("api_calendar", "POST"): api(405),
    ("api_calendar_read", "GET"): api(405),
    ("api_calendar_read", "POST"): api(422, KEEPERS),
    ("api_calendar_events", "GET"): api(200, KEEPERS),
    ("api_calendar_events", "POST"): api(405),
}
QUERIES: dict[str, str] = {"api_calendar_events": "?day=2017-01-09"}
BODIES: dict[str, Body] = {}
