"""Committees by their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.errors import Refused
from secretariats.models import Committee

if TYPE_CHECKING:
    from secretariats.models import Unit


def committee_of_code(unit: Unit, code: str) -> Committee:
    """Return a unit's committee by its code.

    Raises:
        Refused: there is no such committee; names those there are.
    """
    found = Committee.objects.of_unit(unit).select_related("instrument", "unit")
    committee: Committee | None = found.filter(code=code).first()
    if committee is not None:
        return committee
    known = ", ".join(found.values_list("code", flat=True))
    if known:
        text = _("%(unit)s has no committee %(code)s. Its committees: %(known)s.")
    else:
        text = _("%(unit)s has no committee %(code)s, nor any other: name them in the unit file.")
    raise Refused([text % {"unit": unit.code, "code": code, "known": known}])
