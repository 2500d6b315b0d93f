"""How wide text is in IBM Plex Sans, so that labels wrap and legends are never clipped."""

from __future__ import annotations

from functools import cache

# Advance widths in thousandths of the size, U+0020 to U+007E, read from the font's hmtx table.
_WIDTHS = (
    236, 284, 419, 713, 598, 927, 694, 242, 335, 335, 450, 600, 272, 399, 272, 383, 600, 600, 600,
    600, 600, 600, 600, 600, 600, 600, 292, 292, 600, 600, 600, 477, 891, 641, 653, 621, 671, 583,
    559, 695, 707, 400, 510, 634, 501, 812, 707, 708, 606, 708, 640, 581, 572, 678, 609, 891, 613,
    593, 580, 317, 383, 317, 600, 565, 600, 534, 580, 503, 580, 549, 324, 528, 568, 250, 250, 527,
    272, 873, 568, 560, 580, 580, 367, 487, 351, 568, 492, 768, 507, 499, 464, 343, 314, 343, 600,
)  # fmt: skip
# Wider than most letters, so that what is not in the table has room.
_OTHER = 650


@cache
def width(text: str, size: int) -> int:
    """Return the width of a line in hundredths of a unit, never too small by much.

    Args:
        text: one line.
        size: of the type, in tenths of a unit.
    """
    advance = sum(_WIDTHS[ord(sign) - 32] if 32 <= ord(sign) <= 126 else _OTHER for sign in text)
    return -(-advance * size // 100)


def wrap(text: str, room: int, size: int) -> list[str]:
    """Return the lines of a label; a word wider than the room is broken where the room ends."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.extend(_pieces(word, room, size))
    return lines


def _pieces(word: str, room: int, size: int) -> list[str]:
    """Return a word in pieces that fit, each of one letter at least."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, size) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces
