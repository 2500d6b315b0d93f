"""Rules that a database holds in its own language: SQL by vendor, run by migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def sql_for(vendor: str, *, forwards: list[str], backwards: list[str]) -> migrations.RunPython:
    """Return the migration step that runs its statements on one vendor and none on others."""

    def run(statements: list[str], editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == vendor:
            for statement in statements:
                editor.execute(statement, params=None)

    def up(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        run(forwards, editor)

    def down(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        run(backwards, editor)

    return migrations.RunPython(up, down)


def no_overlap(table: str, name: str, *columns: str, only: str = "") -> migrations.RunPython:
    """Return the exclusion constraint: rows equal in ``columns`` never share a day.

    Integer ranges stand for equality, so that PostgreSQL needs no extension for it.

    Args:
        table: of the rows.
        name: of the constraint.
        *columns: the whole numbers in which rows are equal.
        only: SQL condition of the rows that the rule is about, by default all.
    """
    where = f" WHERE ({only})" if only else ""
    same = ", ".join(f"int8range({column}, {column}, '[]') WITH &&" for column in columns)
    return sql_for(
        "postgresql",
        forwards=[
            (
                f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist "
                f'({same}, daterange("start", "end", \'[]\') WITH &&){where}'
            )
        ],
        backwards=[f"ALTER TABLE {table} DROP CONSTRAINT {name}"],
    )
