"""Addresses of absence."""

from tests.web.routes.rows import Body, Row, api, row
from tests.web.routes.timetracking import KEEPERS

ROUTES: dict[tuple[str, str], Row] = {
    ("absence", "GET"): row(200, KEEPERS),
    ("absence", "POST"): row(422, KEEPERS),
    ("absence_change", "GET"): row(200, {"coordinator"}) | {"ada": 404},
    ("absence_change", "POST"): row(422, {"coordinator", "ada"}),
    ("api_absences", "GET"): api(200, {"ada", "coordinator"}),
    ("api_absences", "POST"): api(201, {"ada", "coordinator"}),
}
QUERIES: dict[str, str] = {
    "absence_change": "?unit=IMCA&kind=LEAVE&day=2017-08-07",
    "api_absences": "?unit=IMCA&year=2017",
}
BODIES: dict[str, Body] = {
    "api_absences": {
        "unit": "IMCA",
        "activity": "LEAVE",
        "from": "2016-03-07",
        "to": "2016-03-11",
    },
}
