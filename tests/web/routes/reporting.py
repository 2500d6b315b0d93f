"""Addresses of what is shown."""

from tests.web.routes.rows import CLOSED, MONEY, SECRETARIES, Arguments, Body, Row, api, row

ROUTES: dict[tuple[str, str], Row] = {
    ("start", "GET"): row(200),
    ("start", "POST"): CLOSED,
    ("valuation", "GET"): row(200, MONEY),
    ("valuation", "POST"): CLOSED,
    ("reports", "GET"): row(200),
    ("reports", "POST"): CLOSED,
    ("report_pdf", "GET"): row(200, {"coordinator", "auditor", *SECRETARIES}),
    ("report_pdf", "POST"): CLOSED,
    ("api_reports", "GET"): api(200),
    ("api_reports", "POST"): api(405),
    ("api_report", "GET"): api(200, {"coordinator", "auditor", *SECRETARIES}),
    ("api_report", "POST"): api(405),
    ("api_report_document", "GET"): api(200, {"coordinator", "auditor", *SECRETARIES}),
    ("api_report_document", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = {
    "valuation": lambda world: [world.run.pk],
    "report_pdf": lambda world: [world.report.pk],
    "api_report": lambda world: [world.report.pk],
    "api_report_document": lambda world: [world.report.pk],
}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {}
