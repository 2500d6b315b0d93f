"""The roles that an administrator may give, each with what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.roles import scope_of
from secretariats.models import Committee, Instrument, Role, Unit
from secretariats.permissions import units_administered

if TYPE_CHECKING:
    from secretariats.models import Person


@dataclass(frozen=True, slots=True)
class Offer:
    """A role that can be given; ``value`` names it in a form."""

    unit: Unit
    kind: str
    instrument: Instrument | None
    committee: Committee | None
    label: str

    @property
    def value(self) -> str:
        """A text that no other offer has."""
        of = self.committee or self.instrument
        return f"{self.unit.pk}.{self.kind}.{of.pk if of else ''}"


def role_offers(actor: Person, person: Person) -> list[Offer]:
    """Return what the actor may give a person: the roles of each unit both belong to.

    Three queries, however many units and instruments.
    """
    units = units_administered(actor).filter(people=person).prefetch_related("instruments")
    committees: dict[int, list[Committee]] = {}
    for body in Committee.objects.filter(unit__in=units).select_related("instrument"):
        committees.setdefault(body.unit_id, []).append(body)
    return [
        offer
        for unit in units
        for kind in Role.Kind
        for offer in _offers(unit, kind, committees.get(unit.pk, []))
    ]


def _offers(unit: Unit, kind: Role.Kind, committees: list[Committee]) -> list[Offer]:
    scope = scope_of(kind)
    if scope == "instrument":
        return [
            Offer(unit, kind, one, None, _of(kind.label, one.code))
            for one in unit.instruments.all()
        ]
    if scope == "committee":
        return [
            Offer(unit, kind, body.instrument, body, _of(kind.label, body.code))
            for body in committees
        ]
    return [Offer(unit, kind, None, None, str(kind.label))]


def _of(kind: object, what: object) -> str:
    return _("%(role)s: %(what)s") % {"role": kind, "what": what}
