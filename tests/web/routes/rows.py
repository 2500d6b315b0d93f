"""Rows of the table of addresses: who gets which answer."""

from collections.abc import Callable
from typing import Any

from tests.world import World

EVERYBODY = {
    *("ada", "coordinator", "cms_secretary", "aewa_secretary", "cms_finance", "aewa_finance"),
    *("auditor", "cms_member", "aewa_member", "administrator", "stranger"),
}
SECRETARIES = {"cms_secretary", "aewa_secretary"}
FINANCE = {"cms_finance", "aewa_finance"}
MONEY = {"coordinator", "auditor", *SECRETARIES, *FINANCE}
STARTERS = {"coordinator", *FINANCE}
Row = dict[str, int]
Body = dict[str, Any]
Arguments = Callable[[World], list[Any]]


def row(
    status: int,
    who: set[str] = EVERYBODY,
    *,
    others: int = 403,
    stranger: int = 404,
    no: int = 302,
) -> Row:
    """Return who → status: ``status`` for ``who``, ``no`` for those who are not logged in."""
    found = dict.fromkeys(EVERYBODY, others) | {"stranger": stranger}
    return found | dict.fromkeys(who, status) | {"anonymous": no}


def api(status: int, who: set[str] = EVERYBODY, *, others: int = 403, stranger: int = 404) -> Row:
    return row(status, who, others=others, stranger=stranger, no=401)


OPEN = row(200, no=200)
CLOSED = row(405)
NOTHING = row(404, no=404)
ADMINS = {"auditor", "administrator", "stranger"}
INSIDE = row(200, ADMINS)
NOBODY = row(403)
