"""Who may see and do what with values and what they rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from secretariats.models import Role, Unit

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from costsharing.core.limitations import LimitationsTable
    from secretariats.models import Instrument, Person

# They see the unit's figures; staff see their own, and the unit's once a report is published.
_SEE_THE_TEAM = frozenset(
    {
        Role.Kind.COORDINATOR,
        Role.Kind.EXECUTIVE_SECRETARY,
        Role.Kind.FINANCE,
        Role.Kind.AUDITOR,
    }
)

# They write agreements down and hand them over; only the Executive Secretaries agree.
AGREEMENT_DRAFTERS = frozenset({Role.Kind.COORDINATOR, Role.Kind.FINANCE})
VALUATION_STARTERS = frozenset({Role.Kind.COORDINATOR, Role.Kind.FINANCE})
SCENARIO_KEEPERS = frozenset(
    {Role.Kind.COORDINATOR, Role.Kind.EXECUTIVE_SECRETARY, Role.Kind.FINANCE}
)
# A snapshot holds grades and what people cost, if not their names.
SNAPSHOT_READERS = frozenset({Role.Kind.FINANCE, Role.Kind.AUDITOR})


def visible_figures(
    table: LimitationsTable, *, person: Person, on: dt.date | None = None
) -> LimitationsTable:
    """Return the table less what a person may not see (valuation.md, Limitations).

    A person's figures are for that person alone and the coordinator; heaping, batches, copied
    days and anchoring of a person for that person alone. One query.

    Args:
        table: the whole table.
        person: the reader.
        on: the date whose roles count, by default today.
    """
    if not person.is_active:
        return replace(table, team=None, people={}, activities={}, months={})
    in_force = Role.objects.in_force(on or timezone.localdate())
    roles = set(
        in_force.filter(person=person, unit__code=table.unit).values_list("role", flat=True)
    )
    sees_team = not roles.isdisjoint(_SEE_THE_TEAM)
    people = {}
    for username, figures in table.people.items():
        if username == person.get_username():
            people[username] = figures
        elif Role.Kind.COORDINATOR in roles:
            people[username] = figures.without_private()
    return replace(
        table,
        team=table.team if sees_team else None,
        people=people,
        activities=table.activities if sees_team else {},
        months=table.months if sees_team else {},
    )


def may_measure_limitations(person: Person | None, unit: Unit) -> bool:
    """Return whether a person may have the unit's limitations measured: whoever sees the team's.

    None is the operator at the command line, or a worker that stored a run.
    """
    return person is None or _has_role(person, unit, _SEE_THE_TEAM)


def may_start_valuation(person: Person | None, unit: Unit) -> bool:
    """Return whether a person may start a valuation; None is the operator at the command line."""
    return person is None or _has_role(person, unit, VALUATION_STARTERS)


def units_to_value(person: Person) -> QuerySet[Unit]:
    """Return the units whose valuations a person may start, by code."""
    if not person.is_active:
        return Unit.objects.none()
    in_force = Role.objects.in_force(timezone.localdate())
    roles = in_force.filter(person=person, role__in=VALUATION_STARTERS)
    return Unit.objects.filter(pk__in=roles.values("unit"))


def may_draft_agreement(person: Person | None, unit: Unit) -> bool:
    """Return whether a person may draft agreements of a unit and hand them over for signature."""
    return person is None or _has_role(person, unit, AGREEMENT_DRAFTERS)


def may_note_step(person: Person | None, unit: Unit, instrument: Instrument | None) -> bool:
    """Return whether a person may note a step on the way of a unit's agreements.

    Those who draft agreements; of a committee's approval the coordinator, and on the side of its
    instrument the finance officers and the Executive Secretary. None is the operator.

    Args:
        person: who notes.
        unit: whose agreement it is.
        instrument: of the committee that approved; None for steps that all take together.
    """
    if person is None or instrument is None:
        return may_draft_agreement(person, unit)
    if not person.is_active:
        return False
    own = Q(role__in=(Role.Kind.FINANCE, Role.Kind.EXECUTIVE_SECRETARY), instrument=instrument)
    in_force = Role.objects.in_force(timezone.localdate()).filter(person=person, unit=unit)
    return in_force.filter(Q(role=Role.Kind.COORDINATOR) | own).exists()


def may_note_any_step(person: Person, unit: Unit) -> bool:
    """Return whether a person may note some step or other on the way of a unit's agreements."""
    return _has_role(person, unit, AGREEMENT_DRAFTERS | {Role.Kind.EXECUTIVE_SECRETARY})


def may_write_shared_money(person: Person, unit: Unit) -> bool:
    """Return whether a person may write the money that all instruments share.

    Rates of exchange, standard costs, staff costs and fees: finance officers of any instrument,
    for now, each change with its history.
    """
    return _has_role(person, unit, frozenset({Role.Kind.FINANCE}))


def may_write_money_of(person: Person, unit: Unit, instrument: Instrument | None) -> bool:
    """Return whether a person may write an instrument's own money: its finance officers alone.

    Its budget, and the expenditure that it paid.
    """
    if not person.is_active or instrument is None:
        return False
    in_force = Role.objects.in_force(timezone.localdate())
    return in_force.filter(
        person=person, unit=unit, role=Role.Kind.FINANCE, instrument=instrument
    ).exists()


def may_confirm_for(person: Person, unit: Unit, instrument: Instrument) -> bool:
    """Return whether a person decides on money for an instrument: its finance officers alone.

    On statements, and on changes of what several instruments share.
    """
    return may_write_money_of(person, unit, instrument)


def may_prepare_statement(person: Person | None, unit: Unit) -> bool:
    """Return whether a person may prepare a statement; None is the operator."""
    return person is None or _has_role(person, unit, frozenset({Role.Kind.FINANCE}))


def may_explain(person: Person | None, unit: Unit) -> bool:
    """Return whether a person may open figures down to entries and hourly costs.

    Finance officers and auditors; Executive Secretaries stop at activity and month. None is the
    operator at the command line.
    """
    return person is None or _has_role(person, unit, SNAPSHOT_READERS)


def may_read_figures(person: Person | None, unit: Unit) -> bool:
    """Return whether a person may read the unit's figures, and try them under other terms."""
    return person is None or _has_role(person, unit, _SEE_THE_TEAM)


def may_keep_scenario(person: Person | None, unit: Unit) -> bool:
    """Return whether a person may keep what a run would give under other terms.

    The coordinator, Executive Secretaries and finance officers; None is the operator.
    """
    return person is None or _has_role(person, unit, SCENARIO_KEEPERS)


def may_read_missing_inputs(person: Person, unit: Unit) -> bool:
    """Return whether a person may read what keeps a period from being valued: it names people.

    Those who start valuations, who would be told, and auditors.
    """
    return _has_role(person, unit, VALUATION_STARTERS | {Role.Kind.AUDITOR})


def may_read_snapshot(person: Person, unit: Unit) -> bool:
    """Return whether a person may read the inputs of a unit's runs, costs by grade included."""
    return _has_role(person, unit, SNAPSHOT_READERS)


def _has_role(person: Person, unit: Unit, roles: frozenset[str]) -> bool:
    if not person.is_active:
        return False
    in_force = Role.objects.in_force(timezone.localdate())
    return in_force.filter(person=person, unit=unit, role__in=roles).exists()
