"""The way through the site: which pages each role finds in the head of every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secretariats.context import own_roles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

MONEY = frozenset({"coordinator", "executive_secretary", "finance", "auditor"})


@dataclass(frozen=True, slots=True)
class Place:
    """A page with a place in the head.

    Attributes:
        name: of the address.
        label: what people read.
        roles: those who find it there.
        under: names of addresses below it, which mark it as where one is.
        folds: whether it goes into the panel "Cost sharing" where a person has many places.
    """

    name: str
    label: _StrPromise
    roles: frozenset[str]
    under: frozenset[str] = frozenset()
    folds: bool = False


# How many places stand in the head beside each other.
IN_A_LINE = 7
PLACES = (
    Place(
        "week",
        _("My week"),
        frozenset({"staff", "coordinator"}),
        frozenset(
            {
                *("own_calendar", "exports", "time_seen", "absence", "absence_change"),
                *("uploads", "upload"),
            }
        ),
    ),
    Place("team", _("Team"), frozenset({"coordinator", "auditor"}), frozenset({"approvals"})),
    Place(
        "dashboard",
        _("Dashboard"),
        MONEY,
        frozenset({"dashboard_figure", "dashboard_area", "dashboard_activity", "dashboard_posts"}),
    ),
    Place(
        "programme",
        _("Programme of work"),
        MONEY | {"staff"},
        frozenset(
            {
                *("programme_item", "programme_item_new", "programme_version"),
                *("programme_changes", "programme_import", "outputs", "output"),
            }
        ),
    ),
    Place(
        "agreements",
        _("Agreements"),
        MONEY,
        frozenset({"agreement", "agreement_new", "agreement_edit"}),
        folds=True,
    ),
    Place(
        "inputs",
        _("Inputs"),
        MONEY,
        frozenset(
            {
                *("input_table", "input_new", "input_edit", "input_remove", "holidays"),
                *("input_upload", "input_history", "input_proposals", "input_proposal"),
            }
        ),
        folds=True,
    ),
    Place(
        "valuations",
        _("Valuations"),
        MONEY,
        frozenset(
            {
                *("valuation", "new_valuation", "valuation_compare", "checks", "many_units"),
                *("explain", "evidence"),
            }
        ),
        folds=True,
    ),
    Place("what_if", _("What if"), MONEY, frozenset({"scenario"}), folds=True),
    Place(
        "statements",
        _("Statements"),
        MONEY,
        frozenset({"statement", "statement_new"}),
        folds=True,
    ),
    Place("limitations", _("Limitations"), MONEY, folds=True),
    Place(
        "reports",
        _("Reports"),
        MONEY | {"staff", "committee_member"},
        frozenset({"report", "report_new", "report_edit", "report_publish"}),
    ),
    Place(
        "people",
        _("People"),
        frozenset({"administrator", "auditor"}),
        frozenset({"person", "person_new", "person_change", "role_new", "role_end", "unit_new"}),
    ),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the head; ``here`` is ``page`` for the page itself, ``true`` for one below it."""

    url: str
    label: _StrPromise
    here: str


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give ``site_places`` and ``folded_places`` to every template; no query of its own.

    More places than the head holds in a line stand in a panel, those of cost sharing.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"site_places": (), "folded_places": ()}
    kinds = {role.kind for role in own_roles(request)}
    if user.is_superuser:
        kinds.add("administrator")
    match = getattr(request, "resolver_match", None)
    name = match.url_name if match else ""
    own = [place for place in PLACES if not kinds.isdisjoint(place.roles)]
    many = len(own) > IN_A_LINE
    return {
        "site_places": _links((one for one in own if not (many and one.folds)), name),
        "folded_places": _links((one for one in own if many and one.folds), name),
    }


def _links(places: Iterable[Place], name: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            reverse(place.name),
            place.label,
            "page" if name == place.name else "true" if name in place.under else "",
        )
        for place in places
    )
