"""The services that tests need: the machine's own where they answer, else private ones.

A private service runs on a free port in a temporary directory and belongs to whoever asked for it:
fault tests may stop, kill and start it again.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psycopg2
import redis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

POSTGRES_URL = "postgres://postgres@127.0.0.1:5432/imca"
REDIS_URL = "redis://127.0.0.1:6379/0"
PATIENCE = 30


class ServiceMissing(Exception):
    """A service neither answers nor can be started here; the text says what to install."""


@dataclass(slots=True)
class Service:
    """A private instance of a service.

    Attributes:
        url: where it answers while it runs.
        command: what starts it.
        answers: whether it answers now.
        user: the account it runs under; None is the caller's.
    """

    url: str
    command: list[str]
    answers: Callable[[str], bool]
    directory: Path
    user: str | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it and return when it answers.

        Raises:
            ServiceMissing: it ended or stayed silent; with the end of what it printed.
        """
        log = self.directory / "log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.directory,
                **_as_user(self.user),
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers(self.url):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop(signal.SIGKILL)
                said = log.read_text(encoding="utf-8", errors="replace")[-800:]
                message = f"{self.command[0]} did not start: {said}"
                raise ServiceMissing(message)
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it with a signal (``SIGKILL`` is a crash) and return when it is gone."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(how)
            self.process.wait(PATIENCE)
            self.process = None


@contextlib.contextmanager
def private_redis(*options: str) -> Iterator[Service]:
    """Give a Redis of one's own, empty and without persistence, for the length of the block.

    Raises:
        ServiceMissing: no ``redis-server`` here.
    """
    program = shutil.which("redis-server")
    if program is None:
        message = "redis-server is not installed (Debian: apt-get install redis-server)"
        raise ServiceMissing(message)
    with _directory() as directory:
        port = free_port()
        command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
        service = Service(
            f"redis://127.0.0.1:{port}/0", [*command, *options], redis_answers, directory
        )
        with _running(service):
            yield service


@contextlib.contextmanager
def private_postgres(*options: str) -> Iterator[Service]:
    """Give a PostgreSQL of one's own for the length of the block.

    Args:
        options: more of the server's settings, such as ``"max_connections=10"``.

    Raises:
        ServiceMissing: no server program here.
    """
    programs = _postgres_programs()
    user = _unprivileged() if os.geteuid() == 0 else None
    with _directory(owner=user) as directory:
        data = directory / "data"
        made = subprocess.run(
            [
                programs / "initdb",
                *("--pgdata", data, "--username", "postgres", "--auth", "trust"),
                *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            ],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=directory,
            check=False,
            **_as_user(user),
        )
        if made.returncode:
            message = f"initdb failed: {made.stderr[-800:]}"
            raise ServiceMissing(message)
        port = free_port()
        settings = [
            "listen_addresses=127.0.0.1",
            f"port={port}",
            f"unix_socket_directories={directory}",
            "fsync=off",
            *options,
        ]
        service = Service(
            f"postgres://postgres@127.0.0.1:{port}/postgres",
            [
                str(programs / "postgres"),
                "-D",
                str(data),
                *(part for setting in settings for part in ("-c", setting)),
            ],
            postgres_answers,
            directory,
            user,
        )
        with _running(service, signal.SIGINT):
            yield service


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Give the URL of a PostgreSQL: ``TEST_DATABASE_URL``, the local one, or a private one."""
    url = os.environ.get("TEST_DATABASE_URL", "") or POSTGRES_URL
    if postgres_answers(url):
        yield url
        return
    with private_postgres() as service:
        yield service.url


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Give the URL of a Redis: ``TEST_REDIS_URL``, the local one, or a private one."""
    url = os.environ.get("TEST_REDIS_URL", "") or REDIS_URL
    if redis_answers(url):
        yield url
        return
    with private_redis() as service:
        yield service.url


def postgres_answers(url: str) -> bool:
    """Return whether a PostgreSQL at ``url`` lets this user in (whatever database is named)."""
    parts = urlsplit(url)
    try:
        psycopg2.connect(
            host=parts.hostname,
            port=parts.port or 5432,
            user=parts.username,
            password=parts.password,
            dbname="postgres",
            connect_timeout=3,
        ).close()
    except psycopg2.OperationalError:
        return False
    return True


def redis_answers(url: str) -> bool:
    """Return whether a Redis answers at ``url``."""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=3, socket_timeout=3) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def free_port() -> int:
    """Return a port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _postgres_programs() -> Path:
    """Return the directory of PostgreSQL's server programs, of the newest version installed."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    if not installed:
        message = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
        raise ServiceMissing(message)
    return installed[-1].parent


def _unprivileged() -> str:
    """Return an account other than root's: PostgreSQL refuses to run as root."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    message = "PostgreSQL refuses to run as root, and there is no account postgres or nobody"
    raise ServiceMissing(message)


def _as_user(name: str | None) -> dict[str, Any]:
    """Return the arguments of ``subprocess`` that run a program under an account."""
    if name is None:
        return {}
    account = pwd.getpwnam(name)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def _directory(owner: str | None = None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="imca-service-", ignore_cleanup_errors=True) as name:
        if owner is not None:
            account = pwd.getpwnam(owner)
            os.chown(name, account.pw_uid, account.pw_gid)
        yield Path(name)


@contextlib.contextmanager
def _running(service: Service, end: signal.Signals = signal.SIGTERM) -> Iterator[None]:
    service.start()
    try:
        yield
    finally:
        service.stop(end)
