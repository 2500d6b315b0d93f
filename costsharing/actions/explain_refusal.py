"""What the database's last word means, in words for whoever loads a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from django.db.utils import DatabaseError

AGAIN = gettext_noop(
    "Another load writes the same unit, people or instruments at this moment. Nothing was "
    "changed; run it again."
)
# Part of the name of a rule in the database → what it means.
RULES = {
    "agreements_do_not_overlap": gettext_noop("Agreements of the unit overlap."),
    "contracts_do_not_overlap": gettext_noop("Contracts of one person overlap."),
    "assignments_to_one_post_do_not_overlap": gettext_noop(
        "Assignments of one person to one post overlap."
    ),
    "assignments_within_full_time": gettext_noop(
        "Assignments of one person are together more than full time."
    ),
    "key_adds_up": gettext_noop("A key does not add up to 1."),
    "a_day_has_1440_minutes": gettext_noop(
        "A person's day would have more than 1440 minutes in all units together; somebody may "
        "have logged time meanwhile."
    ),
    "unit_code": AGAIN,
    "unit.code": AGAIN,
    "person_username": AGAIN,
    "person.username": AGAIN,
    "instrument_code": AGAIN,
    "instrument.code": AGAIN,
}


def explain_refusal(error: DatabaseError | ProtectedError) -> Refused:
    """Return the refusal that stands for an error of the database."""
    if isinstance(error, ProtectedError):
        rests = sorted({str(row) for row in error.protected_objects})[:5]
        return Refused(
            [
                _("The file takes away what other records rest on: %(rows)s. Keep it in the file.")
                % {"rows": ", ".join(rests)}
            ]
        )
    diagnosis = getattr(error.__cause__, "diag", None)
    text = f"{getattr(diagnosis, 'constraint_name', '') or ''} {error}"
    for name, meaning in RULES.items():
        if name in text:
            return Refused([_(meaning)])
    first = str(error).strip().partition("\n")[0]
    return Refused(
        [_("The database refused the file: %(reason)s. Nothing was changed.") % {"reason": first}]
    )
