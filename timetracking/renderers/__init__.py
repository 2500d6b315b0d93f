"""One file for each form in which a sheet of time leaves: found because it is here.

Each module holds ``RENDERER``, its :class:`timetracking.core.leaving.Renderer`.
"""

from __future__ import annotations

from functools import cache

from secretariats.core.plug_ins import plug_ins
from timetracking.core.leaving import Renderer


@cache
def renderers() -> dict[str, Renderer]:
    """Return name → renderer, for every form of this package, sorted by name."""
    return plug_ins(__name__, __path__, "RENDERER", Renderer)
