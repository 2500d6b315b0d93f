"""What the fields of a programme and of the register of outputs are called, for people."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timetracking.core.outputs import KINDS
from timetracking.core.programme import CATEGORIES

if TYPE_CHECKING:
    from timetracking.core.programme_changes import FieldChange

FIELDS = {
    "number": gettext_lazy("Number"),
    "title": gettext_lazy("What is done"),
    "activity": gettext_lazy("Activity that time is logged on"),
    "mandate": gettext_lazy("Mandate"),
    "priority": gettext_lazy("Priority"),
    "outputs": gettext_lazy("Outputs"),
    "time_frame": gettext_lazy("Time frame"),
    "responsible": gettext_lazy("Responsible"),
    "funding": gettext_lazy("Funding needs"),
    "milestones": gettext_lazy("Milestones"),
}


def category_name(code: str) -> str:
    """Return what a category of staff is called; one that is not known by its code."""
    return _(CATEGORIES[code]) if code in CATEGORIES else code


def kind_name(code: str) -> str:
    """Return what a kind of output is called; one that is not known by its code."""
    return _(KINDS[code]) if code in KINDS else code


def days_words(text: str) -> str:
    """Return days, given as decimal text, as the reader's language writes them."""
    decimals = len(text.partition(".")[2])
    return number_format(Decimal(text), decimal_pos=decimals, force_grouping=True)


def change_words(change: FieldChange) -> tuple[str, str, str]:
    """Return field, before and after of a change in words; empty where nothing was or is."""
    match change.field:
        case "days":
            name = _("Days for %(code)s") % {"code": change.part}
            return name, _days(change.before), _days(change.after)
        case "category":
            name = _("Days of %(category)s") % {"category": category_name(change.part)}
            return name, _days(change.before), _days(change.after)
        case "milestone":
            name = _("Milestone “%(title)s”") % {"title": change.part}
            return name, _day(change.before), _day(change.after)
        case "strategy":
            name = _("Communication strategy of %(code)s") % {"code": change.part}
            return name, change.before, change.after
        case field:
            return str(FIELDS[field]), change.before, change.after


def _days(text: str) -> str:
    return days_words(text) if text else ""


def _day(text: str) -> str:
    return date_format(dt.date.fromisoformat(text)) if text else ""
