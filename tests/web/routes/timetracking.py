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
    ("api_programme", "GET"): api(200, READERS),
    ("api_programme", "POST"): api(405),
    ("api_programme_copy", "GET"): api(405),
    ("api_programme_copy", "POST"): api(422, PLANNERS),
    ("api_programme_hand_over", "GET"): api(405),
    ("api_programme_hand_over", "POST"): api(422, PLANNERS),
    ("api_programme_items", "GET"): api(405),
    ("api_programme_items", "POST"): api(201, PLANNERS),
    ("api_programme_item", "GET"): api(200, READERS),
    ("api_programme_item", "POST"): api(405),
    ("api_programme_version", "GET"): api(200, READERS),
    ("api_programme_version", "POST"): api(405),
    ("api_programme_sign", "GET"): api(405),
    ("api_programme_sign", "POST"): api(422, {"cms_secretary"}),
    ("api_programme_withdraw", "GET"): api(405),
    ("api_programme_withdraw", "POST"): api(400, PLANNERS),
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
    **dict.fromkeys(
        ("programme_item", "programme_item_remove", "api_programme_item"),
        lambda world: [world.item.pk],
    ),
    **dict.fromkeys(
        (
            *("programme_version", "programme_sign", "programme_withdraw"),
            *("api_programme_version", "api_programme_sign", "api_programme_withdraw"),
        ),
        lambda world: [world.version.pk],
    ),
}
QUERIES: dict[str, str] = {
    "api_programme": "?unit=IMCA&year=2031",
    "api_time": "?unit=IMCA&week=2017-W02",
}
BODIES: dict[str, Body] = {
    "api_programme_copy": {"unit": "IMCA", "copy_of": 1990, "year": 2040},
    "api_programme_hand_over": {"unit": "IMCA", "year": 2031, "seen": "sha256:of-an-older-draft"},
    "api_programme_items": {"unit": "IMCA", "year": 2031, "number": "9.1", "title": "More"},
    "api_programme_sign": {
        "instrument": "CMS",
        "digest": "sha256:of-something-else",
        "decision": "signed",
    },
}
