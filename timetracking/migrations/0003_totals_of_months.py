"""The minutes of a person's month by activity and beneficiary are kept by the database too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from secretariats.models.vendor import sql_for

KEYS = "unit_id, person_id, month, activity_id, beneficiary"
OF_ROW = (
    "unit_id, person_id, date_trunc('month', date)::date AS month, activity_id, "
    "coalesce(beneficiary_id, 0) AS beneficiary"
)
SAME = (
    "m.unit_id = c.unit_id AND m.person_id = c.person_id AND m.month = c.month "
    "AND m.activity_id = c.activity_id AND m.beneficiary = c.beneficiary"
)


def keep(name: str, change: str) -> str:
    """Return the function that adds a change of minutes to the totals and clears empty ones.

    Rows are met in the order of their key, so that two writers never wait for each other.
    """
    return f"""
CREATE FUNCTION timetracking_months_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO timetracking_monthtotal AS m ({KEYS}, minutes)
        SELECT {KEYS}, sum(minutes) FROM ({change}) change
        GROUP BY {KEYS} HAVING sum(minutes) <> 0 ORDER BY person_id, month, activity_id, beneficiary
        ON CONFLICT (person_id, month, activity_id, beneficiary)
        DO UPDATE SET minutes = m.minutes + EXCLUDED.minutes;
    DELETE FROM timetracking_monthtotal m USING (SELECT DISTINCT {KEYS} FROM ({change}) change) c
        WHERE m.minutes = 0 AND {SAME};
    RETURN NULL;
END $$
"""


ADDED = f"SELECT {OF_ROW}, minutes::int FROM added"
REMOVED = f"SELECT {OF_ROW}, -minutes AS minutes FROM removed"


def trigger(when: str, tables: str, name: str) -> str:
    """Return the statement that runs a function once after each statement of a kind."""
    return (
        f"CREATE TRIGGER months_{name} AFTER {when} ON timetracking_timeentry "
        f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION timetracking_months_{name}()"
    )


def lite(name: str, when: str, *body: str) -> str:
    """Return a row trigger of SQLite."""
    return (
        f"CREATE TRIGGER months_{name} AFTER {when} ON timetracking_timeentry FOR EACH ROW "
        f"BEGIN {''.join(body)} END"
    )


LITE_ADD = f"""
    INSERT INTO timetracking_monthtotal ({KEYS}, minutes)
        VALUES (NEW.unit_id, NEW.person_id, date(NEW.date, 'start of month'), NEW.activity_id,
                coalesce(NEW.beneficiary_id, 0), NEW.minutes)
        ON CONFLICT (person_id, month, activity_id, beneficiary)
        DO UPDATE SET minutes = minutes + excluded.minutes;
"""
LITE_OLD = """ person_id = OLD.person_id AND month = date(OLD.date, 'start of month')
    AND activity_id = OLD.activity_id AND beneficiary = coalesce(OLD.beneficiary_id, 0);
"""
LITE_REMOVE = (
    f"UPDATE timetracking_monthtotal SET minutes = minutes - OLD.minutes WHERE {LITE_OLD}"
    f"DELETE FROM timetracking_monthtotal WHERE minutes = 0 AND {LITE_OLD}"
)

NAMES = ("added", "removed", "changed")


class Migration(migrations.Migration):
    dependencies = [
        ("timetracking", "0002_totals_of_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MonthTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="first day of the month")),
                ("beneficiary", models.BigIntegerField(default=0, verbose_name="beneficiary")),
                ("minutes", models.IntegerField(verbose_name="minutes")),
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
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "verbose_name": "total of a month",
                "verbose_name_plural": "totals of months",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "month", "activity", "beneficiary"),
                        name="one_total_per_month",
                    )
                ],
                "indexes": [models.Index(fields=["unit", "month"], name="month_total_by_unit")],
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
            ],
            backwards=[
                statement
                for name in NAMES
                for statement in (
                    f"DROP TRIGGER months_{name} ON timetracking_timeentry",
                    f"DROP FUNCTION timetracking_months_{name}()",
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
            ],
            backwards=[f"DROP TRIGGER months_{name}" for name in NAMES],
        ),
    ]
