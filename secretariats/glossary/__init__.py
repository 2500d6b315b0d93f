"""The words of the field and what they mean here: the glossary, and where words lead to."""

from __future__ import annotations

import unicodedata

from secretariats.glossary.limits import LIMITS
from secretariats.glossary.term import Term
from secretariats.glossary.value import SHARE, VALUE
from secretariats.glossary.work import WHO, WORK

TERMS: dict[str, Term] = {term.code: term for term in (*WHO, *WORK, *VALUE, *SHARE, *LIMITS)}

__all__ = ["TERMS", "Term", "by_letter", "in_order"]


def in_order() -> list[Term]:
    """Return all words as the alphabet of the language in use has them, accents aside."""
    return sorted(TERMS.values(), key=lambda term: _plain(str(term.word)))


def by_letter() -> dict[str, list[Term]]:
    """Return first letter → the words that begin with it, in order."""
    found: dict[str, list[Term]] = {}
    for term in in_order():
        found.setdefault(_plain(str(term.word))[0].upper(), []).append(term)
    return found


def _plain(word: str) -> str:
    signs = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))
