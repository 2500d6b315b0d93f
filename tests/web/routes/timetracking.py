"""Addresses of time and the programme of work."""

from tests.web.routes.rows import Arguments, Body, Row

ROUTES: dict[tuple[str, str], Row] = {}
ARGUMENTS: dict[str, Arguments] = {}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {}
