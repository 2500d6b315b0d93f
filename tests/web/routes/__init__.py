"""Who may open which address: one table for each app; a new address gets its row there."""

from tests.web.routes import costsharing, people, reporting, secretariats, timetracking
from tests.web.routes.rows import Arguments, Body, Row

_APPS = (secretariats, people, timetracking, costsharing, reporting)

# (name, method) -> who gets which answer.
ROUTES: dict[tuple[str, str], Row] = {key: row for app in _APPS for key, row in app.ROUTES.items()}
# What an address is made of: the arguments, and what follows it.
ARGUMENTS: dict[str, Arguments] = {name: of for app in _APPS for name, of in app.ARGUMENTS.items()}
QUERIES: dict[str, str] = {name: text for app in _APPS for name, text in app.QUERIES.items()}
# What is sent to an address of the interface for programs.
BODIES: dict[str, Body] = {name: body for app in _APPS for name, body in app.BODIES.items()}
