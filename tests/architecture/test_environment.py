"""Every variable that is read is explained in .env.example, and nothing else is."""

from __future__ import annotations

import ast
import re

from tests.architecture.tree import ROOT

READERS = {"read_text", "read_flag", "read_number", "read_list", "read_networks"}
# Read by gunicorn itself.
OF_SERVERS = {"WEB_CONCURRENCY"}


def read_by_the_site() -> set[str]:
    names = set()
    for file in ("imca/env.py", "imca/settings.py"):
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in READERS and node.args and isinstance(node.args[0], ast.Constant):
                names.add(str(node.args[0].value))
    return names


def example() -> dict[str, str]:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Z][A-Z_0-9]*)=(.*)$", text, re.MULTILINE))


def compose_text() -> str:
    return (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def test_what_is_read_and_what_is_explained_are_the_same() -> None:
    of_compose = set(re.findall(r"\$\{([A-Z_]+)", compose_text()))
    assert set(example()) == read_by_the_site() | of_compose | OF_SERVERS


def test_every_variable_has_a_comment_above_it() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"[A-Z]", line) and not before.startswith("#")
    ]
    assert not bare


def test_the_example_holds_no_secret() -> None:
    assert not example()["SECRET_KEY"]
    assert not example()["POSTGRES_PASSWORD"]
    assert not example()["DATABASE_URL"]


def test_compose_gives_the_site_every_variable_it_reads() -> None:
    block = compose_text().split("x-environment:")[1].split("services:")[0]
    given = set(re.findall(r"^  ([A-Z_]+):", block, re.MULTILINE))
    # DEBUG shows the insides of errors: it cannot be turned on in the production form. The image
    # says itself where its static files are.
    assert given == read_by_the_site() - {"DEBUG", "STATIC_ROOT"}
