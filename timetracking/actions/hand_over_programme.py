"""A year's programme frozen as a version and handed to the Executive Secretaries; taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Unit
from timetracking.actions.edit_programme import lock_programme
from timetracking.core.programme import programme_content
from timetracking.models import ProgrammeVersion
from timetracking.permissions import may_plan
from timetracking.queries.programme import working_content, working_items

if TYPE_CHECKING:
    from secretariats.models import Person

LONGEST = 500
State = ProgrammeVersion.State


def programme_mark(unit: Unit, year: int) -> str:
    """Return the mark of what the working programme of a year says now; one query."""
    return digest_of(working_content(unit, year))


def hand_over_programme(
    unit: Unit, year: int, *, actor: Person | None, seen: str
) -> ProgrammeVersion:
    """Freeze the working programme of a year as its next version, for every side to sign.

    Args:
        unit: whose programme it is; every instrument that it serves signs.
        year: the calendar year.
        actor: who hands over.
        seen: the mark of the programme that the actor had before their eyes.

    Raises:
        NotAllowed: the actor does not plan the work of the unit.
        Refused: a version of the year waits already, somebody changed the programme meanwhile,
            it has no items, it says what is in force already, or the unit serves one instrument.
    """
    with transaction.atomic():
        locked = lock_programme(unit, year, actor=actor)
        if seen != programme_mark(locked, year):
            text = _("Somebody changed this programme since you opened it. Look at it again.")
            raise Refused([text])
        items = [row.planned for row in working_items(locked, year)]
        if not items:
            raise Refused([_("This programme has no items: add some first.")])
        versions = ProgrammeVersion.objects.of_unit(locked).filter(year=year)
        content = programme_content(
            items,
            unit=locked.code,
            year=year,
            sides=list(locked.instruments.values_list("code", flat=True)),
            number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        )
        if len(content["sides"]) < 2:
            text = _("A programme is signed by two sides or more; this unit serves one alone.")
            raise Refused([text])
        in_force = versions.filter(state=State.IN_FORCE).first()
        if in_force is not None and in_force.content["items"] == content["items"]:
            text = _("Nothing changed since version %(number)d, which is in force.")
            raise Refused([text % {"number": in_force.number}])
        version: ProgrammeVersion = ProgrammeVersion.objects.create(
            unit=locked,
            year=year,
            number=content["version"],
            content=content,
            digest=digest_of(content),
            state=State.SIGNING,
            handed_over_by=actor,
        )
        record_change(
            version,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=locked,
            after={
                "year": year,
                "version": version.number,
                "state": version.state,
                "digest": version.digest,
            },
        )
    return version


def withdraw_programme(
    version: ProgrammeVersion, *, actor: Person | None, reason: str
) -> ProgrammeVersion:
    """Take a version back that waits for signatures; signatures to it lapse.

    Args:
        version: which was handed over.
        actor: who withdraws it.
        reason: why; the Executive Secretaries read it.

    Raises:
        NotAllowed: the actor does not plan the work of the unit.
        Refused: it does not wait for signatures, or there is no reason.
    """
    if not may_plan(actor, version.unit):
        raise NotAllowed([_("Only the coordinator withdraws programmes of this unit.")])
    why = reason.strip()
    if not why:
        text = _("Say why you withdraw it: the Executive Secretaries will read it.")
        raise Refused([Problem("reason", text)])
    if len(why) > LONGEST:
        text = _("at most %(longest)d characters, not %(number)d")
        raise Refused([Problem("reason", text % {"longest": LONGEST, "number": len(why)})])
    with transaction.atomic():
        row = lock_version(version)
        if row.state != State.SIGNING:
            raise Refused([_("This version does not wait for signatures now: open it again.")])
        end_version(row, State.WITHDRAWN, actor=actor, reason=why)
    return row


def lock_version(version: ProgrammeVersion) -> ProgrammeVersion:
    """Return a version as it is now, its unit locked until the transaction ends."""
    unit = Unit.objects.select_for_update().get(pk=version.unit_id)
    row: ProgrammeVersion = ProgrammeVersion.objects.select_for_update().get(pk=version.pk)
    row.unit = unit
    return row


def end_version(
    row: ProgrammeVersion, state: str, *, actor: Person | None, reason: str = ""
) -> None:
    """Let a locked version be refused, withdrawn or replaced; a reason says why it came back."""
    before = row.state
    row.state = state
    if reason:
        row.returned, row.returned_by = reason, actor
    row.save()
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.unit,
        before={"state": before},
        after={"state": state},
        reason=reason,
    )
