"""What buttons and keys of the week do besides saving cells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.errors import NotAllowed, Refused
from timetracking.actions.change_beneficiary import change_beneficiary
from timetracking.actions.copy_time import copy_day, copy_week, repeat_row
from timetracking.actions.keep_favourite import drop_favourite, keep_favourite
from timetracking.core.grid import RowKey
from timetracking.joint import joint_by_date
from timetracking.queries.favourites import favourites
from timetracking.web.copied import told_of_day, told_of_move, told_of_row, told_of_week
from timetracking.web.shown import mark_of
from timetracking.web.typed import str_of

if TYPE_CHECKING:
    from timetracking.web.asked import Asked

# The name of the buttons; their value is one of these words and what it is about.
DO = "do"
JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a button.

    Attributes:
        asked: the week with its rows as they are now.
        told: what happened, or why it did not.
        failed: whether nothing was changed because it could not be.
        row: the one that it was about, as it is called now.
    """

    asked: Asked
    told: str
    failed: bool = False
    row: RowKey | None = None


def act(asked: Asked, text: str) -> Done | None:
    """Do what a button says; None where no button of the week says so.

    Args:
        asked: the week.
        text: ``day 2017-01-10`` copies the day before into it, ``week`` the week before,
            ``repeat NEWS:CMS/2017-01-10`` a row's day over the week, ``star NEWS:CMS`` keeps a
            favourite or lets it go, ``for NEWS:CMS AEWA`` changes whom a row is for (codes joined
            by +, or joint).
    """
    what, _space, about = text.partition(" ")
    if "\0" in text:
        return None
    try:
        match what:
            case "day":
                day = dt.date.fromisoformat(about)
                copied = copy_day(day, actor=asked.person, unit=asked.place.unit)
                return Done(asked, told_of_day(copied))
            case "week":
                copied = copy_week(asked.week, actor=asked.person, unit=asked.place.unit)
                return Done(asked, told_of_week(copied))
            case "repeat":
                key, _slash, date = about.rpartition("/")
                copied = repeat_row(
                    RowKey.named(key), dt.date.fromisoformat(date),
                    actor=asked.person, unit=asked.place.unit,
                )  # fmt: skip
                return Done(asked, told_of_row(copied))
            case "star":
                return _star(asked, RowKey.named(about))
            case "for":
                key, _space, whom = about.rpartition(" ")
                return _change(asked, RowKey.named(key), whom)
            case _:
                return None
    except NotAllowed:
        raise
    except Refused as refused:
        return Done(asked, str_of(refused), failed=True)
    except ValueError:
        return None


def _star(asked: Asked, key: RowKey) -> Done:
    person, unit = asked.person, asked.place.unit
    if key in favourites(person, unit):
        drop_favourite(key, actor=person, unit=unit)
        text = _("%(code)s is no favourite any more.")
    else:
        keep_favourite(key, actor=person, unit=unit)
        text = _("%(code)s is one of your favourites now.")
    return Done(asked, text % {"code": key.activity})


def _change(asked: Asked, key: RowKey, whom: str) -> Done:
    joint = joint_of(asked)
    members = (
        joint or frozenset(asked.instruments) if whom == JOINT else frozenset(whom.split("+"))
    )
    moved = change_beneficiary(key, members, asked.week, actor=asked.person, unit=asked.place.unit)
    word = mark_of(moved.key.beneficiary, "service", joint).word
    rows = tuple(dict.fromkeys(moved.key if row == key else row for row in asked.rows))
    return Done(replace(asked, rows=rows), told_of_move(moved, word), row=moved.key)


def joint_of(asked: Asked) -> frozenset[str]:
    """Return the instruments of the agreement in force in a week, empty without one."""
    joint_on = joint_by_date(asked.place.unit)
    return next((found for day in asked.week.days if (found := joint_on(day))), frozenset())
