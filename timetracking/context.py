"""What the head of every page shows of time: the timer of who looks at it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from secretariats.context import has_role, person_of
from timetracking.permissions import KEEPERS
from timetracking.queries.timer import Running, running

if TYPE_CHECKING:
    from django.http import HttpRequest

    from secretariats.models import Person


class HeadTimer:
    """The timer of a person who keeps a record; it is read where a page shows it."""

    def __init__(self, person: Person) -> None:
        """Ask nothing yet."""
        self._person = person

    @cached_property
    def running(self) -> Running | None:
        """What runs; one query, once."""
        return running(self._person)


def timer(request: HttpRequest) -> dict[str, Any]:
    """Give ``timer`` to every template, None for whoever keeps no time; at most one query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not has_role(request, KEEPERS):
        return {"timer": None}
    return {"timer": HeadTimer(person_of(request))}
