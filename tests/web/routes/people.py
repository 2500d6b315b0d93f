"""Addresses of accounts, people and roles, and of the first steps."""

from tests.web.routes.rows import CLOSED, NOTHING, OPEN, Arguments, Body, Row, row

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
}
PEOPLE = ("person", "person_change", "person_state", "person_invite", "role_new")
ARGUMENTS: dict[str, Arguments] = {
    "password_reset_confirm": lambda _world: ["MQ", "none"],
    "token_revoke": lambda _world: [0],
    **dict.fromkeys(PEOPLE, lambda world: [world.cast.ada.pk]),
    "role_end": lambda world: [world.cast.ada.roles.get().pk],
    "role_withdraw": lambda world: [world.cast.ada.roles.get().pk],
}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {}
