"""One's own data as files: JSON, and CSV in an archive; written as they are read, never whole."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from secretariats.core.text import no_formula
from timetracking.queries.own_data import Part, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariats.models import Person

# Media type and how the name ends.
KINDS = {"json": ("application/json", ".json"), "csv": ("application/zip", ".zip")}
# About as many bytes are held before they go on.
PIECE = 64 * 1024


def own_file(person: Person, kind: str) -> Iterator[bytes]:
    """Yield everything stored about a person, in pieces of a file of a kind of ``KINDS``."""
    return _json(person) if kind == "json" else _archive(person)


def file_name(person: Person, kind: str) -> str:
    """Return the name of such a file."""
    return f"my-data-{person.username}{KINDS[kind][1]}".replace("/", "-")


def _json(person: Person) -> Iterator[bytes]:
    about = {"person": person.username, "made": timezone.now().isoformat()}
    head = json.dumps(about, ensure_ascii=False)[:-1]
    return _joined(_json_texts(head, person))


def _json_texts(head: str, person: Person) -> Iterator[str]:
    yield head + ', "parts": {'
    for number, part in enumerate(parts(person)):
        yield ("," if number else "") + f"\n{json.dumps(part.name)}: ["
        for place, row in enumerate(part.rows):
            yield ("," if place else "") + "\n" + json.dumps(row, ensure_ascii=False, default=str)
        yield "]"
    yield "}}\n"


def _joined(texts: Iterable[str]) -> Iterator[bytes]:
    held, size = list[bytes](), 0
    for text in texts:
        piece = text.encode("utf-8", "replace")
        held.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


class _Outlet(io.RawIOBase):
    """Takes what an archive writes, until it is handed on; it cannot go back."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._held.append(piece)
        self._size += len(piece)
        return len(piece)

    def handed_on(self, least: int) -> bytes:
        """Return what is held, and forget it; nothing as long as it is less than ``least``."""
        if self._size < least:
            return b""
        found = b"".join(self._held)
        self._held, self._size = [], 0
        return found


def _archive(person: Person) -> Iterator[bytes]:
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts(person):
            with archive.open(f"{part.name}.csv", "w", force_zip64=True) as file:
                for piece in _joined(_csv_texts(part)):
                    file.write(piece)
                    yield outlet.handed_on(PIECE)
    yield outlet.handed_on(0)


def _csv_texts(part: Part) -> Iterator[str]:
    """Yield a table line by line; lists and objects stand in their cells as JSON."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    yield "\ufeff"
    writer.writerow(part.columns)
    for row in part.rows:
        writer.writerow([_cell(row[column]) for column in part.columns])
        if buffer.tell() >= PIECE:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return no_formula(value) if isinstance(value, str) else value
