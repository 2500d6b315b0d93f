"""Values as YAML that reads back exactly, under version 1.2's core schema and under 1.1."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Words of letters, and the date-like texts of the format, stand without quotes.
_PLAIN = re.compile(
    r"[A-Za-z_][A-Za-z0-9_.@/()+-]*( [A-Za-z0-9_.@/()+-]+)*"
    r"|[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[0-9]{4}-W[0-9]{2}"
)
# What some version of YAML takes for something else than text.
_TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
# JSON leaves these as they are; in YAML they end a line or are not allowed.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def text(value: str) -> str:
    """Return a text, quoted where it has to be."""
    if _PLAIN.fullmatch(value) and value.lower() not in _TAKEN:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)


def inline(value: object) -> str:
    """Return a value on one line: text, number, truth value, nothing, list or mapping."""
    if isinstance(value, str):
        return text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return inline_mapping(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(inline(item) for item in value)}]"
    message = f"{value!r} has no place in a unit file"
    raise TypeError(message)


def inline_mapping(mapping: Mapping[str, object]) -> str:
    """Return a mapping on one line."""
    return "{" + ", ".join(f"{text(key)}: {inline(value)}" for key, value in mapping.items()) + "}"


def block_mapping(mapping: Mapping[str, object], indent: str) -> str:
    """Return a mapping with a line for each key; lists of mappings have a line for each."""
    lines = []
    for key, value in mapping.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{indent}{text(key)}:")
            lines += [f"{indent}  - {inline(item)}" for item in value]
        else:
            lines.append(f"{indent}{text(key)}: {inline(value)}")
    return "\n".join(lines)


def block_list(rows: Sequence[Mapping[str, object]], *, wide: bool) -> str:
    """Return a list of mappings: each on one line, or with a line for each key if ``wide``."""
    if not wide:
        return "".join(f"  - {inline_mapping(row)}\n" for row in rows)
    return "".join(f"  - {block_mapping(row, '    ')[4:]}\n" for row in rows)
