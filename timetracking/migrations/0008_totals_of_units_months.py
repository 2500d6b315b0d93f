"""The minutes of a unit's month by activity and beneficiary are kept too, without the person."""

import django.db.models.deletion
from django.db import migrations, models

from secretariats.models.vendor import sql_for

KEYS = "unit_id, month, activity_id, beneficiary"
OF_ROW = (
    "unit_id, date_trunc('month', date)::date AS month, activity_id, "
    "coalesce(beneficiary_id, 0) AS beneficiary"
)
ADDED = f"SELECT {OF_ROW}, minutes::int FROM added"
REMOVED = f"SELECT {OF_ROW}, -minutes AS minutes FROM removed"


def keep(name: str, change: str) -> str:
    """Return the function that adds a change of minutes to the totals.

    People of one unit meet on these rows all the time, in any order, so nobody may wait here: a
    writer takes those parts of a total that no other transaction holds, and puts one in their
    place. Rows are removed and made, never changed, so that whoever adds them up sees each once.
    """
    return f"""
CREATE FUNCTION timetracking_units_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH change AS MATERIALIZED (
        SELECT {KEYS}, sum(minutes) AS minutes FROM ({change}) change
        GROUP BY {KEYS} HAVING sum(minutes) <> 0
    ), taken AS (
        DELETE FROM timetracking_unitmonthtotal WHERE id = ANY (ARRAY(
            SELECT u.id FROM timetracking_unitmonthtotal u JOIN change USING ({KEYS})
            FOR UPDATE OF u SKIP LOCKED
        )) RETURNING {KEYS}, minutes
    )
    INSERT INTO timetracking_unitmonthtotal ({KEYS}, minutes)
        SELECT {KEYS}, sum(minutes)
        FROM (SELECT * FROM change UNION ALL SELECT * FROM taken) parts
        GROUP BY {KEYS} HAVING sum(minutes) <> 0;
    RETURN NULL;
END $$
"""


def trigger(when: str, tables: str, name: str) -> str:
    """Return the statement that runs a function once after each statement of a kind."""
    return (
        f"CREATE TRIGGER units_{name} AFTER {when} ON timetracking_timeentry "
        f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION timetracking_units_{name}()"
    )


def lite(name: str, when: str, *body: str) -> str:
    """Return a row trigger of SQLite."""
    return (
        f"CREATE TRIGGER units_{name} AFTER {when} ON timetracking_timeentry FOR EACH ROW "
        f"BEGIN {''.join(body)} END"
    )


def lite_of(row: str) -> str:
    """Return the condition under which a total is that of an entry's month."""
    return (
        f" unit_id = {row}.unit_id AND month = date({row}.date, 'start of month') "
        f"AND activity_id = {row}.activity_id AND beneficiary = coalesce({row}.beneficiary_id, 0);"
    )


# SQLite has one writer at a time: a total is always in one part.
LITE_ADD = f"""
    INSERT INTO timetracking_unitmonthtotal ({KEYS}, minutes)
        SELECT NEW.unit_id, date(NEW.date, 'start of month'), NEW.activity_id,
               coalesce(NEW.beneficiary_id, 0), 0
        WHERE NOT EXISTS (SELECT 1 FROM timetracking_unitmonthtotal WHERE {lite_of("NEW")[:-1]});
    UPDATE timetracking_unitmonthtotal SET minutes = minutes + NEW.minutes WHERE {lite_of("NEW")}
"""
LITE_REMOVE = (
    f"UPDATE timetracking_unitmonthtotal SET minutes = minutes - OLD.minutes "
    f"WHERE {lite_of('OLD')}"
    f"DELETE FROM timetracking_unitmonthtotal WHERE minutes = 0 AND {lite_of('OLD')}"
)

# What is there already is counted here and not in a step of its own: the triggers keep everybody
# else from writing entries until both are committed.
FILL = """
INSERT INTO timetracking_unitmonthtotal ({keys}, minutes)
    SELECT unit_id, {month}, activity_id, coalesce(beneficiary_id, 0), sum(minutes)
    FROM timetracking_timeentry GROUP BY 1, 2, 3, 4
"""

NAMES = ("added", "removed", "changed")


class Migration(migrations.Migration):
    dependencies = [("timetracking", "0007_milestones_are_marked_as_reached")]

    operations = [
        migrations.CreateModel(
            name="UnitMonthTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="first day of the month")),
                ("beneficiary", models.BigIntegerField(default=0, verbose_name="beneficiary")),
                ("minutes", models.BigIntegerField(verbose_name="minutes")),
                (
                    "activity",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="timetracking.activity",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="secretariats.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "total of a unit's month",
                "verbose_name_plural": "totals of units' months",
                "indexes": [
                    models.Index(
                        fields=["unit", "month", "activity", "beneficiary"],
                        name="unit_month_total_by_key",
                    )
                ],
            },
        ),
        sql_for(
            "postgresql",
            forwards=[
                keep("added", ADDED),
                keep("removed", REMOVED),
                keep("changed", f"{ADDED} UNION ALL {REMOVED}"),
                trigger("INSERT", "NEW TABLE AS added", "added"),
                trigger("DELETE", "OLD TABLE AS removed", "removed"),
                trigger("UPDATE", "NEW TABLE AS added OLD TABLE AS removed", "changed"),
                FILL.format(keys=KEYS, month="date_trunc('month', date)::date"),
            ],
            backwards=[
                statement
                for name in NAMES
                for statement in (
                    f"DROP TRIGGER units_{name} ON timetracking_timeentry",
                    f"DROP FUNCTION timetracking_units_{name}()",
                )
            ],
        ),
        sql_for(
            "sqlite",
            forwards=[
                lite("added", "INSERT", LITE_ADD),
                lite("removed", "DELETE", LITE_REMOVE),
                lite(
                    "changed",
                    "UPDATE OF unit_id, person_id, date, minutes, activity_id, beneficiary_id",
                    LITE_REMOVE,
                    LITE_ADD,
                ),
                FILL.format(keys=KEYS, month="date(date, 'start of month')"),
            ],
            backwards=[f"DROP TRIGGER units_{name}" for name in NAMES],
        ),
    ]
