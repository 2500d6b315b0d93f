"""Words of the core that people read: marked for translation, put together elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def no_formula(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogues and return it as it is: the core translates nothing."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence with named places, and what goes into them.

    Whoever shows it translates ``text`` and fills in ``values``; ``str()`` is the English form.
    """

    text: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.text % dict(self.values)


def message(text: str, **values: object) -> Message:
    """Return a message; ``text`` has been marked with :func:`gettext_noop`."""
    return Message(text, tuple(sorted((name, str(value)) for name, value in values.items())))
