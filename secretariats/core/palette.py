"""Which look each instrument has: a slot of the palette and a letter of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Sea, reed, clay, fern, iris, slate: colours and patterns are in the style sheets and the charts.
SLOTS = 6
# The two treaties whose joint unit was the first keep the colours of water and of the reed.
_USUAL = {"CMS": 1, "AEWA": 2}
# Joint work and the running of the unit have these.
_MEANT = "JU"


def slots(instruments: Iterable[tuple[str, int | None]]) -> dict[str, int]:
    """Return instrument code → slot, from 1.

    A slot that was given stays. Whoever has none gets the lowest that is free, by code, so that a
    unit that moves to another site looks the same there; past the last slot they come again, those
    least used first.

    Args:
        instruments: code and slot, None where none was given.
    """
    rows = list(instruments)
    given = {code: slot for code, slot in rows if slot}
    used = [slot for slot in given.values() if slot]
    waiting = [code for code, slot in rows if not slot]
    for code in sorted(waiting, key=lambda code: (code not in _USUAL, code)):
        usual = _USUAL.get(code, 0)
        free = usual if usual and usual not in used else _least_used(used)
        given[code] = free
        used.append(free)
    return given


def letters(slots_of: Mapping[str, int]) -> dict[str, str]:
    """Return instrument code → a sign of one letter or digit, no two alike while there are any.

    The first letter of the code that no instrument of a lower slot has; else the first digit.
    """
    found: dict[str, str] = {}
    for code in sorted(slots_of, key=lambda code: (slots_of[code], code)):
        taken = {*found.values(), *_MEANT}
        signs = [sign for sign in code.upper() if sign.isalnum()] + list("123456789")
        found[code] = next((sign for sign in signs if sign not in taken), signs[0])
    return found


def _least_used(used: list[int]) -> int:
    return min(range(1, SLOTS + 1), key=lambda slot: (used.count(slot), slot))
