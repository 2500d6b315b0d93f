"""How the instruments of the site are marked, read once for many pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache

from secretariats.core.palette import letters, slots
from secretariats.models import Instrument

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEY = "secretariats.palette"
# Seconds: the look of an instrument hardly ever changes, and a new one is looked for at once.
_FRESH = 60


@dataclass(frozen=True, slots=True)
class Look:
    """The slot of an instrument in the palette, from 1, and its letter."""

    slot: int
    letter: str


def looks() -> dict[str, Look]:
    """Return code → look of every instrument of the site; one query a minute at most."""
    found: dict[str, Look] | None = cache.get(_KEY)
    return _read() if found is None else found


def look_of(code: str) -> Look | None:
    """Return the look of an instrument, None where there is none of that code."""
    found = looks()
    if code not in found:
        # It may be new; one that is not there at all is remembered as such.
        found = _read(missing=code)
    look = found[code]
    return look if look.slot else None


def palette(codes: Iterable[str]) -> dict[str, int]:
    """Return code → slot of those of the codes that are instruments."""
    return {code: look.slot for code in codes if (look := look_of(code))}


def forget_looks() -> None:
    """Let the next page read the instruments anew; called when they changed."""
    cache.delete(_KEY)


def _read(missing: str = "") -> dict[str, Look]:
    rows = Instrument.objects.order_by("pk").values_list("code", "palette")
    given = slots(rows)
    signs = letters(given)
    known: dict[str, Look] = cache.get(_KEY) or {}
    found = {code: look for code, look in known.items() if not look.slot}
    found |= {missing: Look(0, missing[:1])} if missing else {}
    found |= {code: Look(slot, signs[code]) for code, slot in given.items()}
    cache.set(_KEY, found, _FRESH)
    return found
