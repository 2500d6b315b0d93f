"""A person gets a role, from a day on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.dates import Span
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.core.roles import scope_of
from secretariats.models import Change, Person, Role, Unit
from secretariats.permissions import administers

if TYPE_CHECKING:
    from secretariats.models import Committee, Instrument


def give_role(
    person: Person,
    *,
    unit: Unit,
    kind: str,
    start: dt.date,
    end: dt.date | None = None,
    instrument: Instrument | None = None,
    committee: Committee | None = None,
    actor: Person,
) -> Role:
    """Give a person a role in a unit.

    Args:
        person: one of the unit's people; never the actor.
        unit: where.
        kind: one of ``Role.Kind``.
        start: the first day.
        end: the last day, inclusive; None leaves it open.
        instrument: for which, where the kind is for an instrument.
        committee: for which, where the kind is for a committee; its instrument follows.
        actor: an administrator of the unit.

    Raises:
        NotAllowed: the actor does not administer the unit, or it is their own role.
        Refused: what is wrong with the role; or the person has it on one of the days already, or
            would be Executive Secretary of two instruments of the unit at once.
    """
    if not administers(actor, unit):
        raise NotAllowed([_("Only an administrator of the unit gives roles in it.")])
    if actor.pk == person.pk:
        raise NotAllowed([_("Nobody gives a role to themselves: another administrator does.")])
    with transaction.atomic():
        # All who give roles in a unit wait for each other, so that none overlap.
        Unit.objects.select_for_update().get(pk=unit.pk)
        problems = _wrong(person, unit, kind, Span(start, end), instrument, committee)
        if problems:
            raise Refused(problems)
        if committee is not None:
            instrument = committee.instrument
        role: Role = Role.objects.create(
            unit=unit,
            person=person,
            role=kind,
            instrument=instrument,
            committee=committee,
            start=start,
            end=end,
        )
        record_change(
            role, kind=Change.Kind.CREATED, actor=actor, unit=unit, after=role_values(role)
        )
    return role


def role_values(role: Role) -> dict[str, Any]:
    """Return a role as history keeps it: no names of people."""
    return {
        "person": role.person_id,
        "role": role.role,
        "instrument": role.instrument.code if role.instrument else None,
        "committee": role.committee.code if role.committee else None,
        "from": role.start.isoformat(),
        "to": role.end.isoformat() if role.end else None,
    }


def clashes(role: Role, end: dt.date | None) -> list[Problem]:
    """Return what keeps a role that is there from ending on another day."""
    return _overlaps(
        role.person, role.unit, role.role, Span(role.start, end), role.instrument, role.committee,
        but=role.pk,
    )  # fmt: skip


def _wrong(
    person: Person,
    unit: Unit,
    kind: str,
    span: Span,
    instrument: Instrument | None,
    committee: Committee | None,
) -> list[Problem]:
    if kind not in Role.Kind.values:
        return [Problem("role", _("There is no such role."))]
    problems = []
    if span.end is not None and span.end < span.start:
        problems.append(Problem("to", _("The last day lies before the first.")))
    if not unit.people.filter(pk=person.pk).exists():
        text = _("%(name)s is not one of the people of %(unit)s.")
        problems.append(Problem("person", text % {"name": person, "unit": unit.code}))
    if not person.is_active:
        problems.append(Problem("person", _("The account is closed: open it first.")))
    problems += _wrong_scope(unit, kind, instrument, committee)
    return problems or _overlaps(person, unit, kind, span, instrument, committee)


def _wrong_scope(
    unit: Unit, kind: str, instrument: Instrument | None, committee: Committee | None
) -> list[Problem]:
    scope = scope_of(kind)
    if scope == "committee":
        if committee is None:
            return [Problem("committee", _("Choose the committee that the role is for."))]
        if committee.unit_id != unit.pk:
            return [Problem("committee", _("The unit does not report to this committee."))]
        if instrument is not None and instrument != committee.instrument:
            return [Problem("instrument", _("The committee is of another instrument."))]
        return []
    if committee is not None:
        return [Problem("committee", _("This role is not for a committee: leave it empty."))]
    if scope == "instrument":
        if instrument is None:
            return [Problem("instrument", _("Choose the instrument that the role is for."))]
        if not unit.instruments.filter(pk=instrument.pk).exists():
            return [Problem("instrument", _("The unit does not serve this instrument."))]
    elif instrument is not None:
        return [Problem("instrument", _("This role is not for an instrument: leave it empty."))]
    return []


def _overlaps(
    person: Person,
    unit: Unit,
    kind: str,
    span: Span,
    instrument: Instrument | None,
    committee: Committee | None,
    but: int | None = None,
) -> list[Problem]:
    same = Role.objects.filter(unit=unit, person=person, role=kind).exclude(pk=but)
    for other in same.select_related("instrument"):
        if not span.overlaps(Span(other.start, other.end)):
            continue
        days = {"from": other.start.isoformat(), "to": other.end.isoformat() if other.end else "…"}
        if scope_of(kind) == "committee":
            is_same = other.committee_id == (committee.pk if committee else None)
        else:
            is_same = other.instrument_id == (instrument.pk if instrument else None)
        if is_same:
            text = _(
                "The person has this role already, from %(from)s to %(to)s. End that one first, "
                "or choose other days."
            )
            return [Problem("from", text % days)]
        if kind == Role.Kind.EXECUTIVE_SECRETARY:
            text = _(
                "The person is Executive Secretary of %(code)s from %(from)s to %(to)s. Two "
                "instruments have two: what both sign is signed by two people."
            )
            code = other.instrument.code if other.instrument else "…"
            return [Problem("instrument", text % {**days, "code": code})]
    return []
