"""Addresses of what a programme leads to: changes, milestones."""

from tests.web.routes.rows import CLOSED, MONEY, Arguments, Body, Row, api, row

PLANNERS = {"coordinator"}
READERS = MONEY | {"ada"}

ROUTES: dict[tuple[str, str], Row] = {
    ("programme_changes", "GET"): row(200, READERS | {"stranger"}),
    ("programme_changes", "POST"): CLOSED,
    ("programme_milestone", "GET"): CLOSED,
    ("programme_milestone", "POST"): row(404, PLANNERS | {"stranger"}),
    ("programme_export", "GET"): row(200, READERS | {"stranger"}),
    ("programme_export", "POST"): CLOSED,
    ("programme_import", "GET"): row(200, PLANNERS | {"stranger"}),
    ("programme_import", "POST"): row(422, PLANNERS | {"stranger"}),
    ("api_programme_export", "GET"): api(200, READERS),
    ("api_programme_export", "POST"): api(405),
    ("api_programme_import", "GET"): api(405),
    ("api_programme_import", "POST"): api(415),
    ("api_programme_changes", "GET"): api(200, READERS),
    ("api_programme_changes", "POST"): api(405),
    ("api_milestones", "GET"): api(405),
    ("api_milestones", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = {}
QUERIES: dict[str, str] = dict.fromkeys(
    ("api_programme_changes", "api_programme_export"), "?unit=IMCA&year=2031"
)
BODIES: dict[str, Body] = {}
