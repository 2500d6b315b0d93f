"""Style sheets and scripts of a page as one file each: written in parts, sent together.

Each request costs as many bytes as a small part itself, and parts compress better together. No
program beside Python is needed: sheets are set one after another, modules are blocks of one.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What is sent → of what it is made, in this order.
BUNDLES: dict[str, tuple[str, ...]] = {
    "css/site.css": (
        "css/tokens.css", "css/base.css", "css/layout.css", "css/components.css",
        "css/figures.css", "css/print.css",
    ),
    "css/time.css": ("css/week.css", "css/day.css"),
    "js/site.js": ("js/outbox.js", "js/details.js", "js/jump.js", "js/timer.js"),
    "js/time.js": (
        "js/saving.js", "js/sheet.js", "js/week.js", "js/adding.js", "js/day.js",
        "js/calendar.js",
    ),
}  # fmt: skip
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)
_SHEET_COMMENT = re.compile(r"/\*.*?\*/\s*|^\s+", re.DOTALL | re.MULTILINE)


def sheet(texts: Iterable[str]) -> str:
    """Return style sheets as one, without comments and indentation."""
    return "".join(_SHEET_COMMENT.sub("", text) for text in texts)


def script(parts: dict[str, str], *, others: dict[str, str]) -> str:
    """Return modules as one, each in a block of its own so that names do not meet.

    A module that exports stands open, before those that import from it.

    Args:
        parts: name of a module → its text, in order.
        others: name of a module → the bundle that exports what is in it.

    Raises:
        ValueError: a module imports from one that is in no bundle, or writes over lines.
    """
    wanted: dict[str, set[str]] = {}
    blocks = []
    for name, text in parts.items():
        for names, source in _IMPORT.findall(text):
            if f"js/{source}" in parts:
                continue
            if f"js/{source}" not in others:
                message = f"{name} imports from {source}, which is in no bundle"
                raise ValueError(message)
            bundle = others[f"js/{source}"]
            wanted.setdefault(bundle, set()).update(one.strip() for one in names.split(","))
        if any(line.count("`") % 2 for line in text.splitlines()):
            message = f"{name} has a text over several lines, whose indentation would be lost"
            raise ValueError(message)
        plain = _COMMENT.sub("", _IMPORT.sub("", text))
        blocks.append(plain if re.search("^export ", plain, re.MULTILINE) else f"{{\n{plain}}}\n")
    heads = [
        f'import {{ {", ".join(sorted(names - {""}))} }} from "./{Path(bundle).name}";\n'
        for bundle, names in wanted.items()
    ]
    return "".join([*heads, *blocks])


def made(name: str, source: Path) -> str:
    """Return the text of a bundle from the files below ``source``."""
    texts = {part: (source / part).read_text(encoding="utf-8") for part in BUNDLES[name]}
    if name.endswith(".css"):
        return sheet(texts.values())
    others = {part: bundle for bundle, parts in BUNDLES.items() for part in parts}
    return script(texts, others=others)


class Bundles(BaseFinder):
    """Finds the bundles among the static files, and makes them anew where a part has changed."""

    def __init__(self) -> None:
        """Keep bundles beside what else the site writes."""
        super().__init__()
        self.source = Path(settings.BASE_DIR) / "static"
        self.storage = FileSystemStorage(location=Path(settings.VAR) / "bundles")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where a bundle lies, and nothing for whatever is none."""
        if path not in BUNDLES:
            return []
        found = self._fresh(path)
        return [found] if find_all or kwargs.get("all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Yield the bundles and where they lie."""
        del ignore_patterns
        for name in BUNDLES:
            self._fresh(name)
            yield name, self.storage

    def _fresh(self, name: str) -> str:
        target = Path(self.storage.path(name))
        newest = max((self.source / part).stat().st_mtime for part in BUNDLES[name])
        if not target.exists() or target.stat().st_mtime <= newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Several processes may begin at once: each finds a whole file.
            handle, written = tempfile.mkstemp(dir=target.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(made(name, self.source))
            Path(written).chmod(0o644)
            Path(written).replace(target)
        return str(target)


class Statics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Static files under names that change with them, those that modules import included."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            ((r"""(?P<matched>from "(?P<url>\./[\w-]+\.js)")""", 'from "%(url)s"'),),
        ),
    )
