"""One thing that waits for a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for a person.

    Attributes:
        kind: what it is, such as ``weeks``.
        unit_code: of the unit it belongs to.
        title: in a few words.
        about: what it is for, or what to do.
        label: of the link that leads to it.
        address: name of the address where it is done.
        arguments: of that address.
        query: what follows the address.
    """

    kind: str
    unit_code: str
    title: str
    about: str
    label: str
    address: str
    arguments: tuple[object, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
