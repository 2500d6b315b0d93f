"""How people record, found by the database itself: sittings and copied days.

Both need the order of a person's entries, which the database can follow over a million of them
without handing them out; only a number for each person comes back, on every database the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from timetracking.models import Kind, TimeEntry

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit

# One sitting goes on while the next first save follows within 30 minutes. SQLite keeps times as
# text: whole microseconds are made of it, because its own functions end at milliseconds.
_MICROSECONDS = (
    "(CAST(strftime('%%s', substr({0}, 1, 19)) AS INTEGER) * 1000000"
    " + CAST(substr({0} || '.000000', 21, 6) AS INTEGER))"
)
_LATER = {
    "postgresql": "saved - lag(saved) OVER by_time > INTERVAL '30 minutes'",
    "sqlite": (
        f"{_MICROSECONDS.format('saved')} - {_MICROSECONDS.format('lag(saved) OVER by_time')}"
        " > 1800000000"
    ),
}
# Entries saved at the same moment are peers in the window's order, so that all of them belong to
# the sitting that one of them opens.
_BATCHES = """
WITH first_saves AS (
    SELECT person_id, date, saved, CASE WHEN {later} THEN 1 ELSE 0 END AS opens
    FROM {entries}
    WHERE unit_id = %s AND date BETWEEN %s AND %s AND kind IN (%s, %s)
    WINDOW by_time AS (PARTITION BY person_id ORDER BY saved)
), numbered AS (
    SELECT person_id, date, sum(opens) OVER (PARTITION BY person_id ORDER BY saved) AS sitting
    FROM first_saves
), work_dates AS (
    SELECT person_id, sitting, date, count(*) AS entries
    FROM numbered GROUP BY person_id, sitting, date
), sittings AS (
    SELECT person_id, sum(entries) AS entries
    FROM work_dates GROUP BY person_id, sitting HAVING count(*) >= 3
)
SELECT person_id, sum(entries) FROM sittings GROUP BY person_id
"""

# A day is what its activities and beneficiaries add up to. It equals the recorded day before when
# each of its cells stood there with the same minutes, and that day has no more cells.
_COPIES = """
WITH cells AS (
    SELECT person_id, date, activity_id, beneficiary_id, sum(minutes) AS minutes
    FROM {entries}
    WHERE unit_id = %s AND date BETWEEN %s AND %s AND kind IN (%s, %s)
    GROUP BY person_id, date, activity_id, beneficiary_id
), numbered AS (
    SELECT person_id, activity_id, beneficiary_id, minutes,
        dense_rank() OVER (PARTITION BY person_id ORDER BY date) AS day
    FROM cells
), compared AS (
    SELECT person_id, day,
        CASE WHEN lag(day) OVER same_cell = day - 1 AND lag(minutes) OVER same_cell = minutes
            THEN 1 ELSE 0 END AS same
    FROM numbered
    WINDOW same_cell AS (PARTITION BY person_id, activity_id, beneficiary_id ORDER BY day)
), days AS (
    SELECT person_id, day, count(*) AS cells, sum(same) AS same
    FROM compared GROUP BY person_id, day
), pairs AS (
    SELECT person_id, cells, same,
        lag(cells) OVER (PARTITION BY person_id ORDER BY day) AS cells_before
    FROM days
)
SELECT person_id, count(*) FROM pairs
WHERE same = cells AND cells = cells_before GROUP BY person_id
"""


def entries_in_batches(unit: Unit, start: dt.date, end: dt.date) -> dict[int, int]:
    """Return person → entries saved in a sitting that spans three work dates or more; one query.

    A sitting is a run of a person's first saves, each at most 30 minutes after the one before.
    Entries are those of service and overhead with a work date in the period.
    """
    return _count(_BATCHES, unit, start, end)


def copied_days(unit: Unit, start: dt.date, end: dt.date) -> dict[int, int]:
    """Return person → recorded days equal to the recorded day before in the period; one query.

    Days are equal when the minutes of each activity and beneficiary add up to the same, however
    many entries they are made of. People without such a day may be absent.
    """
    return _count(_COPIES, unit, start, end)


def _count(statement: str, unit: Unit, start: dt.date, end: dt.date) -> dict[int, int]:
    table = TimeEntry._meta.db_table  # noqa: SLF001 - Django's documented way to the name
    sql = statement.format(entries=table, later=_LATER[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(sql, [unit.pk, start, end, Kind.SERVICE.value, Kind.OVERHEAD.value])
        return {person: int(number) for person, number in cursor.fetchall()}
