"""Where who asks keeps a record of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from secretariats.context import own_roles, person_of, served
from timetracking.queries.workplaces import Workplace, workplaces

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request


def places_of(request: HttpRequest | Request) -> list[Workplace]:
    """Return where who asks keeps time; never empty.

    Raises:
        PermissionDenied: nowhere.
    """
    places = workplaces(person_of(request), own_roles(request))
    if not places:
        raise PermissionDenied
    return places


def chosen_place(places: list[Workplace], code: str) -> Workplace:
    """Return the place of a unit's code; without one that in which the person works today.

    Raises:
        Http404: the person keeps no time in such a unit.
    """
    if not code:
        busy = [one for one in places if any(span.contains(one.today) for span in one.engaged)]
        return (busy or places)[0]
    found = next((one for one in places if one.unit.code == code), None)
    if found is None:
        raise Http404
    return found


def instruments_of(request: HttpRequest | Request, place: Workplace) -> tuple[str, ...]:
    """Return the codes of the instruments that a unit serves; no query where a role tells it."""
    known = served(request).get(place.unit.pk)
    if known is not None:
        return known
    return tuple(place.unit.instruments.order_by("code").values_list("code", flat=True))
