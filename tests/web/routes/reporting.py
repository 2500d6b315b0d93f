"""Addresses of what is shown."""

from tests.web.routes.rows import CLOSED, MONEY, SECRETARIES, Arguments, Body, Row, api, row

READERS = {"coordinator", "auditor", *SECRETARIES}
# They begin at the page of their one role.
AT_HOME = {"ada", "cms_member", "aewa_member", "administrator", *SECRETARIES}
ROUTES: dict[tuple[str, str], Row] = {
    ("start", "GET"): row(200) | dict.fromkeys(AT_HOME, 302),
    ("start", "POST"): CLOSED,
    ("valuation", "GET"): row(200, MONEY),
    ("valuation", "POST"): CLOSED,
    ("dashboard", "GET"): row(200, MONEY | {"stranger"}),
    ("dashboard", "POST"): CLOSED,
    ("dashboard_figure", "GET"): row(200, MONEY),
    ("dashboard_figure", "POST"): CLOSED,
    ("dashboard_area", "GET"): row(200, MONEY),
    ("dashboard_area", "POST"): CLOSED,
    ("dashboard_activity", "GET"): row(200, MONEY),
    ("dashboard_activity", "POST"): CLOSED,
    ("dashboard_posts", "GET"): row(200, MONEY),
    ("dashboard_posts", "POST"): CLOSED,
    ("dashboard_data", "GET"): row(200, MONEY),
    ("dashboard_data", "POST"): CLOSED,
    ("reports", "GET"): row(200),
    ("reports", "POST"): CLOSED,
    ("report_new", "GET"): row(200, {"coordinator", "stranger"}),
    ("report_new", "POST"): row(422, {"coordinator", "stranger"}),
    ("report", "GET"): row(200, READERS),
    ("report", "POST"): CLOSED,
    ("report_edit", "GET"): row(200, {"coordinator"}),
    ("report_edit", "POST"): row(302, {"coordinator"}),
    ("report_make", "GET"): CLOSED,
    ("report_make", "POST"): row(302, {"coordinator"}),
    ("report_hand_over", "GET"): CLOSED,
    ("report_hand_over", "POST"): row(422, {"coordinator"}),
    ("report_sign", "GET"): CLOSED,
    ("report_sign", "POST"): row(422, SECRETARIES),
    ("report_withdraw", "GET"): CLOSED,
    ("report_withdraw", "POST"): row(422, {"coordinator"}),
    ("report_publish", "GET"): row(302, {"coordinator"}),
    ("report_publish", "POST"): row(422, {"coordinator"}),
    ("report_revise", "GET"): CLOSED,
    ("report_revise", "POST"): row(422, {"coordinator"}),
    ("report_data", "GET"): row(200, READERS),
    ("report_data", "POST"): CLOSED,
    ("report_pdf", "GET"): row(200, READERS),
    ("report_pdf", "POST"): CLOSED,
    ("api_reports", "GET"): api(200),
    ("api_reports", "POST"): api(202, {"coordinator"}),
    ("api_report_check", "GET"): api(200),
    ("api_report_check", "POST"): api(405),
    ("api_report", "GET"): api(200, READERS),
    ("api_report", "POST"): api(405),
    ("api_report_document", "GET"): api(200, READERS),
    ("api_report_document", "POST"): api(405),
    ("api_report_data", "GET"): api(200, READERS),
    ("api_report_data", "POST"): api(405),
    ("api_report_make", "GET"): api(405),
    ("api_report_make", "POST"): api(202, {"coordinator"}),
    ("api_report_hand_over", "GET"): api(405),
    ("api_report_hand_over", "POST"): api(422, {"coordinator"}),
    ("api_report_signatures", "GET"): api(200, READERS),
    ("api_report_signatures", "POST"): api(422, {"cms_secretary"}),
    ("api_report_withdraw", "GET"): api(405),
    ("api_report_withdraw", "POST"): api(422, {"coordinator"}),
    ("api_report_publish", "GET"): api(405),
    ("api_report_publish", "POST"): api(422, {"coordinator"}),
    ("api_report_revisions", "GET"): api(405),
    ("api_report_revisions", "POST"): api(422, {"coordinator"}),
}
_OF_REPORT = (
    "report", "report_edit", "report_make", "report_hand_over", "report_sign", "report_withdraw",
    "report_publish", "report_revise", "report_pdf", "api_report", "api_report_document",
    "api_report_make", "api_report_hand_over", "api_report_signatures", "api_report_withdraw",
    "api_report_publish", "api_report_revisions",
)  # fmt: skip
_BOARD = (
    "dashboard_figure", "dashboard_area", "dashboard_activity", "dashboard_posts",
    "dashboard_data",
)  # fmt: skip
ARGUMENTS: dict[str, Arguments] = {
    "valuation": lambda world: [world.run.pk],
    "dashboard_area": lambda _: ["WEB"],
    "dashboard_activity": lambda _: ["S00"],
    **dict.fromkeys(_OF_REPORT, lambda world: [world.report.pk]),
    **dict.fromkeys(("report_data", "api_report_data"), lambda world: [world.report.pk, "csv"]),
}
QUERIES: dict[str, str] = {
    "api_report_check": f"?sha256={'0' * 64}",
    **dict.fromkeys(_BOARD, "?unit=IMCA"),
}
BODIES: dict[str, Body] = {
    "api_reports": {
        "unit": "IMCA", "committee": "CMS-StC", "from": "2017-01-01", "to": "2017-03-31",
        "languages": ["en"],
    },
    "api_report_signatures": {"instrument": "CMS", "digest": "none", "decision": "signed"},
    "api_report_withdraw": {"reason": "A table is missing."},
    "api_report_revisions": {"correction": "A table was missing."},
}  # fmt: skip
