"""Addresses of proposed changes of inputs, of files of them, and of their history."""

from tests.web.routes.rows import (
    CLOSED,
    FINANCE,
    MONEY,
    Arguments,
    Body,
    Row,
    api,
    row,
)

READERS = FINANCE | {"auditor"}
HISTORY = {"coordinator", "auditor", "stranger", *FINANCE}
# The stranger, who has every role of another unit, gets what is theirs.
ROUTES: dict[tuple[str, str], Row] = {
    ("input_proposals", "GET"): row(200, READERS | {"stranger"}),
    ("input_proposals", "POST"): CLOSED,
    ("input_proposal", "GET"): row(200, READERS),
    ("input_proposal", "POST"): CLOSED,
    # It is no file that somebody looked at, and others did not bring it.
    ("input_confirm", "GET"): CLOSED,
    ("input_confirm", "POST"): row(403) | {"stranger": 404, "cms_finance": 302},
    ("input_decide", "GET"): CLOSED,
    ("input_decide", "POST"): row(422, FINANCE),
    ("input_withdraw", "GET"): CLOSED,
    ("input_withdraw", "POST"): row(302, {"cms_finance"}),
    ("input_upload", "GET"): row(200, {"coordinator", "stranger"}),
    ("input_upload", "POST"): row(422, {"coordinator", "stranger"}),
    ("input_download", "GET"): row(200, MONEY | {"stranger"}),
    ("input_download", "POST"): CLOSED,
    ("input_history", "GET"): row(200, HISTORY),
    ("input_history", "POST"): CLOSED,
    ("api_input_proposals", "GET"): api(200, READERS | {"stranger"}),
    ("api_input_proposals", "POST"): api(405),
    ("api_input_proposal", "GET"): api(200, READERS),
    ("api_input_proposal", "POST"): api(405),
    ("api_input_decide", "GET"): api(405),
    ("api_input_decide", "POST"): api(422, {"aewa_finance"}),
    ("api_input_withdraw", "GET"): api(405),
    ("api_input_withdraw", "POST"): api(200, {"cms_finance"}),
    ("api_input_file", "GET"): api(200, MONEY | {"stranger"}),
    ("api_input_file", "POST"): api(422, {"coordinator", "stranger"}),
    ("api_input_history", "GET"): api(200, HISTORY),
    ("api_input_history", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(
        (
            *("input_proposal", "input_confirm", "input_decide", "input_withdraw"),
            *("api_input_proposal", "api_input_decide", "api_input_withdraw"),
        ),
        lambda world: [world.proposal.pk],
    ),
    **dict.fromkeys(
        (
            *("input_upload", "input_download", "input_history"),
            *("api_input_file", "api_input_history"),
        ),
        lambda _world: ["posts"],
    ),
}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {
    "api_input_decide": {
        "instrument": "AEWA",
        "digest": "sha256:of-something-else",
        "decision": "signed",
    },
}
