"""From the bytes of a file to plain values: mappings, lists, text, numbers, nothing else.

JSON is tried first where the text begins like it, for speed; all else is read as YAML 1.2 core, so
that ``NO`` and ``2017-01-09`` are text. The YAML comes from libyaml's stream of events, never from
its object constructors, so a file can name no Python object, refer to itself, nest without end
or unfold aliases into more than it holds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml

from costsharing.core.unit_file.values import INT_DIGITS, Inexact, junk, mapping_of
from costsharing.core.unit_file.yaml_events import YamlBuilder, yaml_message

if TYPE_CHECKING:
    pass


def parse(data: bytes, name: str) -> object:
    """Return the one value that a file holds.

    Args:
        data: the file's bytes, UTF-8 with or without a byte order mark.
        name: what to call the file in messages.

    Returns:
        ``None``, ``bool``, ``int``, :class:`Inexact`, ``str``, or lists of these and mappings from
        text to these; a mapping with a key twice is :class:`Doubled`.

    Raises:
        Refused: with one line: the file is empty, binary, not UTF-8, neither JSON nor YAML, or
            uses what a unit file has no use for (tags, aliases to themselves, several documents).
    """
    text = _decode(data, name)
    start = text.lstrip()
    if not start:
        raise junk(name, "is empty", "Give it the content of a unit file")
    if start[0] == "{":
        try:
            return _read_json(text)
        except RecursionError:
            raise junk(name, "nests too deeply", "A unit file nests four deep") from None
        except ValueError:
            # A flow mapping of YAML begins with a brace too.
            pass
    try:
        return YamlBuilder(name).build(text)
    except yaml.YAMLError as error:
        raise junk(
            name, f"is neither JSON nor YAML: {yaml_message(error)}", "Mend it there"
        ) from None


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise junk(
            name, f"is not text in UTF-8 (byte {error.start + 1})", "Save it as UTF-8"
        ) from None
    if "\0" in text:
        raise junk(name, "is not text: it holds zero bytes", "Name a unit file in YAML or JSON")
    return text


# --- JSON ---------------------------------------------------------------------------------------
def _read_json(text: str) -> object:
    value: object = json.loads(
        text,
        object_pairs_hook=mapping_of,
        parse_float=Inexact,
        parse_constant=Inexact,
        parse_int=_whole_number,
    )
    return value


def _whole_number(text: str) -> int | Inexact:
    return int(text) if len(text) <= INT_DIGITS else Inexact(text)
