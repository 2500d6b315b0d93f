"""One file for each output medium: a new one is found because it is here.

Each module holds ``RENDERER``, its :class:`reporting.core.document.Renderer`.
"""

from __future__ import annotations

from functools import cache

from reporting.core.document import Renderer
from secretariats.core.plug_ins import plug_ins


@cache
def renderers() -> dict[str, Renderer]:
    """Return name → renderer, for every medium of this package, sorted by name."""
    return plug_ins(__name__, __path__, "RENDERER", Renderer)
