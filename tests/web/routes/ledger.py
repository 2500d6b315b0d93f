"""Who may take a run along as accounts."""

from tests.web.routes.rows import CLOSED, MONEY, Arguments, Row, api, row

ROUTES: dict[tuple[str, str], Row] = {
    ("ledger", "GET"): row(200, MONEY),
    ("ledger", "POST"): CLOSED,
    ("api_ledger", "GET"): api(200, MONEY),
    ("api_ledger", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = dict.fromkeys(
    ("ledger", "api_ledger"), lambda world: [world.run.pk, "hledger"]
)
