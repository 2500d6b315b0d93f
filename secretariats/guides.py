"""A short guide for each role, shown where the role begins until the person puts it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secretariats.context import own_roles
from secretariats.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

Kind = Role.Kind


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a guide; ``place`` names the address it leads to, where it leads anywhere."""

    text: _StrPromise
    place: str = ""
    label: _StrPromise | str = ""

    @property
    def url(self) -> str:
        """The address, empty where the step leads nowhere."""
        return reverse(self.place) if self.place else ""


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of a role.

    Attributes:
        name: the role.
        title: its heading.
        steps: three to five.
        places: names of the addresses on which it stands, besides the start page.
    """

    name: str
    title: _StrPromise
    steps: tuple[Step, ...]
    places: frozenset[str]


_GLOSSARY = Step(_("A word you do not know?"), "glossary", _("Glossary"))
_ALL = (
    Guide(
        Kind.STAFF,
        _("Your first week here"),
        (
            Step(
                _("Log what you worked on, day by day; each cell is saved as you leave it."),
                "week",
                _("My week"),
            ),
            Step(_("Type durations as you like: 1:30, 1.5 or 90m mean the same.")),
            Step(_("Weeks that the coordinator approved are locked; each cell says why.")),
            Step(
                _("Your notes and single entries stay between you and the coordinator."),
                "time_seen",
                _("What others see of my time"),
            ),
            _GLOSSARY,
        ),
        frozenset({"week"}),
    ),
    Guide(
        Kind.COORDINATOR,
        _("Keeping the record complete"),
        (
            Step(
                _("See how much of the expected time is recorded, and what limits it."),
                "limitations",
                _("Limitations"),
            ),
            Step(
                _("Keep the programme of work, with planned days for each instrument."),
                "programme",
                _("Programme of work"),
            ),
            Step(
                _("Value a period once its weeks are approved."),
                "valuations",
                _("Valuations"),
            ),
            Step(
                _("Write the report on it and hand it to both Executive Secretaries."),
                "reports",
                _("Reports"),
            ),
            _GLOSSARY,
        ),
        frozenset({"valuations"}),
    ),
    Guide(
        Kind.EXECUTIVE_SECRETARY,
        _("What your instrument gets for what it pays"),
        (
            Step(
                _("The dashboard shows what your instrument received beside its share by key."),
                "dashboard",
                _("Dashboard"),
            ),
            Step(
                _("Choose the period above the figures; a dotted figure says how it came about.")
            ),
            Step(_("The range says how sure a figure is: inside it nothing more can be said.")),
            Step(
                _("What waits for your signature stands beside the figures; both sides sign."),
                "reports",
                _("Reports"),
            ),
            _GLOSSARY,
        ),
        frozenset({"dashboard"}),
    ),
    Guide(
        Kind.FINANCE,
        _("From costs to shares"),
        (
            Step(
                _("Keep budgets, standard costs, exchange rates and expenditure complete."),
                "inputs",
                _("Inputs"),
            ),
            Step(
                _("The agreement in force on a date gives the key for that date."),
                "agreements",
                _("Agreements"),
            ),
            Step(
                _("Value a period: what is missing is listed at once, with its date."),
                "valuations",
                _("Valuations"),
            ),
            Step(
                _("A statement says who pays whom; it is final once each side confirmed it."),
                "statements",
                _("Statements"),
            ),
            _GLOSSARY,
        ),
        frozenset({"valuations"}),
    ),
    Guide(
        Kind.COMMITTEE_MEMBER,
        _("The documents of your committee"),
        (
            Step(
                _("Published reports stand here by meeting and language, newest first."),
                "reports",
                _("Reports"),
            ),
            Step(_("Each comes as PDF with its figures as data to take along.")),
            Step(_("To be sure that a copy is the published one, compare its SHA-256.")),
            _GLOSSARY,
        ),
        frozenset({"reports"}),
    ),
    Guide(
        Kind.AUDITOR,
        _("Following a figure to its source"),
        (
            Step(
                _("Every run opens its figures down to the entries, and packs all evidence."),
                "valuations",
                _("Valuations"),
            ),
            Step(
                _("What the record of time cannot know is measured."),
                "limitations",
                _("Limitations"),
            ),
            Step(
                _("Agreements and inputs stand with their dates."),
                "agreements",
                _("Agreements"),
            ),
            Step(_("You read everything and change nothing; what you open is noted.")),
            _GLOSSARY,
        ),
        frozenset({"dashboard", "valuations"}),
    ),
    Guide(
        Kind.ADMINISTRATOR,
        _("People and their roles"),
        (
            Step(_("Add people, and give each a role from a date on."), "people", _("People")),
            Step(_("A role may be for one instrument or one committee alone.")),
            Step(_("Whoever leaves keeps their history: end the role and close the account.")),
            Step(_("You sign nothing and see nobody's time or pay.")),
        ),
        frozenset({"people"}),
    ),
)
GUIDES = {str(guide.name): guide for guide in _ALL}


def guide(request: HttpRequest) -> dict[str, Any]:
    """Give ``guide`` and ``guides_away`` to every template; no query of its own.

    ``guide`` is the one to show on this page, or None; ``guides_away`` are the names of those of
    the person's roles that would stand here, had they not been put away.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"guide": None, "guides_away": ()}
    match = getattr(request, "resolver_match", None)
    here = match.url_name if match else ""
    kinds = dict.fromkeys(role.kind for role in own_roles(request))
    mine = [GUIDES[kind] for kind in kinds if here == "start" or here in GUIDES[kind].places]
    away = [one.name for one in mine if one.name in user.guides_read]
    shown = [one for one in mine if one.name not in user.guides_read]
    return {"guide": shown[0] if shown else None, "guides_away": tuple(map(str, away))}
