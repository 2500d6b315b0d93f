"""Maps: JSON files that say what the names of another program stand for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from secretariats.core.errors import Problem, Refused
from timetracking.core.meanings import JOINT, Codes, Meaning
from timetracking.core.rows import clean, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(slots=True)
class _Reading:
    """A map while it is read, and what is wrong with it."""

    codes: Codes
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))


def read_map(data: bytes, codes: Codes) -> dict[str, Meaning]:
    """Return name → meaning from a JSON map such as ``{"AEWA": {"for": ["AEWA"]}}``.

    ``for`` is a list of codes of instruments, or ``"joint"``; a name may have both keys.
    ``{"ignore": true}`` lets a name stand for nothing, even where it is a code of the unit.

    Raises:
        Refused: with every mistake of the map and where it is.
    """
    reading = _Reading(codes)
    pairs = _pairs(data)
    mapped: dict[str, Meaning] = {}
    for key, value in pairs:
        name = clean(key)
        if name in mapped:
            reading.wrong(name, "stands in the map twice")
        mapped[name] = _meaning(name, value, reading)
    if reading.problems:
        raise Refused(reading.problems)
    return mapped


def read_names(names: Mapping[str, object], codes: Codes) -> dict[str, object]:
    """Return the parts of a remembered map that a unit's codes still bear, as JSON has them.

    Names that stand for activities or instruments that are gone are left out, so that a file
    that holds them asks anew.
    """
    kept = {}
    for name, value in names.items():
        try:
            read_map(json.dumps({name: value}).encode(), codes)
        except Refused:
            continue
        kept[name] = value
    return kept


class _Pairs(list[tuple[str, object]]):
    """A JSON object with its doubled names."""


def _pairs(data: bytes) -> _Pairs:
    try:
        read = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_Pairs)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Refused([Problem(where, f"the map is not JSON: {error.msg}.")]) from error
    except (ValueError, RecursionError) as error:
        raise Refused(["The map is not JSON text in UTF-8."]) from error
    if not isinstance(read, _Pairs):
        raise Refused(['The map is not a JSON object such as {"AEWA": {"for": ["AEWA"]}}.'])
    return read


def _meaning(name: str, value: object, reading: _Reading) -> Meaning:
    example = '{"activity": "CODE"} or {"for": ["CODE"]}'
    if not isinstance(value, _Pairs) or not value:
        reading.wrong(name, f"must be {example}")
        return Meaning()
    if list(value) == [("ignore", True)]:
        return Meaning()
    activity, members, joint = "", frozenset[str](), False
    for key, content in value:
        if key == "activity":
            activity = _code(f"{name}.activity", content, reading.codes.kinds, reading)
        elif key == "for":
            joint = content in (JOINT, [JOINT])
            if not joint:
                members = _members(f"{name}.for", content, reading)
        else:
            reading.wrong(f"{name}.{clean(key)}", f"is not known: write {example}")
    return Meaning(activity, members, joint)


def _members(path: str, content: object, reading: _Reading) -> frozenset[str]:
    if not isinstance(content, list) or isinstance(content, _Pairs) or not content:
        reading.wrong(path, 'must be a list of instruments such as ["AEWA"], or "joint"')
        return frozenset()
    instruments = reading.codes.instruments
    return frozenset(
        _code(f"{path}[{place}]", code, instruments, reading) for place, code in enumerate(content)
    )


def _code(path: str, content: object, known: Iterable[str], reading: _Reading) -> str:
    """Return the code that a text of the map means, exactly or without case."""
    if isinstance(content, str):
        if content in set(known):
            return content
        found = [code for code in known if code.casefold() == content.casefold()]
        if len(found) == 1:
            return found[0]
    reading.wrong(path, f"the unit has no {shown(content)}: it has {', '.join(sorted(known))}")
    return ""
