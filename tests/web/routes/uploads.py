"""Addresses of time from files."""

from tests.web.routes.rows import Arguments, Body, Row, api, row

KEEPERS = {"ada", "coordinator", "stranger"}
OWN = {"ada"}

ROUTES: dict[tuple[str, str], Row] = {
    ("uploads", "GET"): row(200, KEEPERS),
    ("uploads", "POST"): row(422, KEEPERS),
    ("upload", "GET"): row(200, OWN, others=404),
    ("upload", "POST"): row(302, OWN, others=404),
    ("api_imports", "GET"): api(200),
    ("api_imports", "POST"): api(422, {"ada", "coordinator"}),
    ("api_import", "GET"): api(200, OWN, others=404),
    ("api_import", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = dict.fromkeys(
    ("upload", "api_import"), lambda world: [world.upload.pk]
)
QUERIES: dict[str, str] = {"api_imports": "?unit=IMCA"}
BODIES: dict[str, Body] = {"api_imports": {"no": "time"}}
