"""Going anywhere by a few letters: a page, a week, an activity to log time for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from costsharing.models import InputProposal, RunCheck
from imca.navigation import navigation
from secretariats.context import has_role, person_of
from timetracking.core.jump import week_meant
from timetracking.core.weeks import Week
from timetracking.joint import joint_by_date
from timetracking.places import chosen_place, instruments_of, places_of
from timetracking.queries.suggestions import suggestions, words_of
from timetracking.web.holidays import READERS
from timetracking.web.shown import mark_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from timetracking.queries.workplaces import Workplace

LONGEST = 100
# Pages that are not in the head: for everybody, and for those who keep a record of time.
EVERYBODY = (
    ("account", gettext_lazy("Account")),
    ("glossary", gettext_lazy("Glossary")),
    ("time_seen", gettext_lazy("What others see of my time")),
)
KEEPERS = (
    ("absence", gettext_lazy("Absence")),
    ("uploads", gettext_lazy("Import a file")),
    ("exports", gettext_lazy("Take my time as a file")),
    ("own_calendar", gettext_lazy("My calendar")),
    ("time_history", gettext_lazy("History of my time")),
)
FIGURES = (("checks", gettext_lazy("Runs beside the inputs of today")),)
PROPOSALS = (("input_proposals", gettext_lazy("Proposed changes of inputs")),)
CALENDARS = (("holidays", gettext_lazy("Holidays")),)


@dataclass(frozen=True, slots=True)
class Target:
    """Where one can go; ``more`` tells it from others of the same name."""

    url: str
    label: str
    more: str = ""


@require_safe
def jump(request: HttpRequest) -> HttpResponse:
    """List where who asks can go that fits what was typed: pages, weeks, activities."""
    text = request.GET.get("q", "")[:LONGEST].replace("\0", "")
    place = _place(request)
    targets = [
        *(_weeks(text, place) if place else ()),
        *_pages(request, text, keeper=place is not None),
        *(_activities(request, text, place) if place and text.strip() else ()),
    ]
    part = "_jump.html" if request.headers.get("HX-Request") else "jump.html"
    answer = render(request, part, {"q": text, "targets": targets})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _place(request: HttpRequest) -> Workplace | None:
    """Return where who asks keeps time, None where they do so nowhere."""
    try:
        return chosen_place(places_of(request), "")
    except PermissionDenied:
        return None


def _pages(request: HttpRequest, text: str, *, keeper: bool) -> list[Target]:
    head = navigation(request)
    links = (*head["site_places"], *head["folded_places"])
    found = [Target(link.url, str(link.label)) for link in links]
    more = (*KEEPERS, *EVERYBODY) if keeper else EVERYBODY
    if has_role(request, READERS):
        more = (*CALENDARS, *more)
    if has_role(request, InputProposal.readers):
        more = (*PROPOSALS, *more)
    if has_role(request, RunCheck.readers):
        more = (*FIGURES, *more)
    found += [Target(reverse(name), str(label)) for name, label in more]
    words = words_of(text)
    return [one for one in found if all(word in " ".join(words_of(one.label)) for word in words)]


def _weeks(text: str, place: Workplace) -> list[Target]:
    meant = week_meant(text, place.today)
    if meant is None:
        return []
    week, day = meant
    label = _("Week %(number)s of %(year)s") % {"number": week.number, "year": week.year}
    span = _("%(start)s to %(end)s") % {
        "start": date_format(week.start, "j F"),
        "end": date_format(week.end, "j F Y"),
    }
    query = {"week": str(week), **({"day": day.isoformat()} if day else {})}
    return [Target(f"{reverse('week')}?{urlencode(query)}", label, span)]


def _activities(request: HttpRequest, text: str, place: Workplace) -> list[Target]:
    """Return activities that fit, to be logged this week."""
    joint_on = joint_by_date(place.unit)
    joint = joint_on(place.today) or frozenset()
    week = Week.of(place.today)
    usual = joint or frozenset(instruments_of(request, place))
    found = suggestions(person_of(request), place.unit, week, text=text, usual=usual, chosen=None)
    return [
        Target(
            f"{reverse('week')}?{urlencode({'week': str(week), 'row': str(one.key), 'new': '1'})}",
            one.task.title,
            f"{one.task.code} · {mark_of(one.key.beneficiary, one.task.kind, joint).word}",
        )
        for one in (*found.own, *found.programme, *found.other)
    ]
