"""Addresses of submitting, approving and correcting weeks."""

from tests.web.routes.rows import CLOSED, SECRETARIES, Arguments, Body, Row, api, row

KEEPERS = {"ada", "coordinator", "stranger"}
APPROVERS = {"coordinator", "stranger"} | SECRETARIES

ROUTES: dict[tuple[str, str], Row] = {
    ("amend", "GET"): row(200, KEEPERS),
    ("amend", "POST"): row(200, KEEPERS),
    ("approvals", "GET"): row(200, APPROVERS),
    ("approvals", "POST"): CLOSED,
    ("approvals_approve", "GET"): CLOSED,
    ("approvals_approve", "POST"): row(422, APPROVERS),
    ("approval", "GET"): row(200, {"coordinator", "aewa_secretary", "auditor"}),
    ("approval", "POST"): CLOSED,
    ("approval_back", "GET"): CLOSED,
    ("approval_back", "POST"): row(409, {"aewa_secretary"}),
    ("amendment_decide", "GET"): CLOSED,
    ("amendment_decide", "POST"): row(422, {"coordinator"}),
    ("api_weeks", "GET"): api(200),
    ("api_weeks", "POST"): api(405),
    ("api_week_submit", "GET"): api(405),
    ("api_week_submit", "POST"): api(409, {"ada", "coordinator"}),
    ("api_week_take_back", "GET"): api(405),
    ("api_week_take_back", "POST"): api(422, {"ada", "coordinator"}),
    ("api_weeks_approve", "GET"): api(405),
    ("api_weeks_approve", "POST"): api(400),
    ("api_week_back", "GET"): api(405),
    ("api_week_back", "POST"): api(409, {"aewa_secretary"}),
    ("api_amendments", "GET"): api(200),
    ("api_amendments", "POST"): api(422, {"ada", "coordinator"}),
    ("api_amendment_withdraw", "GET"): api(405),
    ("api_amendment_withdraw", "POST"): api(200, {"ada"}),
    ("api_amendment_decide", "GET"): api(405),
    ("api_amendment_decide", "POST"): api(200, {"coordinator"}),
}
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(
        ("approval", "approval_back", "api_week_back"), lambda world: [world.sheet.pk]
    ),
    **dict.fromkeys(
        ("amendment_decide", "api_amendment_withdraw", "api_amendment_decide"),
        lambda world: [world.amendment.pk],
    ),
}
QUERIES: dict[str, str] = {}
_WEEK = {"unit": "IMCA", "week": "2017-W02"}
BODIES: dict[str, Body] = {
    "api_week_submit": {**_WEEK, "seen": "of-an-older-week"},
    "api_week_take_back": _WEEK,
    "api_week_back": {"version": 7, "reason": "Tuesday is empty"},
    "api_amendments": {
        "unit": "IMCA",
        "date": "2017-01-10",
        "activity": "LEAVE",
        "minutes": 60,
        "reason": "was away",
    },
    "api_amendment_decide": {"decision": "refused", "answer": "It was Monday"},
}
