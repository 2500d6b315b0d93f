"""One file for each format of other programs: a new one is found because it is here.

Each module holds ``FORMAT``, its :class:`timetracking.core.rows.Format`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from timetracking.core.rows import Format


@cache
def formats() -> dict[str, Format]:
    """Return name → format, for every format of this package, sorted by name."""
    found = [
        importlib.import_module(f"{__name__}.{module.name}").FORMAT
        for module in pkgutil.iter_modules(__path__)
    ]
    return {format_.name: format_ for format_ in sorted(found, key=lambda one: str(one.name))}
