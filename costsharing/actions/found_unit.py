"""A new unit comes to the site, with whoever brings it as its first administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.actions.load_unit import load_unit
from secretariats.actions.give_role import role_values
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Role, Unit
from secretariats.permissions import opens_units

if TYPE_CHECKING:
    from costsharing.core.unit_file import UnitFile
    from secretariats.models import Person


def found_unit(file: UnitFile, *, actor: Person) -> Unit:
    """Make a unit of what a file says, and the actor its administrator from today on.

    A unit that exists is never changed here.

    Args:
        file: the content, checked by its reader.
        actor: the administrator of the whole site.

    Raises:
        NotAllowed: the actor may not bring units.
        Refused: there is a unit of this code; or as :func:`load_unit`.
    """
    if not opens_units(actor):
        raise NotAllowed([_("Only the administrator of the whole site brings new units.")])
    code = file.unit.code
    with transaction.atomic():
        if Unit.objects.filter(code=code).exists():
            raise _exists(code)
        result = load_unit(file, actor=actor)
        if result.state != "created":
            # Somebody else brought the same at the same moment.
            raise _exists(code)
        unit = result.unit
        unit.people.add(actor)
        own = Role.objects.in_force(timezone.localdate()).filter(
            unit=unit, person=actor, role=Role.Kind.ADMINISTRATOR
        )
        if not own.exists():
            role = Role.objects.create(
                unit=unit, person=actor, role=Role.Kind.ADMINISTRATOR, start=timezone.localdate()
            )
            record_change(
                role, kind=Change.Kind.CREATED, actor=actor, unit=unit, after=role_values(role)
            )
    return unit


def _exists(code: str) -> Refused:
    text = _(
        "There is a unit %(code)s already, and it stays as it is. Choose another code; the "
        "command load_unit replaces a unit."
    )
    return Refused([Problem("unit.code", text % {"code": code})])
