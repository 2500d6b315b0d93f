"""One file for each format of other programs: a new one is found because it is here.

Each module holds ``FORMAT``, its :class:`timetracking.core.rows.Format`.
"""

from __future__ import annotations

from functools import cache

from secretariats.core.plug_ins import plug_ins
from timetracking.core.rows import Format


@cache
def formats() -> dict[str, Format]:
    """Return name → format, for every format of this package, sorted by name."""
    return plug_ins(__name__, __path__, "FORMAT", Format)
