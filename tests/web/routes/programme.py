"""Addresses of what a programme leads to: changes, milestones, workbooks, outputs."""

from tests.web.routes.rows import CLOSED, MONEY, Arguments, Body, Row, api, row

PLANNERS = {"coordinator"}
READERS = MONEY | {"ada"}
KEEPERS = {"ada", "coordinator"}

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
    ("outputs", "GET"): row(200, READERS | {"stranger"}),
    ("outputs", "POST"): row(422, KEEPERS | {"stranger"}),
    ("outputs_download", "GET"): row(200, READERS | {"stranger"}),
    ("outputs_download", "POST"): CLOSED,
    ("output", "GET"): row(200, KEEPERS),
    ("output", "POST"): row(422, KEEPERS),
    ("output_remove", "GET"): CLOSED,
    ("output_remove", "POST"): row(409, KEEPERS),
    ("api_outputs", "GET"): api(200, READERS),
    ("api_outputs", "POST"): api(201, KEEPERS),
    ("api_outputs_count", "GET"): api(200, READERS),
    ("api_outputs_count", "POST"): api(405),
    ("api_output", "GET"): api(200, READERS),
    ("api_output", "POST"): api(405),
    ("api_programme_changes", "GET"): api(200, READERS),
    ("api_programme_changes", "POST"): api(405),
    ("api_milestones", "GET"): api(405),
    ("api_milestones", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = dict.fromkeys(
    ("output", "output_remove", "api_output"), lambda world: [world.output.pk]
)
QUERIES: dict[str, str] = dict.fromkeys(
    ("api_programme_changes", "api_programme_export"), "?unit=IMCA&year=2031"
)
QUERIES |= {
    "api_outputs": "?unit=IMCA&year=2017",
    "api_outputs_count": "?unit=IMCA&start=2017-01-01&end=2017-12-31",
}
BODIES: dict[str, Body] = {
    "api_outputs": {"unit": "IMCA", "date": "2017-05-10", "kind": "event", "title": "Main day"},
}
