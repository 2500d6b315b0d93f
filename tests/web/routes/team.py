"""Addresses of the team's record, of reminders, and of the history of time."""

from tests.web.routes.rows import OPEN, Arguments, Body, Row
from timetracking.off_links import off_path

ROUTES: dict[tuple[str, str], Row] = {
    # Whoever has the mail has the right.
    ("reminders_off", "GET"): OPEN,
    ("reminders_off", "POST"): OPEN,
}
ARGUMENTS: dict[str, Arguments] = {
    "reminders_off": lambda world: [off_path(world.cast.ada).rstrip("/").rpartition("/")[2]],
}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {}
