"""Addresses of accounts, people and roles, and of the first steps."""

from tests.web.routes.rows import CLOSED, NOTHING, OPEN, Arguments, Body, Row, api, row

ADMINISTRATORS = {"administrator"}
LOOKING = {"administrator", "auditor"}
# The stranger administers another unit: these people are nobody there.
SEEN = row(200, LOOKING)
DONE = row(302, ADMINISTRATORS)

ROUTES: dict[tuple[str, str], Row] = {
    ("setup", "GET"): NOTHING,
    ("setup", "POST"): NOTHING,
    ("unit_new", "GET"): row(403),
    ("unit_new", "POST"): row(403),
    ("password_reset", "GET"): OPEN,
    ("password_reset", "POST"): row(422, no=422),
    ("password_reset_done", "GET"): OPEN,
    ("password_reset_done", "POST"): row(405, no=405),
    ("password_reset_confirm", "GET"): row(410, no=410),
    ("password_reset_confirm", "POST"): row(410, no=410),
    ("password_reset_complete", "GET"): OPEN,
    ("password_reset_complete", "POST"): row(405, no=405),
    ("account", "GET"): row(200),
    ("account", "POST"): row(422),
    ("password_change", "GET"): row(200),
    ("password_change", "POST"): row(422),
    ("token_new", "GET"): CLOSED,
    ("token_new", "POST"): row(422),
    ("token_revoke", "GET"): CLOSED,
    ("token_revoke", "POST"): row(404),
    ("people", "GET"): row(200, LOOKING | {"stranger"}),
    ("people", "POST"): CLOSED,
    ("person_new", "GET"): row(200, ADMINISTRATORS | {"stranger"}),
    ("person_new", "POST"): row(422, ADMINISTRATORS | {"stranger"}),
    ("person", "GET"): SEEN,
    ("person", "POST"): CLOSED,
    ("person_change", "GET"): row(200, ADMINISTRATORS),
    ("person_change", "POST"): row(422, ADMINISTRATORS),
    ("person_state", "GET"): CLOSED,
    ("person_state", "POST"): row(422, ADMINISTRATORS),
    ("person_invite", "GET"): CLOSED,
    ("person_invite", "POST"): DONE,
    ("role_new", "GET"): row(200, ADMINISTRATORS),
    ("role_new", "POST"): row(422, ADMINISTRATORS),
    ("role_end", "GET"): row(200, ADMINISTRATORS),
    ("role_end", "POST"): row(422, ADMINISTRATORS),
    ("role_withdraw", "GET"): CLOSED,
    ("role_withdraw", "POST"): DONE,
    ("api_units", "GET"): api(200),
    ("api_units", "POST"): api(403),
    ("api_me", "GET"): api(200),
    ("api_me", "POST"): api(405),
    ("api_tokens", "GET"): api(200),
    ("api_tokens", "POST"): api(201),
    ("api_token", "GET"): api(405),
    ("api_token", "POST"): api(405),
    ("api_people", "GET"): api(200, LOOKING | {"stranger"}),
    ("api_people", "POST"): api(201, ADMINISTRATORS),
    ("api_person", "GET"): api(200, LOOKING),
    ("api_person", "POST"): api(405),
    ("api_person_state", "GET"): api(405),
    ("api_person_state", "POST"): api(200, ADMINISTRATORS),
    ("api_person_roles", "GET"): api(200, LOOKING),
    ("api_person_roles", "POST"): api(201, ADMINISTRATORS),
    ("api_role", "GET"): api(405),
    ("api_role", "POST"): api(405),
}
PEOPLE = (
    *("person", "person_change", "person_state", "person_invite", "role_new"),
    *("api_person", "api_person_state", "api_person_roles"),
)
ARGUMENTS: dict[str, Arguments] = {
    "password_reset_confirm": lambda _world: ["MQ", "none"],
    "token_revoke": lambda _world: [0],
    "api_token": lambda _world: [0],
    **dict.fromkeys(PEOPLE, lambda world: [world.cast.ada.pk]),
    "role_end": lambda world: [world.cast.ada.roles.get().pk],
    "role_withdraw": lambda world: [world.cast.ada.roles.get().pk],
    "api_role": lambda world: [world.cast.ada.roles.get().pk],
}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {
    "api_tokens": {"name": "figures"},
    "api_people": {"unit": "IMCA", "username": "new", "name": "New"},
    "api_person_state": {"open": True, "reason": "of the tests"},
    "api_person_roles": {"unit": "IMCA", "role": "auditor", "from": "2017-01-01"},
}
