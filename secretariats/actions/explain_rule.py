"""What the database's last word means, in words for whoever changes an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from django.db.utils import DatabaseError

_CODE = gettext_noop("There is a row with this code already: choose another, or change that one.")
_DATE = gettext_noop("There is a row for the same and the same date: change that one.")
_YEAR = gettext_noop("There is a row for the same and the same year: change that one.")
# Part of the name of a rule, or of its columns, as the database tells it → what it means.
RULES = {
    "contracts_do_not_overlap": gettext_noop(
        "The person has another contract on some of these days: end that one first."
    ),
    "assignments_to_one_post_do_not_overlap": gettext_noop(
        "The person is on this post already on some of these days: change that row."
    ),
    "assignments_within_full_time": gettext_noop(
        "The person would have more than full time on some of these days: lower a share, or end "
        "another assignment first."
    ),
    "one_budget_per_instrument_and_year": _YEAR,
    "budget.unit_id": _YEAR,
    "one_standard_cost_per_grade_and_year": _YEAR,
    "standardcost.unit_id": _YEAR,
    "one_rate_per_currency_and_date": _DATE,
    "exchangerate.unit_id": _DATE,
    "one_holiday_per_date": _DATE,
    "holiday.unit_id": _DATE,
    "one_grade_per_post_and_date": _DATE,
    "postgrade.post_id": _DATE,
    "one_post_per_code": _CODE,
    "post.unit_id": _CODE,
    "one_work_area_per_code": _CODE,
    "workarea.unit_id": _CODE,
    "one_activity_per_code": _CODE,
    "activity.unit_id": _CODE,
}


def explain_rule(error: DatabaseError | ProtectedError) -> Refused:
    """Return the refusal that stands for an error of the database."""
    if isinstance(error, ProtectedError):
        kinds = sorted({str(row._meta.verbose_name_plural) for row in error.protected_objects})  # noqa: SLF001
        text = _("Other records rest on this row: %(kinds)s. It stays.")
        return Refused([text % {"kinds": ", ".join(kinds)}])
    diagnosis = getattr(error.__cause__, "diag", None)
    told = f"{getattr(diagnosis, 'constraint_name', '') or ''} {error}"
    for name, meaning in RULES.items():
        if name in told:
            return Refused([_(meaning)])
    first = str(error).strip().partition("\n")[0]
    text = _("The database refused it: %(reason)s. Nothing was changed.")
    return Refused([text % {"reason": first}])
