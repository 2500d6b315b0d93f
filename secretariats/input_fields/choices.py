"""Columns in which one chooses: yes or no, one of a few, a row of another table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from secretariats.input_fields.base import Field, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from secretariats.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Field):
    """Something that is the case or not."""

    required: bool = False
    control: ClassVar[str] = "check"

    @property
    def empty(self) -> Any:
        """A box that was not ticked."""
        return False

    def read(self, text: str, unit: Unit, *, exact: bool) -> bool:
        """Return whether it is."""
        del unit, exact
        if text not in {"yes", "no"}:
            raise Wrong(_("Write yes or no."))
        return text == "yes"

    def typed(self, value: Any) -> str:
        """Return yes or nothing."""
        return "yes" if value else ""

    def shown(self, value: Any) -> str:
        """Return yes or no in words."""
        return _("yes") if value else _("no")

    def told(self, plain: Any) -> str:
        """Return yes or no in words; nothing where nothing was kept."""
        return "" if plain is None else self.shown(plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a few values.

    Attributes:
        options: (value of the model, text, words) of each.
    """

    options: tuple[tuple[Any, str, Any], ...]

    control: ClassVar[str] = "select"

    def read(self, text: str, unit: Unit, *, exact: bool) -> Any:
        """Return the value of the model."""
        del unit, exact
        for value, name, _words in self.options:
            if name == text:
                return value
        known = ", ".join(name for _value, name, _words in self.options)
        raise Wrong(_("Choose one of %(known)s.") % {"known": known})

    def plain(self, value: Any) -> Any:
        """Return the text of a value."""
        return next((name for one, name, _words in self.options if one == value), None)

    def typed(self, value: Any) -> str:
        """Return the text of a value."""
        return self.plain(value) or ""

    def shown(self, value: Any) -> str:
        """Return the words of a value."""
        return next((str(words) for one, _name, words in self.options if one == value), "")

    def told(self, plain: Any) -> str:
        """Return the words of a text."""
        return next((str(words) for _value, name, words in self.options if name == plain), "")

    def choices(self, unit: Unit) -> list[tuple[str, str]]:
        """Return text and words of each."""
        del unit
        return [(name, str(words)) for _value, name, words in self.options]


@dataclass(frozen=True, slots=True, kw_only=True)
class Other(Field):
    """A row of another table, by its key.

    Attributes:
        rows: unit → the rows that may be chosen.
        key: the column that names one.
        words: row → what people read; the key where left out.
        none: the words for a field that may be left empty.
        kept: whether history keeps the row's number in place of its key, as for people.
    """

    rows: Callable[[Unit], QuerySet[Any]]
    key: str = "code"
    words: Callable[[Any], str] | None = None
    none: _StrPromise | str = ""
    kept: bool = False

    control: ClassVar[str] = "select"

    @property
    def order(self) -> str:
        """By the key."""
        return self.sort or f"{self.name}__{self.key}"

    @property
    def path(self) -> str:
        """By the key."""
        return f"{self.name}__{self.key}"

    def read(self, text: str, unit: Unit, *, exact: bool) -> Any:
        """Return the row."""
        del exact
        row = None
        if text.isprintable():
            row = self.rows(unit).filter(**{self.key: text}).first()
        if row is None:
            raise self._unknown(text, unit)
        return row

    def among(self, rows: Mapping[str, Any], text: str, unit: Unit) -> Any:
        """Return the row of a key among those that were looked up; no query."""
        if text not in rows:
            raise self._unknown(text, unit)
        return rows[text]

    def _unknown(self, text: str, unit: Unit) -> Wrong:
        words = {"typed": text, "unit": unit.code}
        return Wrong(_("“%(typed)s” is none of %(unit)s: choose one that is there.") % words)

    def plain(self, value: Any) -> Any:
        """Return the key."""
        return getattr(value, self.key) if value else None

    def typed(self, value: Any) -> str:
        """Return the key."""
        return str(getattr(value, self.key)) if value else ""

    def shown(self, value: Any) -> str:
        """Return what people read."""
        if value is None:
            return str(self.none)
        return self.words(value) if self.words else str(getattr(value, self.key))

    def choices(self, unit: Unit) -> list[tuple[str, str]]:
        """Return key and words of each; one query."""
        return [(self.typed(row), self.shown(row)) for row in self.rows(unit)]
