"""A word of the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field.

    Attributes:
        code: its anchor in the glossary.
        word: as people read it.
        meaning: one or two plain sentences.
    """

    code: str
    word: _StrPromise
    meaning: _StrPromise
