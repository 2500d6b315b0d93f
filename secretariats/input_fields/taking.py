"""All columns of a row at once: every value that can be read, and every mistake."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from secretariats.input_fields.base import Field, Wrong
from secretariats.input_fields.choices import Other

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model

    from secretariats.models import Unit


@dataclass(frozen=True, slots=True)
class Taken:
    """What a form or a program gave: values by field, and what is wrong, by field."""

    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def take(
    fields: Iterable[Field], texts: Mapping[str, str], unit: Unit, *, exact: bool = False
) -> Taken:
    """Return every value that can be read, and every mistake, not the first only."""
    taken = Taken()
    for one in fields:
        try:
            taken.values[one.name] = one.take(texts.get(one.name, "").strip(), unit, exact=exact)
        except Wrong as error:
            taken.wrong.append((one.name, str(error)))
    return taken


def plain_of(fields: Iterable[Field], row: Model) -> dict[str, Any]:
    """Return a row as history keeps it: column → plain value, no names of people."""
    found = {}
    for one in fields:
        value = one.of(row)
        is_kept = isinstance(one, Other) and one.kept
        found[one.name] = value.pk if is_kept and value is not None else one.plain(value)
    return found
