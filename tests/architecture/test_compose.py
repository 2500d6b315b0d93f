"""The production form, as far as it can be checked without a container engine."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from celery import current_app

from tests.architecture.tree import ROOT
from tests.services import free_port, private_postgres, private_redis

BIN = Path(sys.executable).parent
FILLED = {"ALLOWED_HOSTS": "imca.example", "SECRET_KEY": "of-this-test", "POSTGRES_PASSWORD": "x1"}
PATIENCE = 50


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return document


def fill(text: object, values: Mapping[str, str]) -> str:
    """Return a value of the file as compose passes it on: variables filled in, ``$$`` a dollar."""

    def value(match: re.Match[str]) -> str:
        name, otherwise = match.group(1), match.group(2) or ""
        return values.get(name) or otherwise.removeprefix(":-")

    return re.sub(r"\$\{(\w+)(:[-?][^}]*)?\}", value, str(text)).replace("$$", "$")


def test_the_file_follows_the_specification_of_compose() -> None:
    checked = subprocess.run(
        [
            BIN / "check-jsonschema",
            *("--builtin-schema", "vendor.compose-spec"),
            ROOT / "docker-compose.yml",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_the_services_are_those_of_the_production_form(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"database", "broker", "migrate", "web", "worker", "beat"}
    assert services["database"]["image"].startswith("postgres:15")
    assert services["broker"]["image"].startswith("redis:7")


def test_everything_that_stays_up_has_a_health_check(compose: dict[str, Any]) -> None:
    without = {
        name
        for name, service in compose["services"].items()
        if not service.get("healthcheck", {}).get("test")
    }
    assert without == {"migrate"}, "which ends by itself"


def test_no_secret_is_written_down(compose: dict[str, Any]) -> None:
    named = re.compile(r"PASSWORD|SECRET|TOKEN|KEY")
    in_address = re.compile(r"://[^/@:]*:(?!\$\{)[^/@]*@")
    written = [
        f"{name}: {key}"
        for name, service in compose["services"].items()
        for key, value in service.get("environment", {}).items()
        if in_address.search(str(value))
        or (named.search(key) and not re.fullmatch(r"\$\{\w+:\?[^}]+\}", str(value)))
    ]
    assert not written


def test_the_site_runs_without_privileges(compose: dict[str, Any]) -> None:
    for name in ("migrate", "web", "worker", "beat"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER imca"]
    assert not [line for line in lines if re.match(r"(?:ARG|ENV).*(?:SECRET|PASSWORD)", line)]


@pytest.fixture(scope="module")
def running(compose: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give a starter of the site's services: their own commands, on private services."""
    var = tmp_path_factory.mktemp("var")
    with private_postgres() as database, private_redis() as broker:
        services = {
            "postgres://imca:x1@database:5432/imca": database.url,
            "redis://broker:6379/0": broker.url,
            "/var/lib/imca": str(var),
        }
        port = free_port()

        def command(name: str) -> tuple[list[str], dict[str, str]]:
            service = compose["services"][name]
            environment = {
                key: services.get(fill(value, FILLED), fill(value, FILLED))
                for key, value in service["environment"].items()
            }
            environment |= {"PATH": f"{BIN}:{os.environ['PATH']}", "HOSTNAME": "here"}
            words = [
                fill(word, FILLED).replace("0.0.0.0:8000", f"127.0.0.1:{port}")
                for word in service["command"]
            ]
            return [word.replace("/tmp/", f"{var}/") for word in words], environment  # noqa: S108

        words, environment = command("migrate")
        done = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

        @contextlib.contextmanager
        def start(name: str) -> Iterator[tuple[dict[str, str], Path, int]]:
            words, environment = command(name)
            log = var / f"{name}.log"
            with log.open("wb") as output:
                process = subprocess.Popen(
                    words,
                    cwd=ROOT,
                    env=environment,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
                try:
                    yield environment, log, port
                    assert process.poll() is None, log.read_text("utf-8")
                finally:
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(process.pid, signal.SIGTERM)
                    process.wait(20)

        yield start


def succeeds(words: list[str | Path], environment: dict[str, str]) -> str:
    """Return what a health check prints once it succeeds; fail when it never does."""
    deadline = time.monotonic() + PATIENCE
    while True:
        asked = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if asked.returncode == 0:
            return asked.stdout
        if time.monotonic() > deadline:
            pytest.fail(asked.stdout + asked.stderr)
        time.sleep(0.3)


@pytest.mark.timeout(120)
def test_the_web_server_answers_its_health_check(compose: dict[str, Any], running: Any) -> None:
    with running("web") as (environment, _, port):
        test = compose["services"]["web"]["healthcheck"]["test"]
        assert test[0] == "CMD"
        address = urlsplit(test[-1])._replace(netloc=f"127.0.0.1:{port}").geturl()
        succeeds([*test[1:-1], address], environment)


@pytest.mark.timeout(120)
def test_the_worker_answers_and_knows_every_task(compose: dict[str, Any], running: Any) -> None:
    with running("worker") as (environment, _, _):
        check = fill(compose["services"]["worker"]["healthcheck"]["test"][1], {})
        # Outside of a container a worker's name is this machine's, so all of them are asked.
        check = re.sub(r" --destination \S+", "", check)
        assert "pong" in succeeds(["sh", "-c", check], environment)
        known = succeeds([BIN / "celery", "--app", "imca", "inspect", "registered"], environment)
    current_app.loader.import_default_modules()
    ours = {name for name in current_app.tasks if not name.startswith("celery.")}
    assert ours, "the site has tasks"
    assert {name for name in ours if name not in known} == set()


@pytest.mark.timeout(120)
def test_beat_starts_and_answers_its_health_check(compose: dict[str, Any], running: Any) -> None:
    with running("beat") as (environment, log, _):
        check = fill(compose["services"]["beat"]["healthcheck"]["test"][1], {})
        succeeds(["sh", "-c", check.replace("/tmp/", f"{log.parent}/")], environment)  # noqa: S108
