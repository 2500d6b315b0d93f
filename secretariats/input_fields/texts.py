"""Columns of words, codes and currencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from secretariats.input_fields.base import Field, Wrong

if TYPE_CHECKING:
    from secretariats.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Field):
    """A line of text."""

    longest: int

    @property
    def empty(self) -> Any:
        """No text."""
        return ""

    def read(self, text: str, unit: Unit, *, exact: bool) -> str:
        """Return the text, which is not too long and holds no sign that nobody can type."""
        del unit, exact
        if len(text) > self.longest:
            words = {"longest": self.longest, "number": len(text)}
            raise Wrong(_("At most %(longest)d characters, not %(number)d.") % words)
        if not text.isprintable():
            raise Wrong(_("Leave out signs that cannot be seen, such as line breaks."))
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Words):
    """A short name without spaces, by which rows are told apart."""

    longest: int = 32

    def read(self, text: str, unit: Unit, *, exact: bool) -> str:
        """Return the code."""
        # Said by name: the empty super() does not work in classes with slots.
        found = Words.read(self, text, unit, exact=exact)
        if " " in found or found.lower() in {"joint", "shared"}:
            raise Wrong(_("A code has no spaces, and is not “joint” or “shared”."))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency(Field):
    """A currency by its three letters."""

    control: ClassVar[str] = "code"

    def read(self, text: str, unit: Unit, *, exact: bool) -> str:
        """Return the code in capitals."""
        del unit
        code = text if exact else text.upper()
        if len(code) != 3 or not (code.isascii() and code.isalpha() and code.isupper()):
            raise Wrong(_("Write the three letters of the currency, such as EUR or USD."))
        return code
