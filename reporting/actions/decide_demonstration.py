"""When the weeks of the demonstration were handed in and decided on, and what is asked of one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from reporting.actions.sign_demonstration import COORDINATOR, SIGNERS
from reporting.demo.arrangement import AEWA
from reporting.demo.unit import ZONE
from secretariats.models import Person
from timetracking.actions.amend_week import ask_amendment
from timetracking.core.grid import RowKey, version_of
from timetracking.core.weeks import Week
from timetracking.models import Amendment, TimeEntry, WeekSheet
from timetracking.queries.cell import entries_of_cell
from timetracking.queries.week_grid import logged

if TYPE_CHECKING:
    from secretariats.models import Unit

State = WeekSheet.State
# Whose approved week is to be corrected, and which.
ASKS, AMENDED = "hugo", Week(2017, 46)
WHY_BACK = (
    "Five hours of Tuesday to Friday are missing. Was the help for the Parties longer than "
    "recorded? Please complete the days and submit the week again."
)
WHY = "The call with a focal point took half an hour longer than I wrote down."
MORE = 30


def decide_demonstration(unit: Unit) -> None:
    """Give the weeks of the demonstration their dates, and let a correction wait.

    Called inside the transaction that brings the demonstration in; entries and the states of
    weeks stay as they are.
    """
    _date(unit)
    if not Amendment.objects.of_unit(unit).exists():
        _ask(unit)


def _date(unit: Unit) -> None:
    """Let weeks be handed in on the Monday after, and decided on the next day."""
    coordinator = Person.objects.get(username=COORDINATOR)
    employer = Person.objects.get(username=SIGNERS[AEWA])
    sheets = list(WeekSheet.objects.filter(unit=unit, submitted__isnull=True))
    for sheet in sheets:
        sunday = Week.of(sheet.start).end
        sheet.submitted = dt.datetime.combine(sunday, dt.time(9, 5), ZONE) + dt.timedelta(days=1)
        if sheet.state in {State.APPROVED, State.RETURNED}:
            sheet.decided = sheet.submitted + dt.timedelta(days=1, hours=1)
            own = sheet.person_id == coordinator.pk
            sheet.decided_by = employer if own else coordinator
        if sheet.state == State.RETURNED:
            sheet.reason = WHY_BACK
    fields = ["submitted", "decided", "decided_by", "reason"]
    WeekSheet.objects.bulk_update(sheets, fields, batch_size=500)


def _ask(unit: Unit) -> None:
    """Let somebody ask for more minutes in a cell of an approved week."""
    person = Person.objects.get(username=ASKS)
    days = (AMENDED.start, AMENDED.end)
    rows = TimeEntry.objects.filter(unit=unit, person=person, date__range=days)
    cells = Counter(
        (entry.date, RowKey(entry.activity.code, entry.beneficiary.code))
        for entry in rows.select_related("activity", "beneficiary")
        if entry.beneficiary
    )
    single = sorted(cell for cell, count in cells.items() if count == 1)
    if not single:
        return
    day, key = single[0]
    (entry,) = entries_of_cell(person, unit, key, day)
    ask_amendment(
        key,
        day,
        entry.minutes + MORE,
        actor=person,
        unit=unit,
        version=version_of((logged(entry),)),
        reason=WHY,
    )
