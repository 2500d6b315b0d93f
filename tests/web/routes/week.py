"""Addresses of the week: a row of it, what is copied, who it is for, favourites."""

from tests.web.routes.rows import Body, Row, row

KEEPERS = {"ada", "coordinator"}

ROUTES: dict[tuple[str, str], Row] = {
    ("time_row", "GET"): row(200, KEEPERS),
    ("time_row", "POST"): row(302, KEEPERS),
}
QUERIES: dict[str, str] = {
    "time_row": "?unit=IMCA&week=2017-W02&about=WEB:CMS",
}
BODIES: dict[str, Body] = {}
