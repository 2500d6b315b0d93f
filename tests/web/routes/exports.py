"""Addresses of one's own time and data as files."""

from uuid import UUID

from tests.web.routes.rows import CLOSED, EVERYBODY, Arguments, Body, Row, api, row

KEEPERS = {"ada", "coordinator", "stranger"}
NO_JOB = UUID(int=7)

ROUTES: dict[tuple[str, str], Row] = {
    ("exports", "GET"): row(200),
    ("exports", "POST"): CLOSED,
    ("export_data", "GET"): CLOSED,
    ("export_data", "POST"): row(422),
    # A file of somebody else is none.
    ("export_file", "GET"): row(404, EVERYBODY),
    ("export_file", "POST"): CLOSED,
    ("api_time_export", "GET"): api(200, KEEPERS - {"stranger"}),
    ("api_time_export", "POST"): api(405),
    ("api_export_data", "GET"): api(405),
    ("api_export_data", "POST"): api(200),
}
ARGUMENTS: dict[str, Arguments] = {"export_file": lambda _world: [NO_JOB]}
QUERIES: dict[str, str] = {
    "api_time_export": "?unit=IMCA&from=2017-01-01&to=2017-01-31&format=csv",
}
BODIES: dict[str, Body] = {}
