"""What every column of a table of inputs can do: read a text, show a value, keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from secretariats.models import Unit


class Wrong(ValueError):
    """What was typed cannot be taken; the message says what to write, translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column with words.

    Attributes:
        name: of the column in pages, history and the interface; usually the model's own.
        label: what people call it.
        help: what to write there.
        required: whether it may be left empty; empty is None, or "" for words.
        sort: the order of the database by it; empty: the name.
        by: whether lists can be cut down to one of its values.
    """

    name: str
    label: _StrPromise
    help: _StrPromise | str = ""
    required: bool = True
    sort: str = ""
    by: bool = False

    control: ClassVar[str] = "text"
    is_figure: ClassVar[bool] = False

    @property
    def order(self) -> str:
        """The path by which lists are sorted."""
        return self.sort or self.name

    @property
    def path(self) -> str:
        """The path by which lists are cut down."""
        return self.name

    def take(self, text: str, unit: Unit, *, exact: bool) -> Any:
        """Return the value of a text.

        Args:
            text: what was typed or sent, without spaces around it.
            unit: whose row it is.
            exact: whether a program wrote it, in the one form of the interface.

        Raises:
            Wrong: it is not one, or is missing.
        """
        if text:
            return self.read(text, unit, exact=exact)
        if self.required:
            raise Wrong(_("This is needed."))
        return self.empty

    @property
    def empty(self) -> Any:
        """The value of a field that was left empty."""
        return None

    def read(self, text: str, unit: Unit, *, exact: bool) -> Any:
        """Return the value of a text that is not empty."""
        raise NotImplementedError

    def of(self, row: Any) -> Any:
        """Return a row's value."""
        return getattr(row, self.name)

    def put(self, row: Any, value: Any) -> None:
        """Give a row the value; it is not saved."""
        setattr(row, self.name, value)

    def plain(self, value: Any) -> Any:
        """Return a value as history and programs keep it."""
        return value

    def typed(self, value: Any) -> str:
        """Return a value as it stands in a form, from which the same value is read."""
        return "" if value is None else str(value)

    def shown(self, value: Any) -> str:
        """Return a value as pages show it."""
        return self.typed(value)

    def choices(self, unit: Unit) -> list[tuple[str, str]]:
        """Return (text, words) of each value that can be chosen; empty where one types."""
        del unit
        return []

    def told(self, plain: Any) -> str:
        """Return what history kept as pages show it; empty where it kept nothing."""
        return "" if plain in (None, "") else str(plain)
