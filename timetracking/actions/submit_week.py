"""A week handed in by the person whose it is, and taken back until it is decided on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import Conflict, Problem, Refused
from secretariats.models import Change, Person
from timetracking.actions.check_row import check_keeper
from timetracking.core.sheets import APPROVED, SUBMITTED, cells_of, mark_of, parts_of, to_submit
from timetracking.models import WeekSheet
from timetracking.queries.week_grid import week_grid
from timetracking.queries.workplaces import workplace
from timetracking.wording import named_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariats.models import Unit
    from timetracking.core.grid import Day, Grid
    from timetracking.core.sheets import Part
    from timetracking.core.weeks import Week

LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was handed in.

    Attributes:
        sheets: as they are stored now, by day.
        gaps: the days on which time is still expected.
    """

    sheets: tuple[WeekSheet, ...]
    gaps: tuple[Day, ...]


def submit_week(week: Week, unit: Unit, *, actor: Person, note: str = "", seen: str) -> Submitted:
    """Hand in the actor's own week: each part of it that is open and has no work to come.

    A week in two months is two sheets, which go in together as far as both are open. Days without
    time are no obstacle; they are told back, and the note can say why. From then on nothing of the
    days changes until they are taken back or sent back.

    Args:
        week: which.
        unit: where.
        actor: whose week it is.
        note: what whoever approves should know; personal text.
        seen: the week as the actor saw it (``core.sheets.mark_of``).

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Conflict: the week was changed since the actor saw it.
        Refused: it is submitted or approved already, holds nothing, work on a day to come is
            still expected, or the note is too long.
    """
    check_keeper(actor, unit)
    note = check_text(note, "note")
    try:
        with transaction.atomic():
            # Whoever writes a person's time holds the person's row: nothing changes meanwhile.
            Person.objects.select_for_update().get(pk=actor.pk)
            grid = _grid(week, unit, actor)
            if mark_of(grid) != seen:
                text = _("The week was changed elsewhere meanwhile. Look at it once more.")
                raise Conflict([Problem("seen", text)], current={"seen": mark_of(grid)})
            parts = to_submit(parts_of(grid))
            if not parts:
                raise Refused([Problem("week", _why_not(parts_of(grid)))])
            sheets = tuple(_hand_in(part, grid, unit, note, actor=actor) for part in parts)
    except IntegrityError as error:
        text = _("The week was changed elsewhere meanwhile. Look at it once more.")
        raise Refused([Problem("week", text)]) from error
    return Submitted(sheets, tuple(day for part in parts for day in part.gaps))


def take_back_week(week: Week, unit: Unit, *, actor: Person) -> tuple[WeekSheet, ...]:
    """Open the submitted parts of the actor's own week again; what is decided stays.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Refused: nothing of the week waits for a decision.
    """
    check_keeper(actor, unit)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        rows = WeekSheet.objects.select_for_update().filter(
            unit=unit, person=actor, start__lte=week.end, end__gte=week.start
        )
        sheets = list(rows.order_by("pk"))
        waiting = [sheet for sheet in sheets if sheet.state == SUBMITTED]
        if not waiting:
            text = _("The week is not submitted: there is nothing to take back.")
            if any(sheet.state == APPROVED for sheet in sheets):
                text = _("The week was approved meanwhile. To correct it, write an amendment.")
            raise Refused([Problem("week", text)])
        for sheet in waiting:
            move(sheet, WeekSheet.State.OPEN, actor=actor)
    return tuple(waiting)


def move(
    sheet: WeekSheet,
    state: WeekSheet.State,
    *,
    actor: Person,
    more: dict[str, object] | None = None,
    texts: dict[str, tuple[str, str]] | None = None,
) -> None:
    """Give a sheet its next state, with its history; called with the person's row locked.

    Args:
        sheet: whose other fields are as they shall be.
        state: the new one.
        actor: who moves it.
        more: plain values that the history keeps beside the state.
        texts: field → (before, after) of personal text.
    """
    before = {"state": sheet.state, "version": sheet.version}
    new = sheet.pk is None
    sheet.state = state
    sheet.version = 1 if new else sheet.version + 1
    sheet.save(force_insert=new)
    record_change(
        sheet,
        kind=Change.Kind.CREATED if new else Change.Kind.CHANGED,
        actor=actor,
        unit=sheet.unit,
        before=None if new else before,
        after={"state": str(state), "version": sheet.version, **(more or {})},
        texts={name: pair for name, pair in (texts or {}).items() if pair[0] != pair[1]},
    )


def check_text(text: str, path: str, *, required: str = "") -> str:
    """Return a text without the blanks around it.

    Args:
        text: as typed.
        path: the field's name.
        required: what to say where it is empty; empty where it may be.

    Raises:
        Refused: it is too long, or empty and required.
    """
    text = text.strip()
    if required and not text:
        raise Refused([Problem(path, required)])
    if len(text) > LONGEST_TEXT:
        told = _("The text has %(count)s characters: shorten it to %(most)s.")
        raise Refused([Problem(path, told % {"count": len(text), "most": LONGEST_TEXT})])
    return text


def _grid(week: Week, unit: Unit, actor: Person) -> Grid:
    return week_grid(actor, workplace(actor, unit), week)


def _why_not(parts: Sequence[Part]) -> str:
    """Return why no part of a week can be handed in."""
    turn = [part for part in parts if part.waits_for_person]
    if not turn:
        if all(part.state == APPROVED for part in parts):
            return _("The week is approved. To correct it, write an amendment.")
        return _("The week is submitted already.")
    coming = [part.until for part in turn if part.until]
    if len(coming) == len(turn):
        text = _(
            "On %(day)s work is still to come: submit the week on its last working day, or "
            "enter the absence."
        )
        return text % {"day": named_day(coming[0])}
    return _("Nothing is logged in this week: there is nothing to submit.")


def _hand_in(part: Part, grid: Grid, unit: Unit, note: str, *, actor: Person) -> WeekSheet:
    if part.sheet is None:
        sheet = WeekSheet(unit=unit, person=actor, start=part.start, end=part.end)
    else:
        sheet = WeekSheet.objects.select_related("unit").get(pk=part.sheet.pk)
    texts = {"note": (sheet.note, note)}
    sheet.note, sheet.submitted = note, timezone.now()
    more: dict[str, object] = {
        "cells": cells_of(grid, part.start, part.end),
        "missing": str(part.missing),
    }
    move(sheet, WeekSheet.State.SUBMITTED, actor=actor, more=more, texts=texts)
    return sheet
