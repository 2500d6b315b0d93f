"""A whole site of real processes on services of its own, for tests that break it."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
import uuid
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg2
import redis

from tests.services import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
UNIT_FILE = ROOT / "tests" / "cases" / "two-instruments-fixed-key.unit.json"
UNIT = "IMCA"
# What a user is promised, and what starting a process may take where all cores are busy.
A_MINUTE, STARTING = 60, 60
ASK = """
import datetime as dt
from costsharing.actions.value_period import ask_for_valuation
from secretariats.models import Unit
for start, end in {periods!r}:
    print(ask_for_valuation(
        unit=Unit.objects.get(code={unit!r}), start=dt.date.fromisoformat(start),
        end=dt.date.fromisoformat(end), method="", actor=None,
    ).pk)
"""
Period = tuple[str, str]
_NUMBERS = itertools.count()


def until(condition: Callable[[], object], seconds: int, what: str) -> None:
    """Return as soon as a condition holds; fail where it does not within the seconds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


@dataclass(slots=True)
class Process:
    """A process of the site, leader of a group of its own."""

    running: subprocess.Popen[str]
    log: Path

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process alone."""
        self.running.send_signal(number)

    def kill_group(self) -> None:
        """Kill it and all its children at once, as a machine that loses power does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()

    def children(self) -> list[int]:
        """Return the processes it has started."""
        listed = Path(f"/proc/{self.running.pid}/task/{self.running.pid}/children")
        return [int(child) for child in listed.read_text(encoding="ascii").split()]

    def said(self) -> str:
        """Return what it has written to its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@dataclass(slots=True)
class Site:
    """Where the processes of a site find each other.

    Attributes:
        database: URL of its database; empty is SQLite in ``var``.
        broker: URL of its Redis; empty is the worker inside the command.
    """

    var: Path
    database: str = ""
    broker: str = ""
    started: list[Process] = field(default_factory=list)

    def on(self, broker: str) -> Site:
        """Return the same site on another broker."""
        return replace(self, broker=broker)

    def manage(self, *arguments: str, **variables: str) -> Process:
        """Start a management command; standard output is a pipe, the log is standard error."""
        return self._start("manage.py", *arguments, variables=variables)

    def worker(self, name: str, *options: str, **variables: str) -> Process:
        """Start a worker and return when it takes messages."""
        process = self._start(
            *("-m", "celery", "-A", "imca", "worker", "--pool=prefork", "--loglevel=INFO"),
            *(f"--hostname={name}@%h", "--concurrency=1", *options),
            variables=variables,
        )

        def is_ready() -> bool:
            assert process.running.poll() is None, process.said()
            return " ready." in process.said()

        until(is_ready, STARTING, f"worker {name} is ready")
        return process

    def serve(self, **variables: str) -> str:
        """Start the web server and return its address when it answers."""
        return self.serve_at(free_port(), **variables)

    def serve_at(self, port: int, /, **variables: str) -> str:
        """Start the web server on a port and return its address when it answers."""
        process = self._start(
            *("-m", "gunicorn", "imca.wsgi", "--no-control-socket", "--bind", f"127.0.0.1:{port}"),
            *("--workers", "1", "--threads", "8"),
            variables=variables,
        )
        address = f"http://127.0.0.1:{port}"

        def answers() -> bool:
            assert process.running.poll() is None, process.said()
            try:
                with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310
                    return bool(answer.status == HTTPStatus.OK)
            except OSError:
                return False

        until(answers, STARTING, "the site answers")
        return address

    def ends(self, process: Process, seconds: int = A_MINUTE) -> tuple[int, str, str]:
        """Wait until a command ends; return its status, standard output and standard error."""
        output, _ = process.running.communicate(timeout=seconds)
        return process.running.returncode, output, process.said()

    def well(self, process: Process, seconds: int = A_MINUTE) -> str:
        """Wait until a command ends well and return its standard output."""
        status, output, said = self.ends(process, seconds)
        assert status == 0, said
        return output

    def value(self, period: Period, **variables: str) -> Process:
        """Start ``value --json``, which asks and waits."""
        start, end = period
        return self.manage(
            "value", "--unit", UNIT, "--from", start, "--to", end, "--json", **variables
        )

    def valued(self, process: Process) -> Any:
        """Return the document of a ``value`` that ends well."""
        return json.loads(self.well(process))

    def ask(self, *periods: Period) -> list[str]:
        """Ask for valuations without waiting; return the jobs."""
        code = ASK.format(periods=periods, unit=UNIT)
        return self.well(self.manage("shell", "--no-imports", "-c", code)).split()

    def jobs(self, *jobs: str) -> list[tuple[str, str, str]]:
        """Return the state, the result and the error of jobs; without any, of all."""
        rows = self.rows(
            "SELECT id, state, result, error FROM secretariats_job ORDER BY created, id"
        )
        told = {str(row[0]): (row[1], row[2], row[3]) for row in rows}
        return [told[job] for job in jobs or told]

    def done(self, *jobs: str) -> bool:
        """Return whether jobs are done."""
        return all(state == "done" for state, _, _ in self.jobs(*jobs))

    def runs(self, period: Period) -> list[tuple[str, str]]:
        """Return identity and digest of the runs of a period."""
        found = self.rows(
            'SELECT id, digest FROM costsharing_valuationrun WHERE start = %s AND "end" = %s',
            *period,
        )
        return [(str(uuid.UUID(str(identity))), digest) for identity, digest in found]

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """Return what a query finds in the database now."""
        if not self.database:
            with contextlib.closing(sqlite3.connect(self.var / "imca.sqlite3")) as connection:
                return connection.execute(query.replace("%s", "?"), values).fetchall()
        with contextlib.closing(psycopg2.connect(self.database)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(query, values)
                return cursor.fetchall()

    @contextlib.contextmanager
    def nothing_is_stored(self) -> Iterator[None]:
        """Hold up every run that wants to be stored, until the end of the block."""
        with contextlib.closing(psycopg2.connect(self.database)) as connection:
            with connection.cursor() as cursor:
                # Conflicts with the lock of who stores a run, not with asking for one.
                cursor.execute(
                    "SELECT 1 FROM secretariats_unit WHERE code = %s FOR NO KEY UPDATE", [UNIT]
                )
            try:
                yield
            finally:
                connection.rollback()

    def held_up(self) -> int:
        """Return how many runs wait to be stored."""
        query = "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        return int(self.rows(query)[0][0])

    def messages(self) -> tuple[int, int]:
        """Return how many messages nobody has taken, and how many workers have and keep."""
        with redis.Redis.from_url(self.broker) as client:
            return client.llen("celery"), client.hlen("unacked")

    def _start(self, *arguments: str, variables: dict[str, str]) -> Process:
        kept = {
            name: text
            for name, text in os.environ.items()
            if name in {"PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH"}
        }
        log = self.var / f"log-{next(_NUMBERS)}"
        with log.open("wb") as errors:
            running = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={
                    **kept,
                    "IMCA_VAR": str(self.var),
                    "DATABASE_URL": self.database,
                    "CELERY_BROKER_URL": self.broker,
                    "LOG_LEVEL": "INFO" if "celery" in arguments else "WARNING",
                    **variables,
                },
                stdin=subprocess.DEVNULL,
                stdout=errors if "celery" in arguments else subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        process = Process(running, log)
        self.started.append(process)
        return process

    def end_all(self) -> None:
        """End whatever of the site still runs."""
        for process in self.started:
            process.kill_group()
            if process.running.stdout is not None:
                process.running.stdout.close()
        self.started.clear()
