"""A final statement, its documents, and an ending that was decided are never changed."""

from django.db import migrations

from secretariats.models.vendor import sql_for

# Name of the trigger, table, condition (every row where it is empty), what a person reads.
RULES = (
    (
        "statement_is_final",
        "costsharing_statement",
        "OLD.state = 'final'",
        "a final statement is never changed",
    ),
    (
        "statement_file_is_kept",
        "costsharing_statementfile",
        "",
        "a document of a final statement is never changed",
    ),
    (
        "ending_is_decided",
        "costsharing_agreementending",
        "OLD.state IN ('agreed', 'refused', 'withdrawn')",
        "an ending of an agreement that was decided is never changed",
    ),
)


def _when(condition: str) -> str:
    return f"WHEN ({condition}) " if condition else ""


class Migration(migrations.Migration):
    dependencies = [("costsharing", "0007_life_around_the_runs")]

    operations = [
        sql_for(
            "postgresql",
            forwards=[
                statement
                for name, table, condition, text in RULES
                for statement in (
                    f"CREATE FUNCTION costsharing_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                    f"BEGIN RAISE EXCEPTION '{text} (row %)', OLD.id "
                    f"USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END $$",
                    f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW "
                    f"{_when(condition)}EXECUTE FUNCTION costsharing_{name}()",
                )
            ],
            backwards=[
                statement
                for name, table, _condition, _text in RULES
                for statement in (
                    f"DROP TRIGGER {name} ON {table}",
                    f"DROP FUNCTION costsharing_{name}()",
                )
            ],
        ),
        sql_for(
            "sqlite",
            forwards=[
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} {_when(condition)}"
                f"BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name}: {text}'); END"
                for name, table, condition, text in RULES
            ],
            backwards=[f"DROP TRIGGER {name}" for name, *_rest in RULES],
        ),
    ]
