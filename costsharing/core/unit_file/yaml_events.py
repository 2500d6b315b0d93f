"""YAML 1.2 core, from libyaml's stream of events: no tags, no cycles, no endless unfolding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from costsharing.core.unit_file.values import DEPTH, INT_DIGITS, Inexact, junk, mapping_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariats.core.errors import Refused

# Aliases may repeat what stands once in the file, within reason.
UNFOLDING = 20
UNFOLDING_FREE = 10_000

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_TAG = "tag:yaml.org,2002:"
_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_message(error: yaml.YAMLError) -> str:
    """Return where and why a text is no YAML."""
    if isinstance(error, yaml.reader.ReaderError):
        return f"character {error.position + 1} is not allowed in it"
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else str(problem)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    items: list[object]
    is_mapping: bool
    anchor: str | None
    # Keys and values come in turn; a mapping's key is always text.
    key: str | None = None
    keys: list[str] | None = None
    weight: int = 1


class YamlBuilder:
    """Builds a value from the events of one YAML document."""

    def __init__(self, name: str) -> None:
        """Build from a file called ``name`` in messages."""
        self.name = name
        self.anchors: dict[str, tuple[object, int]] = {}
        self.unfolded = 0
        self.count = 0

    def build(self, text: str) -> object:
        """Return the value of the only document."""
        stack: list[_Open] = []
        documents = 0
        value: object = None
        for event in self._events(text):
            self.count += 1
            if isinstance(event, yaml.ScalarEvent):
                value = self._scalar(event, as_key=_wants_key(stack))
                self._keep(event.anchor, value, 1)
                self._put(stack, value, 1, event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._open(stack, event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                done = stack.pop()
                value = _close(done)
                self._keep(done.anchor, value, done.weight)
                self._put(stack, value, done.weight, event)
            elif isinstance(event, yaml.AliasEvent):
                value, weight = self._alias(event, stack)
                self._put(stack, value, weight, event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse(event, "begins a second document", "One file is one unit")
        if not documents:
            raise junk(self.name, "is empty", "Give it the content of a unit file")
        return value

    def _events(self, text: str) -> Iterator[yaml.Event]:
        yield from yaml.parse(text, Loader=_LOADER)

    def _refuse(self, event: yaml.Event, what: str, remedy: str) -> Refused:
        place = f"line {event.start_mark.line + 1}: " if event.start_mark else ""
        return junk(self.name, place + what, remedy)

    def _open(
        self, stack: list[_Open], event: yaml.MappingStartEvent | yaml.SequenceStartEvent
    ) -> None:
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if event.tag not in {None, "!", _TAG + ("map" if is_mapping else "seq")}:
            raise self._refuse(event, f"carries the tag {_tag(event.tag)}", "Leave the tag out")
        if len(stack) >= DEPTH:
            raise self._refuse(event, "nests too deeply", "A unit file nests four deep")
        if _wants_key(stack):
            raise self._refuse(event, "has a list or mapping as a key", "Write the key as text")
        stack.append(_Open([], is_mapping, event.anchor, keys=[] if is_mapping else None))

    def _alias(self, event: yaml.AliasEvent, stack: list[_Open]) -> tuple[object, int]:
        if any(outer.anchor == event.anchor for outer in stack):
            raise self._refuse(event, f"*{event.anchor} contains itself", "Write it out")
        if event.anchor not in self.anchors:
            raise self._refuse(event, f"*{event.anchor} names no anchor", "Write it out")
        value, weight = self.anchors[event.anchor]
        self.unfolded += weight
        if self.unfolded > UNFOLDING_FREE + UNFOLDING * self.count:
            raise self._refuse(
                event, "aliases repeat far more than the file holds", "Write it out"
            )
        if _wants_key(stack) and not isinstance(value, str):
            raise self._refuse(event, "has no text as a key", "Write the key as text")
        return value, weight

    def _keep(self, anchor: str | None, value: object, weight: int) -> None:
        if anchor:
            self.anchors[anchor] = (value, weight)

    def _put(self, stack: list[_Open], value: object, weight: int, event: yaml.Event) -> None:
        if not stack:
            return
        outer = stack[-1]
        outer.weight += weight
        if outer.keys is None:
            outer.items.append(value)
        elif outer.key is None:
            if not isinstance(value, str):
                raise self._refuse(event, "has no text as a key", "Write the key as text")
            outer.key = value
        else:
            outer.keys.append(outer.key)
            outer.items.append(value)
            outer.key = None

    def _scalar(self, event: yaml.ScalarEvent, *, as_key: bool) -> object:
        text: str = event.value
        tag = event.tag
        if tag in {"!", _TAG + "str"}:
            return text
        if tag is None:
            # Keys are text as in JSON: a code may look like a number.
            return _resolve(text) if event.implicit[0] and not as_key else text
        value = _resolve(text)
        if tag in {_TAG + kind for kind in _kinds(value)}:
            return value
        raise self._refuse(event, f"carries the tag {_tag(tag)}", "Leave the tag out")


def _tag(tag: str | None) -> str:
    text = (tag or "").replace(_TAG, "!!", 1)
    return text if len(text) <= 60 else text[:60] + "…"


def _wants_key(stack: list[_Open]) -> bool:
    return bool(stack) and stack[-1].is_mapping and stack[-1].key is None


def _close(done: _Open) -> object:
    if done.keys is None:
        return done.items
    return mapping_of(list(zip(done.keys, done.items, strict=True)))


def _resolve(text: str) -> object:
    """Return what plain text stands for under YAML 1.2's core schema."""
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if text[0] in "0123456789+-.":
        if _INT.fullmatch(text):
            if len(text) > INT_DIGITS:
                return Inexact(text)
            # As in YAML 1.2, and unlike Python, 017 is seventeen.
            return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
        if _FLOAT.fullmatch(text):
            return Inexact(text)
    return text


def _kinds(value: object) -> tuple[str, ...]:
    """Return the tags of YAML 1.2's core schema that a plain value may carry."""
    if value is None:
        return ("null",)
    if isinstance(value, bool):
        return ("bool",)
    if isinstance(value, int):
        return ("int", "float")
    return ("float",) if isinstance(value, Inexact) else ()
