"""People who do things to their time, one after the other, in words that a test can draw."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from secretariats.core.errors import Refused
from secretariats.models import Person, Role
from timetracking.actions.amend_week import ask_amendment, decide_amendment
from timetracking.actions.copy_time import copy_day, copy_week, repeat_row
from timetracking.actions.decide_weeks import Seen, approve_weeks, send_back
from timetracking.actions.enter_absence import enter_absence
from timetracking.actions.import_entries import import_entries
from timetracking.actions.save_cell import save_cell
from timetracking.actions.submit_week import submit_week, take_back_week
from timetracking.core.absence import Wish
from timetracking.core.grid import RowKey, version_of
from timetracking.core.importers import formats
from timetracking.core.sheets import mark_of
from timetracking.core.weeks import Week
from timetracking.models import Amendment, TimeEntry, WeekSheet
from timetracking.queries.cell import entries_of_cell
from timetracking.queries.week_grid import logged, week_grid
from timetracking.queries.workplaces import workplace

if TYPE_CHECKING:
    from secretariats.models import Unit

SINCE = dt.date(2014, 1, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; each kind takes of the rest what it needs."""

    what: str
    who: int
    day: dt.date
    key: RowKey
    minutes: int


class Diary:
    """A unit whose people do things to their time; what is refused changes nothing."""

    def __init__(self, unit: Unit, done: Counter[str]) -> None:
        """Take a unit of ``random_units``; ``done`` counts what was not refused."""
        self.unit, self.done = unit, done
        self.boss = Person.objects.create_user("boss", "boss", name="Boss")
        self.people = [Person.objects.get(username=f"p{number}") for number in range(3)]
        of_staff = [(one, Role.Kind.STAFF) for one in self.people]
        for person, role in [*of_staff, (self.boss, Role.Kind.COORDINATOR)]:
            unit.people.add(person)
            Role.objects.get_or_create(
                unit=unit, person=person, role=role, defaults={"start": SINCE}
            )
        self.steps = {
            "save": self._save, "empty": self._empty, "import": self._bring_in,
            "update": self._bring_in_anew, "copy": self._copy, "repeat": self._repeat,
            "absence": self._absence, "submit": self._submit, "take back": self._take_back,
            "send back": self._send_back, "approve": self._approve, "amend": self._amend,
        }  # fmt: skip

    def do(self, step: Step) -> None:
        """Do one thing, or find it refused."""
        try:
            self.steps[step.what](step)
        except Refused:
            return
        self.done[step.what] += 1

    def entries(self) -> list[dict[str, Any]]:
        """Return the entries as a unit file has them."""
        rows = TimeEntry.objects.filter(unit=self.unit).values_list(
            "person__username", "date", "minutes", "activity__code", "beneficiary__code"
        )
        return [
            {"person": who, "date": day.isoformat(), "minutes": minutes, "activity": activity}
            | ({"for": whom.split("+")} if whom else {})
            for who, day, minutes, activity, whom in rows
        ]

    def _version(self, person: Person, key: RowKey, day: dt.date) -> str:
        entries = entries_of_cell(person, self.unit, key, day)
        return version_of(tuple(logged(entry) for entry in entries))

    def _write(self, person: Person, key: RowKey, day: dt.date, minutes: int) -> None:
        version = self._version(person, key, day)
        save_cell(key, day, minutes, actor=person, unit=self.unit, version=version)

    def _save(self, step: Step) -> None:
        self._write(self.people[step.who], step.key, step.day, step.minutes)

    def _one_there(self, step: Step) -> tuple[RowKey, dt.date]:
        """Return the row and the day of something that the person has logged."""
        entries = TimeEntry.objects.filter(person=self.people[step.who]).order_by("date", "pk")
        rows = list(entries.values_list("activity__code", "beneficiary__code", "date"))
        if not rows:
            raise Refused(["nothing is there"])
        activity, whom, day = rows[step.minutes % len(rows)]
        return RowKey(activity, whom or ""), day

    def _empty(self, step: Step) -> None:
        self._write(self.people[step.who], *self._one_there(step), 0)

    def _bring_in(self, step: Step, *, update: bool = False) -> None:
        lines = [
            f"{step.day + dt.timedelta(days=later)},{step.minutes + later},"
            f"{step.key.activity},{step.key.beneficiary},"
            for later in (0, 1, 33)
        ]
        person = self.people[step.who]
        outcome = import_entries(
            ("date,minutes,activity,for,note\n" + "\n".join(lines)).encode(),
            formats()["csv"],
            actor=person, unit=self.unit, person=person, joint_on=lambda _: None, update=update,
        )  # fmt: skip
        if outcome.rejected:
            raise Refused(["rows are refused"])

    def _bring_in_anew(self, step: Step) -> None:
        self._bring_in(step, update=True)

    def _copy(self, step: Step) -> None:
        if step.minutes % 2:
            copy_day(step.day, actor=self.people[step.who], unit=self.unit)
        else:
            copy_week(Week.of(step.day), actor=self.people[step.who], unit=self.unit)

    def _repeat(self, step: Step) -> None:
        repeat_row(*self._one_there(step), actor=self.people[step.who], unit=self.unit)

    def _absence(self, step: Step) -> None:
        until = step.day + dt.timedelta(days=step.minutes % 5)
        wish = Wish("OFF", step.day, until, half_first=bool(step.minutes % 2))
        enter_absence(wish, actor=self.people[step.who], unit=self.unit)

    def _submit(self, step: Step) -> None:
        person, week = self.people[step.who], Week.of(step.day)
        seen = mark_of(week_grid(person, workplace(person, self.unit), week))
        submit_week(week, self.unit, actor=person, seen=seen)

    def _take_back(self, step: Step) -> None:
        week = Week.of(self._waiting(step)[0].start)
        take_back_week(week, self.unit, actor=self.people[step.who])

    def _sheets(self, step: Step, state: WeekSheet.State) -> list[WeekSheet]:
        return list(WeekSheet.objects.filter(person=self.people[step.who], state=state))

    def _waiting(self, step: Step) -> list[WeekSheet]:
        """Return what waits of the person, with the week of the day where nothing does."""
        if not self._sheets(step, WeekSheet.State.SUBMITTED):
            self._submit(step)
        return self._sheets(step, WeekSheet.State.SUBMITTED)

    def _send_back(self, step: Step) -> None:
        sheet = self._waiting(step)[0]
        send_back(Seen(sheet.pk, sheet.version), actor=self.boss, reason="Look again")

    def _approve(self, step: Step) -> None:
        seen = [Seen(sheet.pk, sheet.version) for sheet in self._waiting(step)]
        approve_weeks(seen, actor=self.boss)

    def _amend(self, step: Step) -> None:
        """Correct the first day of an approved week."""
        if not self._sheets(step, WeekSheet.State.APPROVED):
            self._approve(step)
        person = self.people[step.who]
        day = self._sheets(step, WeekSheet.State.APPROVED)[0].start
        wish = ask_amendment(
            step.key, day, step.minutes, actor=person, unit=self.unit,
            version=self._version(person, step.key, day), reason="forgotten",
        )  # fmt: skip
        done = decide_amendment(wish, actor=self.boss, accept=True)
        assert done.state == Amendment.State.ACCEPTED
