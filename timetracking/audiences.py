"""Who sees what of a person's time: what the page about it says, role by role.

The rules themselves stand with what they protect (``readers`` of the models, ``visible_figures``
of costsharing); a test holds this page to them, so that a changed rule is told before it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from secretariats.models import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Kind = Role.Kind


@dataclass(frozen=True, slots=True)
class Audience:
    """What a role sees of the time of each person of the unit.

    Attributes:
        role: the kind of role.
        entries: every entry, with its note and kind of absence, the weeks, the corrections of
            them, and reminders.
        figures: what the record of this one person lacks, such as missing days.
        history: who changed which minutes when, and why.
        team: sums of everybody, and what the record of the unit lacks.
        pay: what the person costs.
        told: the same in words.
    """

    role: Kind
    entries: bool
    figures: bool
    history: bool
    team: bool
    pay: bool
    told: tuple[_StrPromise, ...]


AUDIENCES = (
    Audience(
        Kind.COORDINATOR, True, True, True, True, False,
        (
            _("your entries with their notes, and which kind of absence you had, at any time"),
            _("the state of your weeks, with what you say on submitting them"),
            _("the corrections that you ask for, with your reasons"),
            _("which minutes were changed when, by whom and why, but no earlier note of yours"),
            _("how much of your expected time is recorded, how late, and which days are blank"),
            _("that you were reminded, and when"),
            _("sums of everybody by activity, area and month"),
        ),
    ),
    Audience(
        Kind.EXECUTIVE_SECRETARY, False, False, False, True, False,
        (
            _("sums of everybody by activity, area and month, never an entry, a note or your pay"),
            _("how much of the expected time of the whole unit is recorded"),
            _("of the coordinator whom their Secretariat employs: the weeks and corrections that "
              "were submitted, to decide on them; no notes, and absence without its kind"),
        ),
    ),
    Audience(
        Kind.FINANCE, False, False, False, True, True,
        (
            _("sums of everybody by activity, area and month"),
            _("of a valuation, which of your entries stand behind a figure: day, activity, for "
              "whom and minutes, never a note or an absence"),
            _("what your post costs, by grade and month"),
        ),
    ),
    Audience(
        Kind.AUDITOR, True, True, True, True, True,
        (
            _("your entries with their notes, and which kind of absence you had"),
            _("what was changed when, with what notes said before, and what you removed"),
            _("the state of your weeks, your corrections, and when you were reminded"),
            _("how much of your expected time is recorded, how late, and which days are blank"),
            _("sums of everybody, and what your post costs"),
        ),
    ),
    Audience(
        Kind.COMMITTEE_MEMBER, False, False, False, False, False,
        (_("published reports of their committee, with sums of the unit alone"),),
    ),
    Audience(
        Kind.ADMINISTRATOR, False, False, False, False, False,
        (_("your account, roles and assignments, none of your time"),),
    ),
    Audience(
        Kind.STAFF, False, False, False, False, False,
        (_("the programme of work and published reports, none of your time"),),
    ),
)  # fmt: skip
# What nobody but the person sees, whatever role they have: names of models, and in words.
OWN_ALONE = (
    (("Timer",), _("whether a timer of yours runs, and on what; stopped, it is an entry")),
    (("Favourite",), _("the rows that you keep at hand")),
    (
        ("OwnCalendar", "CalendarEvent"),
        _("your calendar, its address and its events; what you log of them is an entry"),
    ),
    (
        ("Upload", "ImportMap"),
        _("the files that you bring, and what their names stand for; what is stored is an entry"),
    ),
    ((), _("what waits in this browser until the site has it")),
)
# Figures about the habits of one person, which only that person is shown: names, and in words.
FOR_OWN_EYES = (
    (
        ("heaping_60", "heaping_30", "heaping_index"),
        _("how often your minutes end at full or half hours"),
    ),
    (("batch",), _("how much you saved in one sitting")),
    (("copied_days",), _("days that equal the day before")),
    (("anchoring",), _("how close your time is to what was planned")),
)
