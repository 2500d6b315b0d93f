"""Addresses of the team's record, of reminders, and of the history of time."""

from tests.web.routes.rows import CLOSED, OPEN, Arguments, Body, Row, api, row
from timetracking.off_links import off_path

KEEPERS = {"ada", "coordinator", "stranger"}
TEAM = {"coordinator", "auditor"}
ROUTES: dict[tuple[str, str], Row] = {
    # Whoever has the mail has the right.
    ("reminders_off", "GET"): OPEN,
    ("reminders_off", "POST"): OPEN,
    ("time_reminder", "GET"): row(200, KEEPERS),
    ("time_reminder", "POST"): row(302, KEEPERS),
    ("team", "GET"): row(200, TEAM | {"stranger"}),
    ("team", "POST"): CLOSED,
    ("team_remind", "GET"): CLOSED,
    ("team_remind", "POST"): row(302, {"coordinator", "stranger"}),
    ("time_history", "GET"): row(200, {"ada", "coordinator"}),
    ("time_history", "POST"): CLOSED,
    ("api_time_history", "GET"): api(200, {"ada", "coordinator"}),
    ("api_time_history", "POST"): api(405),
    ("api_team", "GET"): api(200, TEAM | {"stranger"}),
    ("api_team", "POST"): api(405),
    ("api_team_remind", "GET"): api(405),
    ("api_team_remind", "POST"): api(422, {"coordinator"}),
}
ARGUMENTS: dict[str, Arguments] = {
    "reminders_off": lambda world: [off_path(world.cast.ada).rstrip("/").rpartition("/")[2]],
}
QUERIES: dict[str, str] = {
    "time_history": "?unit=IMCA&week=2017-W02",
    "api_time_history": "?unit=IMCA&week=2017-W02",
}
BODIES: dict[str, Body] = {
    # Ada has no e-mail address.
    "api_team_remind": {"unit": "IMCA", "person": "ada", "week": "2017-W02"},
}
