"""Who learns why two runs differ."""

from tests.web.routes.rows import MONEY, Arguments, Row, api, row

# The world has one run: there is none to compare it with.
ROUTES: dict[tuple[str, str], Row] = {
    ("valuation_causes", "GET"): row(404, MONEY),
    ("valuation_causes", "POST"): row(404, MONEY),
    ("valuation_causes_data", "GET"): row(404, MONEY),
    ("valuation_causes_data", "POST"): row(405),
    ("valuation_cause", "GET"): row(404, MONEY),
    ("valuation_cause", "POST"): row(405),
    ("api_valuation_causes", "GET"): api(404, MONEY),
    ("api_valuation_causes", "POST"): api(404, MONEY),
}
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(
        ("valuation_causes", "valuation_causes_data", "api_valuation_causes"),
        lambda world: [world.run.pk],
    ),
    "valuation_cause": lambda world: [world.run.pk, 1],
}
