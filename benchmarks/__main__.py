"""Run all measurements on a database of their own and write their table to docs/performance.md.

``ENTRIES`` (default 1000000) and ``TEST_DATABASE_URL`` say how much and where; without a server
a private one is started. ``python -m benchmarks PART …`` runs some parts only and prints them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks.databases import fresh
from tests.services import postgres

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured -->\n", "<!-- end of measured -->"
DATABASE = "imca_bench"


def prepare(server: str, entries: int) -> None:
    """Point the settings at a fresh database, migrate it and fill it."""
    os.environ["DATABASE_URL"] = fresh(server, DATABASE)
    os.environ.pop("CELERY_BROKER_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imca.settings")
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("seed_load", entries=entries, stdout=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def main() -> None:
    """Measure and write."""
    entries = int(os.environ.get("ENTRIES", "1000000"))
    with postgres() as server:
        if sys.argv[1:] != ["size"]:
            prepare(server, entries)
        from benchmarks import imports, limitations, pages, pdf, size, valuation, what_if

        parts = {
            "valuation": valuation,
            "limitations": limitations,
            "imports": imports,
            "pages": pages,
            "pdf": pdf,
            "what_if": what_if,
            # On databases of its own.
            "size": size,
        }
        chosen = sys.argv[1:] or list(parts)
        lines = [line for name in chosen for line in parts[name].measure()]
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    if not sys.argv[1:]:
        page = PAGE.read_text(encoding="utf-8")
        head, rest = page.split(BEGIN)
        PAGE.write_text(head + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1])


main()
