"""What others see of one's time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from secretariats.context import own_roles, person_of
from timetracking.audiences import AUDIENCES, FOR_OWN_EYES, OWN_ALONE
from timetracking.places import chosen_place
from timetracking.queries.seen import holders, own_month
from timetracking.queries.workplaces import workplaces

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from timetracking.audiences import Audience


@dataclass(frozen=True, slots=True)
class Line:
    """A role with what it sees, and who has it today."""

    audience: Audience
    names: tuple[str, ...]


@require_safe
def time_seen(request: HttpRequest) -> HttpResponse:
    """Say who sees what of a person's time, with names, and with the person's own last month."""
    person = person_of(request)
    places = workplaces(person, own_roles(request))
    place = chosen_place(places, request.GET.get("unit", "")) if places else None
    names = holders(place.unit, person) if place else {}
    context = {
        "workplaces": places,
        "place": place,
        "lines": [Line(one, names.get(one.role, ())) for one in AUDIENCES],
        "own_eyes": [text for _names, text in FOR_OWN_EYES],
        "own_alone": [text for _names, text in OWN_ALONE],
        "month": own_month(person, place.unit) if place else None,
    }
    return render(request, "timetracking/seen.html", context)
