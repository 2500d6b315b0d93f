"""Addresses of how a figure came about."""

from tests.web.routes.rows import CLOSED, FINANCE, Arguments, Row, api, row

OPEN_FIGURES = FINANCE | {"auditor"}
ROUTES: dict[tuple[str, str], Row] = {
    ("explain", "GET"): row(200, OPEN_FIGURES),
    ("explain", "POST"): CLOSED,
    ("explain_csv", "GET"): row(200, OPEN_FIGURES),
    ("explain_csv", "POST"): CLOSED,
    ("evidence", "GET"): row(200, OPEN_FIGURES),
    ("evidence", "POST"): row(302, OPEN_FIGURES),
    # Nobody asked for a pack of the run of the tests.
    ("evidence_file", "GET"): row(404, OPEN_FIGURES),
    ("evidence_file", "POST"): CLOSED,
    ("api_explain", "GET"): api(200, OPEN_FIGURES),
    ("api_explain", "POST"): api(405),
    ("api_evidence", "GET"): api(200, OPEN_FIGURES),
    ("api_evidence", "POST"): api(202, OPEN_FIGURES),
    ("api_evidence_file", "GET"): api(404, OPEN_FIGURES),
    ("api_evidence_file", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = dict.fromkeys(
    (
        *("explain", "explain_csv", "evidence", "evidence_file"),
        *("api_explain", "api_evidence", "api_evidence_file"),
    ),
    lambda world: [world.run.pk],
)
QUERIES: dict[str, str] = {
    "explain": "?figure=received&instrument=CMS",
    "api_explain": "?figure=received&instrument=CMS",
}
