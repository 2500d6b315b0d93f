"""Plug-ins: one file each, found because it is in its package."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Named(Protocol):
    """A plug-in's record of what it is."""

    @property
    def name(self) -> str:
        """What people and programs call it."""


Plug = TypeVar("Plug", bound=Named)


def plug_ins(package: str, path: Iterable[str], record: str, kind: type[Plug]) -> dict[str, Plug]:
    """Return name → record of each module of a package, sorted by name.

    Args:
        package: its name.
        path: its ``__path__``.
        record: what each module calls its record.
        kind: what each record is.

    Raises:
        TypeError: a module holds something else under that name.
    """
    found: list[Plug] = []
    for module in pkgutil.iter_modules(path, f"{package}."):
        one = getattr(importlib.import_module(module.name), record)
        if not isinstance(one, kind):
            text = f"{module.name}.{record} is no {kind.__name__}"
            raise TypeError(text)
        found.append(one)
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}
