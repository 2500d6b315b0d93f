"""Migrations are complete, can be taken back, and leave the database's own rules in place."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import connection

from tests.architecture.tree import APPS, ROOT, files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BACK_AND_FORTH = f"""
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
for app in {tuple(reversed(APPS))!r}:
    call_command("migrate", app, "zero", verbosity=0)
from django.db import connection
left = [t for t in connection.introspection.table_names() if t.startswith({APPS!r})]
assert not left, left
call_command("migrate", verbosity=0)
"""


def triggers() -> set[str]:
    """Return the names of the triggers and exclusion constraints that the database holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
                "UNION SELECT conname FROM pg_constraint WHERE contype = 'x'"
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


def test_models_and_migrations_say_the_same(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.postgres
def test_postgresql_holds_the_rules_itself(db: None) -> None:
    assert triggers() >= {
        "entries_added",
        "entries_removed",
        "entries_changed",
        "assignments_within_full_time",
        "key_adds_up",
        "run_is_final",
        "contracts_do_not_overlap",
        "assignments_to_one_post_do_not_overlap",
        "agreements_do_not_overlap",
    }


@pytest.mark.sqlite
def test_sqlite_keeps_the_totals_of_days_itself(db: None) -> None:
    assert triggers() >= {"entries_added", "entries_removed", "entries_changed", "run_is_final"}


def test_migrations_are_named_by_intent() -> None:
    unnamed = [
        path.name
        for app in APPS
        for path in files(ROOT / app / "migrations")
        if re.search(r"_auto_|^\d{4}_initial", path.name)
    ]
    assert not unnamed


@pytest.fixture
def empty_database(db: None, tmp_path: Path) -> Iterator[str]:
    """Give the URL of an empty database of the kind that is tested."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    import psycopg2

    of = connection.settings_dict
    place = {"host": of["HOST"], "port": of["PORT"] or 5432, "user": of["USER"]}
    name = f"{of['NAME']}_empty"
    server = psycopg2.connect(**place, password=of["PASSWORD"], dbname="postgres")
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        yield os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    finally:
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.close()


@pytest.mark.timeout(180)
def test_migrations_can_be_taken_back_and_made_again(empty_database: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BACK_AND_FORTH],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "imca.settings",
            "DATABASE_URL": empty_database,
            "IMCA_VAR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
