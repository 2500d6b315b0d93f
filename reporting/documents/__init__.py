"""One file for each kind of document: a new one is found because it is here.

Each module holds ``DOCUMENT``, its :class:`reporting.core.document.DocumentKind`.
"""

from __future__ import annotations

from functools import cache

from reporting.core.document import DocumentKind
from secretariats.core.plug_ins import plug_ins


@cache
def documents() -> dict[str, DocumentKind]:
    """Return name → kind, for every kind of document of this package, sorted by name."""
    return plug_ins(__name__, __path__, "DOCUMENT", DocumentKind)
