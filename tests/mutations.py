"""Files as they come when something went wrong with them: cut, garbled, recoded, stitched."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

HUGE = (
    b"9" * 400,
    b"-1",
    b"1e400",
    b"2199",
    b"00",
    b"2000:00:00",
    b"0.00",
    b"99999999999",
    b"NaN",
)
ODD = (b"\x00", b'"', b"'", b"\xff", b"\xc3", b"\r", b"\n", b"\t", b";", b",", b"\\", b"{", b"]")
WORDS = (b"=1+1", "Übung".encode(), "\u2028".encode(), b"i 2017-01-09 25:61:00 A", b'{"start":1}')


def _flip(data: bytes, draw: Random) -> bytes:
    found = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        found[draw.randrange(len(found))] = draw.randrange(256)
    return bytes(found)


def _drop(data: bytes, draw: Random) -> bytes:
    lines = data.split(b"\n")
    del lines[draw.randrange(len(lines))]
    return b"\n".join(lines)


def _double(data: bytes, draw: Random) -> bytes:
    lines = data.split(b"\n")
    place = draw.randrange(len(lines))
    return b"\n".join([*lines[: place + 1], *lines[place:]])


def _swap(data: bytes, draw: Random) -> bytes:
    lines = data.split(b"\n")
    draw.shuffle(lines)
    return b"\n".join(lines)


def _cut(data: bytes, draw: Random) -> bytes:
    return data[: draw.randrange(len(data))]


def _cut_line(data: bytes, draw: Random) -> bytes:
    lines = data.split(b"\n")
    place = draw.randrange(len(lines))
    lines[place] = lines[place][: draw.randint(0, len(lines[place]))]
    return b"\n".join(lines)


def _insert(data: bytes, draw: Random) -> bytes:
    place = draw.randint(0, len(data))
    return data[:place] + draw.choice(HUGE + ODD + WORDS) + data[place:]


def _number(data: bytes, draw: Random) -> bytes:
    places = [place for place, byte in enumerate(data) if chr(byte).isdigit()]
    if not places:
        return data
    place = draw.choice(places)
    return data[:place] + draw.choice(HUGE) + data[place + 1 :]


def _recode(data: bytes, draw: Random) -> bytes:
    text = data.decode("utf-8-sig", "replace")
    encoding = draw.choice(["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le"])
    return text.encode(encoding, "replace")


def _separate(data: bytes, draw: Random) -> bytes:
    old, new = draw.sample([b",", b";", b"\t", b"|", b":", b"/", b"-"], 2)
    return data.replace(old, new)


def _quote(data: bytes, draw: Random) -> bytes:
    return data.replace(b'"', draw.choice([b"", b'""', b"'", b'\\"']))


def _ends(data: bytes, draw: Random) -> bytes:
    return data.replace(b"\n", draw.choice([b"\r\n", b"\r", b"\n\n", b"\x0b", b"\x85"]))


HOW: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_flip, _drop, _double, _swap, _cut, _cut_line, _insert, _number, _recode, _separate),
    *(_quote, _ends),
)


def mutate(data: bytes, draw: Random) -> bytes:
    """Return a file after one to three accidents."""
    for _ in range(draw.randint(1, 3)):
        if data:
            data = draw.choice(HOW)(data, draw)
    return data
