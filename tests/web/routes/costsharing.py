"""Addresses of values and what they rest on."""

from tests.web.routes.rows import (
    CLOSED,
    EVERYBODY,
    FINANCE,
    MONEY,
    STARTERS,
    Arguments,
    Body,
    Row,
    api,
    row,
)

ROUTES: dict[tuple[str, str], Row] = {
    ("valuations", "GET"): row(200, MONEY | {"stranger"}),
    ("valuations", "POST"): CLOSED,
    ("new_valuation", "GET"): row(200, STARTERS | {"stranger"}),
    ("new_valuation", "POST"): row(422, STARTERS | {"stranger"}),
    ("snapshot", "GET"): row(200, FINANCE | {"auditor"}),
    ("snapshot", "POST"): CLOSED,
    ("api_valuations", "GET"): api(200, MONEY | {"stranger"}),
    ("api_valuations", "POST"): api(202, STARTERS),
    ("api_valuation", "GET"): api(200, MONEY),
    ("api_valuation", "POST"): api(405),
    ("api_limitations", "GET"): api(200, EVERYBODY - {"stranger"}),
    ("api_limitations", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = {
    "snapshot": lambda world: [world.run.pk],
    "api_valuation": lambda world: [world.run.pk],
}
QUERIES: dict[str, str] = {"api_limitations": "?unit=IMCA&from=2017-01-01&to=2017-03-31"}
BODIES: dict[str, Body] = {
    "api_valuations": {"unit": "IMCA", "from": "2017-01-01", "to": "2017-03-31"}
}
