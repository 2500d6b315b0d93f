"""The total of each person's day is kept by the database, and never passes 1440 minutes."""

from django.db import migrations

from secretariats.models.vendor import sql_for

ACROSS_UNITS = """
    IF EXISTS (
        SELECT 1 FROM timetracking_daytotal d
        JOIN (SELECT DISTINCT person_id, date FROM {rows}) n USING (person_id, date)
        GROUP BY d.person_id, d.date HAVING sum(d.minutes) > 1440
    ) THEN
        RAISE EXCEPTION 'a day of one person has more than 1440 minutes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_day_has_1440_minutes';
    END IF;
"""

ADDED = f"""
CREATE FUNCTION timetracking_entries_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO timetracking_daytotal AS d (unit_id, person_id, date, minutes)
        SELECT unit_id, person_id, date, sum(minutes) FROM added GROUP BY 2, 3, 1 ORDER BY 2, 3, 1
        ON CONFLICT (person_id, date, unit_id) DO UPDATE SET minutes = d.minutes + EXCLUDED.minutes;
    {ACROSS_UNITS.format(rows="added")}
    RETURN NULL;
END $$
"""

REMOVED = """
CREATE FUNCTION timetracking_entries_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE timetracking_daytotal d SET minutes = d.minutes - r.minutes FROM
        (SELECT unit_id, person_id, date, sum(minutes) AS minutes FROM removed GROUP BY 1, 2, 3) r
        WHERE d.person_id = r.person_id AND d.date = r.date AND d.unit_id = r.unit_id;
    DELETE FROM timetracking_daytotal d USING removed r WHERE d.minutes = 0
        AND d.person_id = r.person_id AND d.date = r.date AND d.unit_id = r.unit_id;
    RETURN NULL;
END $$
"""

CHANGED = f"""
CREATE FUNCTION timetracking_entries_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH delta AS (
        SELECT unit_id, person_id, date, sum(minutes) AS minutes FROM (
            SELECT unit_id, person_id, date, minutes::int FROM added
            UNION ALL SELECT unit_id, person_id, date, -minutes FROM removed
        ) both_sides GROUP BY 1, 2, 3 HAVING sum(minutes) <> 0
    ), kept AS (
        UPDATE timetracking_daytotal d SET minutes = d.minutes + delta.minutes FROM delta
        WHERE d.person_id = delta.person_id AND d.date = delta.date AND d.unit_id = delta.unit_id
        RETURNING d.person_id, d.date, d.unit_id
    )
    INSERT INTO timetracking_daytotal AS d (unit_id, person_id, date, minutes)
        SELECT unit_id, person_id, date, minutes FROM delta
        WHERE (person_id, date, unit_id) NOT IN (SELECT person_id, date, unit_id FROM kept)
        ON CONFLICT (person_id, date, unit_id) DO UPDATE SET minutes = d.minutes + EXCLUDED.minutes;
    DELETE FROM timetracking_daytotal d USING removed r WHERE d.minutes = 0
        AND d.person_id = r.person_id AND d.date = r.date AND d.unit_id = r.unit_id;
    {ACROSS_UNITS.format(rows="added")}
    RETURN NULL;
END $$
"""


def trigger(when: str, tables: str, function: str) -> list[str]:
    """Return the statement that runs ``function`` once after each statement of a kind."""
    return [
        f"CREATE TRIGGER {function} AFTER {when} ON timetracking_timeentry "
        f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION timetracking_{function}()"
    ]


# SQLite has no statement triggers: the same rule, row by row.
LITE_ADD = """
    INSERT INTO timetracking_daytotal (unit_id, person_id, date, minutes)
        VALUES (NEW.unit_id, NEW.person_id, NEW.date, NEW.minutes)
        ON CONFLICT (person_id, date, unit_id) DO UPDATE SET minutes = minutes + excluded.minutes;
    SELECT RAISE(ABORT, 'CHECK constraint failed: a_day_has_1440_minutes')
        WHERE (SELECT sum(minutes) FROM timetracking_daytotal
               WHERE person_id = NEW.person_id AND date = NEW.date) > 1440;
"""
LITE_REMOVE = """
    UPDATE timetracking_daytotal SET minutes = minutes - OLD.minutes
        WHERE person_id = OLD.person_id AND date = OLD.date AND unit_id = OLD.unit_id;
"""
LITE_CLEAR = """
    DELETE FROM timetracking_daytotal WHERE minutes = 0
        AND person_id = OLD.person_id AND date = OLD.date AND unit_id = OLD.unit_id;
"""


def lite(name: str, when: str, *body: str) -> str:
    """Return a row trigger of SQLite."""
    return (
        f"CREATE TRIGGER {name} AFTER {when} ON timetracking_timeentry FOR EACH ROW "
        f"BEGIN {''.join(body)} END"
    )


class Migration(migrations.Migration):
    dependencies = [("timetracking", "0001_activities_entries_and_weeks")]

    operations = [
        sql_for(
            "postgresql",
            forwards=[
                ADDED,
                REMOVED,
                CHANGED,
                *trigger("INSERT", "NEW TABLE AS added", "entries_added"),
                *trigger("DELETE", "OLD TABLE AS removed", "entries_removed"),
                *trigger("UPDATE", "NEW TABLE AS added OLD TABLE AS removed", "entries_changed"),
                "ALTER TABLE timetracking_timeentry ADD CONSTRAINT entry_kind_is_its_activitys "
                "FOREIGN KEY (activity_id, kind) REFERENCES timetracking_activity (id, kind) "
                "DEFERRABLE INITIALLY DEFERRED",
            ],
            backwards=[
                "ALTER TABLE timetracking_timeentry DROP CONSTRAINT entry_kind_is_its_activitys",
                *(
                    statement
                    for name in ("entries_added", "entries_removed", "entries_changed")
                    for statement in (
                        f"DROP TRIGGER {name} ON timetracking_timeentry",
                        f"DROP FUNCTION timetracking_{name}()",
                    )
                ),
            ],
        ),
        sql_for(
            "sqlite",
            forwards=[
                lite("entries_added", "INSERT", LITE_ADD),
                lite("entries_removed", "DELETE", LITE_REMOVE, LITE_CLEAR),
                lite(
                    "entries_changed",
                    "UPDATE OF unit_id, person_id, date, minutes",
                    LITE_REMOVE,
                    LITE_ADD,
                    LITE_CLEAR,
                ),
            ],
            backwards=[
                "DROP TRIGGER entries_added",
                "DROP TRIGGER entries_removed",
                "DROP TRIGGER entries_changed",
            ],
        ),
    ]
