"""The catalogues are complete: every text has its French and Spanish, compiled and committed."""

from __future__ import annotations

import gettext
import io
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture.tree import PACKAGES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("es", "fr")
Catalogue = dict[object, str]

pytestmark = pytest.mark.program("msgfmt", "xgettext", "msgen")


def read_mo(content: bytes) -> Catalogue:
    """Return the texts of a compiled catalogue: source text → translation."""
    catalogue = gettext.GNUTranslations(io.BytesIO(content))._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    return {key: text for key, text in catalogue.items() if key}


def compiled(catalogue: Path, *options: str) -> Catalogue:
    """Return what a catalogue gives when compiled; texts unsure or untranslated give nothing."""
    result = subprocess.run(
        ["msgfmt", *options, "--output-file", "-", catalogue], capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr.decode()
    return read_mo(result.stdout)


def committed(language: str, suffix: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / f"django.{suffix}"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Give every text of the source, found in a copy as makemessages finds it."""
    copy = tmp_path_factory.mktemp("source")
    for name in (*PACKAGES, "templates"):
        ignore = shutil.ignore_patterns("__pycache__", "migrations")
        shutil.copytree(ROOT / name, copy / name, ignore=ignore)
    (copy / "locale").mkdir()
    made = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "django", "makemessages", "--locale", "de"],
        cwd=copy,
        env={"PATH": f"{ROOT / '.venv/bin'}:/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    bare = copy / "locale/de/LC_MESSAGES/django.po"
    filled = copy / "filled.po"
    subprocess.run(["msgen", "--output-file", filled, bare], check=True, capture_output=True)
    return compiled(filled)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str, source: Catalogue) -> None:
    assert source, "no text was found at all"
    translated = compiled(committed(language, "po"), "--check")
    lacking = sorted(str(text) for text in source.keys() - translated.keys())
    assert not lacking, f"{len(lacking)} texts have no translation: run make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_of_a_text_that_is_gone(language: str, source: Catalogue) -> None:
    gone = compiled(committed(language, "po")).keys() - source.keys()
    assert not gone


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_its_source(language: str) -> None:
    assert read_mo(committed(language, "mo").read_bytes()) == compiled(committed(language, "po"))
