"""Submitted weeks, approved together or sent back one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariats.core.errors import Conflict, NotAllowed, Problem, Refused
from secretariats.models import Person
from timetracking.actions.submit_week import check_text, move
from timetracking.models import WeekSheet
from timetracking.permissions import decided_on_by
from timetracking.wording import named_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

State = WeekSheet.State


@dataclass(frozen=True, slots=True)
class Seen:
    """A sheet as whoever decides saw it: its number and version."""

    pk: int
    version: int


def approve_weeks(chosen: Collection[Seen], *, actor: Person) -> list[WeekSheet]:
    """Approve submitted weeks, all or none, and return them; what is approved is locked.

    Raises:
        NotAllowed: one of them is not the actor's to decide on, such as their own.
        Conflict: some changed since the actor saw them; each is named, and none was approved.
        Refused: none was chosen.
    """
    if not chosen:
        raise Refused([Problem("weeks", _("Choose at least one week."))])
    with transaction.atomic():
        sheets = _held(chosen, actor)
        now = timezone.now()
        for sheet in sheets:
            sheet.decided, sheet.decided_by = now, actor
            texts = {"reason": (sheet.reason, "")}
            sheet.reason = ""
            move(sheet, State.APPROVED, actor=actor, texts=texts)
    return sheets


def send_back(chosen: Seen, *, actor: Person, reason: str) -> WeekSheet:
    """Send a submitted week back with a reason, and return it; the person can change it again.

    Raises:
        NotAllowed: it is not the actor's to decide on.
        Conflict: it changed since the actor saw it.
        Refused: without a reason, or with one that is too long.
    """
    with transaction.atomic():
        (sheet,) = _held([chosen], actor)
        told = _("Say what to change, so that the person knows.")
        reason = check_text(reason, "reason", required=told)
        sheet.decided, sheet.decided_by = timezone.now(), actor
        texts = {"reason": (sheet.reason, reason)}
        sheet.reason = reason
        move(sheet, State.RETURNED, actor=actor, texts=texts)
    return sheet


def _held(chosen: Collection[Seen], actor: Person) -> list[WeekSheet]:
    """Return the sheets, locked, if all are the actor's to decide on and as they saw them."""
    seen = {one.pk: one.version for one in chosen}
    owners = WeekSheet.objects.filter(pk__in=seen).values("person")
    # People first and in one order, as whoever writes time does: no two wait for each other.
    list(Person.objects.select_for_update().filter(pk__in=owners).order_by("pk"))
    rows = WeekSheet.objects.select_for_update(of=("self",)).select_related("person", "unit")
    sheets = list(rows.filter(pk__in=seen).order_by("pk"))
    allowed = set(
        WeekSheet.objects.filter(decided_on_by(actor), pk__in=seen).values_list("pk", flat=True)
    )
    if allowed != set(seen):
        raise NotAllowed([_not_yours(sheets, seen, allowed, actor)])
    changed = [
        sheet
        for sheet in sheets
        if sheet.state != State.SUBMITTED or sheet.version != seen[sheet.pk]
    ]
    if changed:
        raise _conflict(changed)
    return sheets


def _not_yours(
    sheets: Iterable[WeekSheet], seen: Mapping[int, int], allowed: Collection[int], actor: Person
) -> str:
    if any(sheet.person_id == actor.pk for sheet in sheets):
        return _("Nobody approves their own week.")
    text = ngettext(
        "One of the weeks is not yours to decide on.",
        "%(count)s of the weeks are not yours to decide on.",
        count := len(set(seen) - set(allowed)),
    )
    return text % {"count": count}


def _conflict(changed: Iterable[WeekSheet]) -> Conflict:
    problems, current = [], {}
    for sheet in changed:
        text = _("%(name)s, week of %(day)s: %(state)s meanwhile. Nothing was decided.")
        state = sheet.get_state_display()
        if sheet.state == State.SUBMITTED:
            state = _("submitted anew")
        values = {"name": sheet.person, "day": named_day(sheet.start), "state": state}
        problems.append(Problem(f"weeks[{sheet.pk}]", text % values))
        current[str(sheet.pk)] = {"state": sheet.state, "version": sheet.version}
    return Conflict(problems, current=current)
