"""Addresses of people and their work in the background, and of the site as a whole."""

from tests.web.routes.rows import CLOSED, NOTHING, OPEN, STARTERS, Arguments, Body, Row, api, row

ROUTES: dict[tuple[str, str], Row] = {
    ("alive", "GET"): OPEN,
    ("alive", "POST"): row(405, no=405),
    ("ready", "GET"): OPEN,
    ("ready", "POST"): row(405, no=405),
    ("login", "GET"): row(302, no=200),
    ("login", "POST"): row(302, no=200),
    ("logout", "GET"): CLOSED,
    ("logout", "POST"): row(302),
    ("language", "GET"): row(405, no=405),
    ("language", "POST"): row(302),
    ("job", "GET"): row(200, STARTERS | {"auditor"}),
    ("job", "POST"): CLOSED,
    ("api_job", "GET"): api(200, STARTERS | {"auditor"}),
    ("api_job", "POST"): api(405),
    ("api_schema", "GET"): api(200),
    ("api_schema", "POST"): api(405),
    ("api_docs", "GET"): row(200),
    ("api_docs", "POST"): CLOSED,
    ("design", "GET"): row(404),
    ("design", "POST"): CLOSED,
    ("glossary", "GET"): row(200),
    ("glossary", "POST"): CLOSED,
    ("api_glossary", "GET"): api(200),
    ("api_glossary", "POST"): api(405),
    ("guide", "GET"): CLOSED,
    ("guide", "POST"): row(400),
    ("api_nothing", "GET"): NOTHING,
    ("api_nothing", "POST"): NOTHING,
}
ARGUMENTS: dict[str, Arguments] = {
    "job": lambda world: [world.job.pk],
    "api_job": lambda world: [world.job.pk],
}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {}
