"""One file for each output medium: a new one is found because it is here.

Each module holds ``RENDERER``, its :class:`reporting.core.document.Renderer`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from reporting.core.document import Renderer


@cache
def renderers() -> dict[str, Renderer]:
    """Return name → renderer, for every medium of this package, sorted by name."""
    found = [
        importlib.import_module(f"{__name__}.{module.name}").RENDERER
        for module in pkgutil.iter_modules(__path__)
    ]
    return {renderer.name: renderer for renderer in sorted(found, key=lambda one: str(one.name))}
