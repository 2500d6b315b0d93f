"""A correction of an approved week: asked for with a reason, withdrawn, accepted or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import Conflict, NotAllowed, Problem, Refused
from secretariats.models import Change, Person
from timetracking.actions.check_cell import check_minutes, check_room, several
from timetracking.actions.check_row import check_keeper, check_row
from timetracking.actions.keep_beneficiaries import keep_beneficiaries
from timetracking.actions.submit_week import check_text
from timetracking.actions.write_entry import change_entry, new_entry, remove_entry
from timetracking.core.checks import Barrier
from timetracking.core.grid import RowKey, version_of
from timetracking.core.typed import clock
from timetracking.models import Amendment
from timetracking.permissions import may_decide
from timetracking.queries.cell import entries_of_cell, key_of_row
from timetracking.queries.importing import rules_of
from timetracking.queries.week_grid import logged
from timetracking.wording import named_day, why_barred

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit
    from timetracking.models import TimeEntry

State = Amendment.State


def ask_amendment(
    key: RowKey,
    day: dt.date,
    minutes: int,
    *,
    actor: Person,
    unit: Unit,
    version: str,
    reason: str,
) -> Amendment:
    """Ask for other minutes in one cell of the actor's own approved week, and return the wish.

    Nothing changes until whoever approves the week accepts it; the week stays approved.

    Args:
        key: activity and beneficiary.
        day: the work date.
        minutes: that the cell shall hold; 0 removes what it holds.
        actor: whose time it is.
        unit: where.
        version: of the cell as the actor saw it (``core.grid.version_of``).
        reason: why; personal text.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Conflict: the cell was changed since the actor saw it.
        Refused: the day is not approved, the cell sums several entries or holds these minutes, a
            correction of it waits already, the day would be over-full, or the reason is missing.
    """
    check_keeper(actor, unit)
    activity = check_row(unit, key)
    check_minutes(minutes)
    told = _("Say why, so that whoever approves the week can decide.")
    reason = check_text(reason, "reason", required=told)
    waits = _("A correction of this cell waits already. Withdraw it to ask for another.")
    try:
        with transaction.atomic():
            Person.objects.select_for_update().get(pk=actor.pk)
            _check_locked(actor, unit, key, day)
            entry, now = _cell(actor, unit, key, day)
            before = entry.minutes if entry else 0
            if now != version:
                text = _("%(day)s holds %(clock)s by now. Look at it once more.")
                told = text % {"day": named_day(day), "clock": clock(before)}
                raise Conflict(
                    [Problem("version", told)], current={"minutes": before, "version": now}
                )
            if before == minutes:
                raise Refused([Problem("minutes", _("The cell holds these minutes already."))])
            check_room(actor, day, minutes - before)
            beneficiary = keep_beneficiaries(unit, [key.members]).get(key.members)
            wish = Amendment.objects.filter(
                Q(beneficiary__isnull=True) if beneficiary is None else Q(beneficiary=beneficiary),
                unit=unit, person=actor, date=day, activity=activity, state=State.WAITING,
            )  # fmt: skip
            if wish.exists():
                raise Refused([Problem("", waits)])
            made: Amendment = Amendment.objects.create(
                unit=unit, person=actor, date=day, activity=activity,
                beneficiary_id=beneficiary, cell_version=now, minutes_before=before,
                minutes_after=minutes, reason=reason,
            )  # fmt: skip
            record_change(
                made,
                kind=Change.Kind.CREATED,
                actor=actor,
                unit=unit,
                after={
                    "state": str(State.WAITING), "date": day.isoformat(), "cell": str(key),
                    "minutes_before": before, "minutes_after": minutes,
                },
                texts={"reason": ("", reason)},
            )  # fmt: skip
            return made
    except IntegrityError as error:
        raise Refused([Problem("", waits)]) from error


def withdraw_amendment(amendment: Amendment, *, actor: Person) -> Amendment:
    """Withdraw the actor's own wish that waits, and return it.

    Raises:
        NotAllowed: it is somebody else's.
        Refused: it was decided on meanwhile.
    """
    if amendment.person_id != actor.pk:
        raise NotAllowed([_("Only who asked for a correction withdraws it.")])
    with transaction.atomic():
        held = _held(amendment)
        _close(held, State.WITHDRAWN, actor=actor)
    return held


def decide_amendment(
    amendment: Amendment, *, actor: Person, accept: bool, answer: str = ""
) -> Amendment:
    """Accept or refuse a correction, and return it with its new state.

    Accepted, the entry takes the minutes, with the old value in its history, and the week stays
    approved. Where the cell was changed otherwise since the correction was asked for, nothing is
    written and the correction is ``outdated``: the caller looks at the state.

    Args:
        amendment: which.
        actor: who decides.
        accept: whether.
        answer: to the person; needed to refuse. Personal text.

    Raises:
        NotAllowed: the actor does not approve that week.
        Refused: it was decided on meanwhile, is refused without an answer, or the day would be
            over-full by now.
    """
    if not may_decide(actor, amendment):
        text = _("Only who approves the week decides on its corrections, and nobody on their own.")
        raise NotAllowed([text])
    told = "" if accept else _("Say why not, so that the person knows.")
    answer = check_text(answer, "answer", required=told)
    with transaction.atomic():
        held = _held(amendment)
        state = State.REFUSED
        if accept:
            state = State.ACCEPTED if _write(held, actor=actor) else State.OUTDATED
        _close(held, state, actor=actor, answer=answer)
    return held


def _check_locked(actor: Person, unit: Unit, key: RowKey, day: dt.date) -> None:
    barriers = rules_of(unit, actor).barriers(day, key.activity)
    others = [barrier for barrier in barriers if barrier is not Barrier.LOCKED]
    if others:
        raise Refused([Problem("date", why_barred(barrier, day)) for barrier in others])
    if not barriers:
        text = _("%(day)s is not approved: change it in the week itself.")
        raise Refused([Problem("date", text % {"day": named_day(day)})])


def _cell(person: Person, unit: Unit, key: RowKey, day: dt.date) -> tuple[TimeEntry | None, str]:
    """Return the one entry of a cell, if any, and the cell's version."""
    entries = entries_of_cell(person, unit, key, day)
    if len(entries) > 1:
        raise Refused([Problem("", several(len(entries), day))])
    return (entries[0] if entries else None), version_of(tuple(map(logged, entries)))


