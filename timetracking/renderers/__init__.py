"""One file for each form in which a sheet of time leaves: found because it is here.

Each module holds ``RENDERER``, its :class:`timetracking.core.leaving.Renderer`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from timetracking.core.leaving import Renderer


@cache
def renderers() -> dict[str, Renderer]:
    """Return name → renderer, for every form of this package, sorted by name."""
    found = [
        importlib.import_module(f"{__name__}.{module.name}").RENDERER
        for module in pkgutil.iter_modules(__path__)
    ]
    return {one.name: one for one in sorted(found, key=lambda one: str(one.name))}
