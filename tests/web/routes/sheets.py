"""Addresses of submitting, approving and correcting weeks."""

from tests.web.routes.rows import CLOSED, SECRETARIES, Arguments, Body, Row, row

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
}
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(("approval", "approval_back"), lambda world: [world.sheet.pk]),
    "amendment_decide": lambda world: [world.amendment.pk],
}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {}
