"""Addresses of holidays."""

from tests.web.routes.rows import Body, Row, api, row

READERS = {"coordinator", "administrator", "auditor"}
WRITERS = {"coordinator", "administrator"}

ROUTES: dict[tuple[str, str], Row] = {
    ("holidays", "GET"): row(200, READERS),
    ("holidays", "POST"): row(422, READERS) | {"auditor": 403},
    ("api_holidays", "GET"): api(200, READERS),
    ("api_holidays", "POST"): api(200, WRITERS),
}
QUERIES: dict[str, str] = {
    "holidays": "?unit=IMCA&country=DE&part=NW&year=2027",
    "api_holidays": "?unit=IMCA&country=DE&part=NW&year=2027",
}
BODIES: dict[str, Body] = {
    "api_holidays": {
        "unit": "IMCA",
        "country": "DE",
        "part": "NW",
        "year": 2027,
        "days": ["2027-05-01"],
    },
}
