"""Addresses of statements and settlement."""

from tests.web.routes.rows import CLOSED, FINANCE, MONEY, Arguments, Body, Row, api, row

ROUTES: dict[tuple[str, str], Row] = {
    ("statements", "GET"): row(200, MONEY | {"stranger"}),
    ("statements", "POST"): CLOSED,
    ("statement_new", "GET"): row(200, MONEY | {"stranger"}),
    ("statement_new", "POST"): row(422, FINANCE | {"stranger"}),
    ("statement", "GET"): row(200, MONEY),
    ("statement", "POST"): CLOSED,
    ("statement_confirm", "GET"): CLOSED,
    ("statement_confirm", "POST"): row(422, FINANCE),
    ("statement_withdraw", "GET"): CLOSED,
    ("statement_withdraw", "POST"): row(422, FINANCE),
    ("statement_make", "GET"): CLOSED,
    # Only a final statement has documents that are kept.
    ("statement_make", "POST"): row(422, FINANCE),
    ("statement_file", "GET"): row(200, MONEY),
    ("statement_file", "POST"): CLOSED,
    ("api_statements", "GET"): api(200, MONEY | {"stranger"}),
    ("api_statements", "POST"): api(201, FINANCE),
    ("api_statement_preview", "GET"): api(200, MONEY),
    ("api_statement_preview", "POST"): api(405),
    ("api_statement", "GET"): api(200, MONEY),
    ("api_statement", "POST"): api(405),
    ("api_statement_confirm", "GET"): api(405),
    ("api_statement_confirm", "POST"): api(422, {"cms_finance"}),
    ("api_statement_withdraw", "GET"): api(405),
    ("api_statement_withdraw", "POST"): api(400, FINANCE),
    ("api_statement_files", "GET"): api(405),
    ("api_statement_files", "POST"): api(422, FINANCE),
    ("api_statement_file", "GET"): api(200, MONEY),
    ("api_statement_file", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(
        (
            *("statement", "statement_confirm", "statement_withdraw", "statement_make"),
            *("api_statement", "api_statement_confirm", "api_statement_withdraw"),
            "api_statement_files",
        ),
        lambda world: [world.statement.pk],
    ),
    **dict.fromkeys(
        ("statement_file", "api_statement_file"),
        lambda world: [world.statement.pk, "en", "xlsx"],
    ),
}
QUERIES: dict[str, str] = {"api_statement_preview": "?unit=IMCA&to=2017-03-31"}
BODIES: dict[str, Body] = {
    "api_statements": {"unit": "IMCA", "to": "2017-03-31"},
    "api_statement_confirm": {
        "instrument": "CMS",
        "digest": "sha256:of-something-else",
        "decision": "signed",
    },
}
