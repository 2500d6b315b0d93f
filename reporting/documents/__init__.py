"""One file for each kind of document: a new one is found because it is here.

Each module holds ``DOCUMENT``, its :class:`reporting.core.document.DocumentKind`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from reporting.core.document import DocumentKind


@cache
def documents() -> dict[str, DocumentKind]:
    """Return name → kind, for every kind of document of this package, sorted by name."""
    found = [
        importlib.import_module(f"{__name__}.{module.name}").DOCUMENT
        for module in pkgutil.iter_modules(__path__)
    ]
    return {kind.name: kind for kind in sorted(found, key=lambda one: str(one.name))}
