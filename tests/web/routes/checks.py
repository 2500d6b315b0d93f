"""Addresses of runs beside today's inputs, of many units, and of work tried again."""

from tests.web.routes.rows import CLOSED, MONEY, STARTERS, Arguments, Body, Row, api, row

ROUTES: dict[tuple[str, str], Row] = {
    ("checks", "GET"): row(200, MONEY | {"stranger"}),
    ("checks", "POST"): row(302, STARTERS | {"stranger"}),
    ("many_units", "GET"): row(200, STARTERS | {"stranger"}),
    ("many_units", "POST"): row(422, STARTERS | {"stranger"}),
    ("job_retry", "GET"): CLOSED,
    # The job of the tests waits: nothing is to be tried again, and nothing is refused.
    ("job_retry", "POST"): row(302, STARTERS),
    ("api_checks", "GET"): api(200, MONEY),
    ("api_checks", "POST"): api(202, STARTERS),
    ("api_many_units", "GET"): api(200, STARTERS | {"stranger"}),
    ("api_many_units", "POST"): api(202, STARTERS | {"stranger"}),
    ("api_job_retry", "GET"): api(405),
    ("api_job_retry", "POST"): api(202, STARTERS),
}
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(("job_retry", "api_job_retry"), lambda world: [world.job.pk]),
}
QUERIES: dict[str, str] = {
    "api_checks": "?unit=IMCA",
    "api_many_units": "?from=2017-01-01&to=2017-03-31",
}
BODIES: dict[str, Body] = {
    "api_checks": {"unit": "IMCA"},
    "api_many_units": {"from": "2017-01-01", "to": "2017-03-31"},
}
