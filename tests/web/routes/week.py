"""Addresses of the week: a row of it, what is copied, who it is for, favourites."""

from tests.web.routes.rows import CLOSED, Body, Row, api, row

KEEPERS = {"ada", "coordinator"}

ROUTES: dict[tuple[str, str], Row] = {
    ("jump", "GET"): row(200),
    ("jump", "POST"): CLOSED,
    ("time_row", "GET"): row(200, KEEPERS),
    ("time_row", "POST"): row(302, KEEPERS),
}
ROUTES |= {
    ("api_time_copy", "GET"): api(405),
    ("api_time_copy", "POST"): api(422, KEEPERS),
    ("api_time_beneficiary", "GET"): api(405),
    ("api_time_beneficiary", "POST"): api(422, KEEPERS),
    ("api_favourites", "GET"): api(200, KEEPERS),
    ("api_favourites", "POST"): api(405),
}
QUERIES: dict[str, str] = {
    "api_favourites": "?unit=IMCA",
    "time_row": "?unit=IMCA&week=2017-W07&about=ROW:CMS",
}
BODIES: dict[str, Body] = {
    "api_time_copy": {"unit": "IMCA", "date": "2016-02-02"},
    "api_time_beneficiary": {
        "unit": "IMCA", "week": "2017-W02", "activity": "ROW", "for": ["CMS"], "to": ["EUROBATS"],
    },
}  # fmt: skip
