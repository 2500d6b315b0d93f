"""Units by their code."""

from __future__ import annotations

from django.utils.translation import gettext as _

from secretariats.core.errors import Refused
from secretariats.models import Unit


def unit_of_code(code: str) -> Unit:
    """Return the unit of a code, for the operator at the command line.

    Raises:
        Refused: there is no such unit; names those there are.
    """
    unit: Unit | None = Unit.objects.filter(code=code).first()
    if unit is not None:
        return unit
    known = ", ".join(Unit.objects.values_list("code", flat=True))
    if known:
        text = _("There is no unit %(code)s. Units here: %(known)s.")
    else:
        text = _("There is no unit %(code)s, nor any other: load one with load_unit FILE.")
    raise Refused([text % {"code": code, "known": known}])
