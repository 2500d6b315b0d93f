"""The files of the project, as the tests of its shape read them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
APPS = ("secretariats", "timetracking", "costsharing", "reporting")
PACKAGES = ("imca", *APPS)
# What tools and the running site leave in a checkout.
NOT_OURS = {".git", ".venv", "var", "__pycache__", "vendor"}


def files(under: Path = ROOT, suffixes: frozenset[str] | None = None) -> Iterator[Path]:
    """Yield the project's own files in a directory, by path; all, or those with a suffix."""
    for path in sorted(under.iterdir()):
        hidden_cache = path.name.endswith("_cache") or path.name == ".hypothesis"
        if path.name in NOT_OURS or hidden_cache:
            continue
        if path.is_dir():
            yield from files(path, suffixes)
        elif suffixes is None or path.suffix in suffixes:
            yield path


def named(path: Path) -> str:
    """Return a file's path as people write it."""
    return path.relative_to(ROOT).as_posix()
