"""Who may open which address: a file for each part of the site, found because it is here.

Each holds ``ROUTES`` and, where its addresses need them, ``ARGUMENTS``, ``QUERIES``, ``BODIES``.
"""

import importlib
import pkgutil
from typing import Any

from tests.web.routes.rows import Arguments, Body, Row

_PARTS = [
    importlib.import_module(f"{__name__}.{one.name}")
    for one in pkgutil.iter_modules(__path__)
    if one.name != "rows"
]


def _all(name: str) -> dict[Any, Any]:
    return {key: row for part in _PARTS for key, row in getattr(part, name, {}).items()}


# (name, method) -> who gets which answer.
ROUTES: dict[tuple[str, str], Row] = _all("ROUTES")
# What an address is made of: the arguments, and what follows it.
ARGUMENTS: dict[str, Arguments] = _all("ARGUMENTS")
QUERIES: dict[str, str] = _all("QUERIES")
# What is sent to an address of the interface for programs.
BODIES: dict[str, Body] = _all("BODIES")
