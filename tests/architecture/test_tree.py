"""The tree: everything in its place, nothing that ties it to one machine."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.tree import APPS, PACKAGES, ROOT, files, named

TOP = [
    *("manage.py", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    *("SECURITY.md", "Makefile", "Dockerfile", "docker-compose.yml", ".env.example", ".ci/run"),
    *("imca/settings.py", "imca/env.py", "imca/urls.py", "imca/celery.py", "imca/wsgi.py"),
    *("imca/asgi.py", "secretariats", "timetracking", "costsharing", "reporting"),
    *("templates", "static", "locale/fr", "locale/es", "docs/adr", "tests"),
]
TEXT = {".css", ".html", ".js", ".json", ".md", ".po", ".py", ".sh", ".svg", ".toml", ".yml"}
LONGEST = 300
# In parts, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(
    r"(?<![\w.{}$-])/(?:" + "|".join(["work", "farm", "root", "home", "Users"]) + r")/\w"
)
NEIGHBOUR = "../" + "shared"


@pytest.mark.parametrize("name", TOP)
def test_every_top_level_name_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_no_file_of_code_is_longer_than_300_lines() -> None:
    long = {
        named(path): count
        for path in files(suffixes=frozenset({".py", ".js", ".css", ".sh"}))
        if "migrations" not in path.parts
        and (count := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    }
    assert not long, "perhaps two ideas in one file"


def test_no_path_of_one_machine_is_in_the_tree() -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()[:80]}"
        for path in files()
        if path.suffix in TEXT or not path.suffix
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE_PATHS.search(line) or NEIGHBOUR in line
    ]
    assert not found


@pytest.mark.parametrize("lock", ["production", "development", "uv"])
def test_a_lock_pins_versions_with_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    requirements = re.split(r"(?<!\\)\n(?=\S)", text.strip())
    loose = [
        requirement.splitlines()[0]
        for requirement in requirements
        if not re.match(r"[a-z0-9._-]+==\S+", requirement) or "--hash=sha256:" not in requirement
    ]
    assert not loose


def test_the_development_lock_holds_what_production_runs() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9._-]+==\S+", text, re.MULTILINE))

    assert pins("production") <= pins("development")


def test_no_float_stands_in_a_core() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for app in APPS
        for path in files(ROOT / app / "core", frozenset({".py"}))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float")
    ]
    assert not found, "money, keys and time are exact"


@pytest.mark.parametrize("package", PACKAGES)
def test_only_imca_reads_the_environment(package: str) -> None:
    allowed = {"imca/env.py", "imca/celery.py", "imca/wsgi.py", "imca/asgi.py"}
    readers = {
        named(path)
        for path in files(ROOT / package, frozenset({".py"}))
        if re.search(r"\bos\.(?:environ(?:\.get|\[)|getenv)", path.read_text(encoding="utf-8"))
    }
    assert readers <= allowed


@pytest.mark.parametrize("app", APPS)
def test_models_do_not_override_save_and_nothing_listens_to_signals(app: str) -> None:
    found = [
        f"{named(path)}:{number}"
        for path in files(ROOT / app, frozenset({".py"}))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(
            r"^\s+def (?:save|delete)\(self\b(?!, request)|@receiver|\.connect\(sender", line
        )
        or (path.name != "admin.py" and "django.dispatch" in line)
    ]
    assert not found, "a write is an action"
