"""Addresses of time and the programme of work."""

from tests.web.routes.rows import CLOSED, MONEY, SECRETARIES, Arguments, Body, Row, api, row

# They keep a record of time: here, or the stranger elsewhere.
KEEPERS = {"ada", "coordinator", "stranger"}

PLANNERS = {"coordinator"}
READERS = MONEY | {"ada"}

ROUTES: dict[tuple[str, str], Row] = {
    ("programme", "GET"): row(200, READERS | {"stranger"}),
    ("programme", "POST"): CLOSED,
    ("programme_copy", "GET"): CLOSED,
    ("programme_copy", "POST"): row(422, PLANNERS | {"stranger"}),
    ("programme_hand_over", "GET"): CLOSED,
    ("programme_hand_over", "POST"): row(422, PLANNERS | {"stranger"}),
    ("programme_item_new", "GET"): row(200, PLANNERS | {"stranger"}),
    ("programme_item_new", "POST"): row(422, PLANNERS | {"stranger"}),
    ("programme_item", "GET"): row(200, PLANNERS),
    ("programme_item", "POST"): row(422, PLANNERS),
    ("programme_item_remove", "GET"): CLOSED,
    ("programme_item_remove", "POST"): row(422, PLANNERS),
    ("programme_version", "GET"): row(200, READERS),
    ("programme_version", "POST"): CLOSED,
    ("programme_sign", "GET"): CLOSED,
    ("programme_sign", "POST"): row(422, SECRETARIES),
    ("programme_withdraw", "GET"): CLOSED,
    ("programme_withdraw", "POST"): row(422, PLANNERS),
    ("week", "GET"): row(200, KEEPERS),
    ("week", "POST"): row(302, KEEPERS),
    ("time_seen", "GET"): row(200),
    ("time_seen", "POST"): CLOSED,
    ("api_time", "GET"): api(200, {"ada", "coordinator"}),
    ("api_time", "POST"): api(405),
    ("api_time_cell", "GET"): api(405),
    ("api_time_cell", "POST"): api(405),
    ("api_activities", "GET"): api(200),
    ("api_activities", "POST"): api(405),
    ("api_entries", "GET"): api(200),
    ("api_entries", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(("programme_item", "programme_item_remove"), lambda world: [world.item.pk]),
    **dict.fromkeys(
        ("programme_version", "programme_sign", "programme_withdraw"),
        lambda world: [world.version.pk],
    ),
}
QUERIES: dict[str, str] = {"api_time": "?unit=IMCA&week=2017-W02"}
BODIES: dict[str, Body] = {}
