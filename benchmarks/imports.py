"""A file of 100,000 rows, from bytes to entries, against bare COPY of the same rows."""

from __future__ import annotations

import datetime as dt
import io

from benchmarks.timing import milliseconds, peak_memory, ratio, take_turns

ROWS, A_DAY, LASTS = 100_000, 40, 10
FIRST = dt.date(2010, 1, 1)
HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount (EUR)"
)
WHO = "bench"


def file_of(rows: int = ROWS) -> bytes:
    """Return a detailed report as Toggl Track writes it, forty rows a day."""
    lines = [HEADER]
    for number in range(rows):
        day = FIRST + dt.timedelta(days=number // A_DAY)
        begin = 8 * 60 + number % A_DAY * LASTS
        clocks = [f"{at // 60:02d}:{at % 60:02d}:00" for at in (begin, begin + LASTS)]
        lines.append(
            f"Bench,,{('CMS', 'AEWA')[number % 2]},BENCH,,What was done in piece {number},No,"
            f"{day},{clocks[0]},{day},{clocks[1]},00:{LASTS}:00,draft,"
        )
    return "\n".join(lines).encode()


def make_person() -> None:
    """Store a unit with one person who has worked there all the while."""
    from secretariats.models import Assignment, Instrument, Person, Post, Secretariat, Unit
    from timetracking.models import Activity, Kind

    unit = Unit.objects.create(
        code="BENCH", name="Bench", currency="EUR", timezone="Europe/Berlin", daily_minutes=480,
        weekdays=[1, 2, 3, 4, 5], joint_policy="key", overhead_policy="proportional",
        method="standard", synthetic=True,
    )  # fmt: skip
    for code in ("CMS", "AEWA"):
        unit.instruments.add(Instrument.objects.get_or_create(code=code)[0])
    person = Person.objects.create_user(WHO, "a-long-enough-password", name="Bench")
    unit.people.add(person)
    office = Secretariat.objects.create(unit=unit, code="O", name="Office")
    post = Post.objects.create(
        unit=unit, code="P", title="Officer", employer=office, funding=Post.Funding.CORE
    )
    Assignment.objects.create(
        unit=unit, person=person, post=post, start=FIRST, share_num=1, share_den=1
    )
    Activity.objects.create(unit=unit, code="BENCH", title="Bench", kind=Kind.SERVICE)


def forget() -> None:
    """Remove the entries, in a table that is as it was before."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM timetracking_timeentry WHERE unit_id ="
            " (SELECT id FROM secretariats_unit WHERE code = 'BENCH')"
        )
        cursor.execute("VACUUM ANALYZE timetracking_timeentry")


def bring_in(data: bytes | None = None, *, dry_run: bool = False) -> int:
    """Import the file as the page, the interface and the command do; return what is new."""
    from secretariats.models import Person
    from timetracking.actions.import_entries import import_entries
    from timetracking.core.importers import formats

    person = Person.objects.get(username=WHO)
    (unit,) = person.units.all()
    outcome = import_entries(
        file_of() if data is None else data, formats()["toggl"], actor=person, unit=unit,
        person=person, joint_on=lambda _: None, dry_run=dry_run,
    )  # fmt: skip
    assert not outcome.rejected, outcome.rejected[0]
    return outcome.created or outcome.unchanged


def measure() -> list[str]:
    """Return the lines of the table."""
    from django.db import connection

    make_person()
    data = file_of()
    bring_in(data)
    where = "unit_id = (SELECT id FROM secretariats_unit WHERE code = 'BENCH')"
    names = "unit_id, person_id, date, minutes, activity_id, kind, beneficiary_id, first_minutes"
    names += ', version, saved, begin, "end", zone, source, source_id, note'
    rows = io.StringIO()
    with connection.cursor() as cursor:
        ask = f"SELECT {names} FROM timetracking_timeentry WHERE {where} ORDER BY id"  # noqa: S608
        cursor.copy_expert(f"COPY ({ask}) TO STDOUT", rows)

    def bare() -> None:
        rows.seek(0)
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY timetracking_timeentry ({names}) FROM STDIN", rows)

    seconds = take_turns(
        {"bare": bare, "import": lambda: bring_in(data)}, rounds=3, prepare=forget
    )
    again = take_turns({"again": lambda: bring_in(data)}, rounds=3)
    forget()
    before, after = peak_memory("timetracking.tasks, pandas", "imports", "bring_in")
    forget()
    return [
        (
            f"A file of {ROWS:,} rows with clock times and notes ({len(data) // 1024**2} MB) of "
            "one person; medians of three, interleaved."
        ),
        "",
        "| what | ms, median of three (min to max) |",
        "| --- | --- |",
        (
            f"| bare `COPY` of the same entries into the same table | "
            f"{milliseconds(seconds['bare'])} |"
        ),
        (
            f"| the import: read, understood, compared, checked, stored, in the history | "
            f"{milliseconds(seconds['import'])} |"
        ),
        f"| ratio | {ratio(seconds['import'], seconds['bare'])} |",
        f"| the same file once more, which stores nothing | {milliseconds(again['again'])} |",
        "",
        f"Peak memory of the process: {after} MB after the import, {before} MB before it.",
        "",
    ]