def _held(amendment: Amendment) -> Amendment:
    """Return a waiting amendment, locked after its person, as whoever writes time does."""
    Person.objects.select_for_update().get(pk=amendment.person_id)
    rows = Amendment.objects.select_for_update(of=("self",)).select_related(
        "unit", "person", "activity", "beneficiary"
    )
    held: Amendment = rows.get(pk=amendment.pk)
    if held.state != State.WAITING:
        text = _("The correction is %(state)s meanwhile.")
        told = text % {"state": held.get_state_display()}
        raise Conflict([Problem("state", told)], current={"state": held.state})
    return held


def _write(held: Amendment, *, actor: Person) -> bool:
    """Give the cell the minutes asked for; False where it is not as it was, and nothing is."""
    key, minutes = key_of_row(held), held.minutes_after
    person, unit, day = held.person, held.unit, held.date
    entries = entries_of_cell(person, unit, key, day)
    if version_of(tuple(map(logged, entries))) != held.cell_version:
        return False
    if rules_of(unit, person).barriers(day, key.activity) != [Barrier.LOCKED]:
        return False
    check_room(person, day, minutes - held.minutes_before)
    reason = f"amendment {held.pk}"
    if not entries:
        new_entry(
            held.activity, key, day, minutes, "",
            actor=actor, unit=unit, person=person, reason=reason,
        )  # fmt: skip
    elif minutes:
        change_entry(entries[0], minutes, None, actor=actor, reason=reason)
    else:
        remove_entry(entries[0], actor=actor, reason=reason)
    return True


def _close(held: Amendment, state: Amendment.State, *, actor: Person, answer: str = "") -> None:
    held.state, held.answer = state, answer
    held.decided, held.decided_by = timezone.now(), actor
    held.save(update_fields=["state", "answer", "decided", "decided_by"])
    record_change(
        held,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=held.unit,
        before={"state": str(State.WAITING)},
        after={"state": str(state)},
        texts={"answer": ("", answer)} if answer else None,
    )
