"""Which activity the title of an event fits, by the words that both have."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from timetracking.core.grid import Task

_WORD = re.compile(r"\w+")
SHORTEST = 4
ENOUGH = 2


def plain(text: str) -> str:
    """Return a text without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def fitting(title: str, tasks: Mapping[str, Task], usual: Collection[str]) -> Task | None:
    """Return the activity that a title fits, None where that is anybody's guess.

    Its code, written out, decides; else two words in common, or one that no other activity has.

    Args:
        title: of an event.
        tasks: code → activity.
        usual: codes of those that the person works on, which come first among equals.
    """
    text = plain(title)
    named = [
        task
        for code, task in tasks.items()
        if re.search(rf"(?<!\w){re.escape(plain(code))}(?!\w)", text)
    ]
    if named:
        # The longest: ``ORS-2`` is not ``ORS``.
        return max(named, key=lambda task: (len(task.code), task.code))
    words = _words(title)
    shared = {code: words & _words(task.title) for code, task in tasks.items()}
    often = Counter(word for found in shared.values() for word in found)
    fits = [
        (len(found), code in usual, code)
        for code, found in shared.items()
        if len(found) >= ENOUGH or any(often[word] == 1 for word in found)
    ]
    if not fits:
        return None
    most, known = max(fits)[:2]
    best = [code for count, one, code in fits if (count, one) == (most, known)]
    return tasks[best[0]] if len(best) == 1 else None


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(plain(text)) if len(word) >= SHORTEST}
