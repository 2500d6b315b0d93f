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

# Column → key → row of the other table, looked up beforehand for many rows.
Known = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a form or a program gave: values by field, and what is wrong, by field."""

    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def take(
    fields: Iterable[Field],
    texts: Mapping[str, str],
    unit: Unit,
    *,
    exact: bool = False,
    known: Known | None = None,
) -> Taken:
    """Return every value that can be read, and every mistake, not the first only.

    Args:
        fields: the columns.
        texts: column → what was typed or sent.
        unit: whose row it is.
        exact: whether a program wrote the texts, in the one form of the interface.
        known: the rows that columns may name (:func:`known_rows`); without it each is asked for.
    """
    taken = Taken()
    for one in fields:
        text = texts.get(one.name, "").strip()
        try:
            if text and known is not None and isinstance(one, Other):
                taken.values[one.name] = one.among(known[one.name], text, unit)
            else:
                taken.values[one.name] = one.take(text, unit, exact=exact)
        except Wrong as error:
            taken.wrong.append((one.name, str(error)))
    return taken


def known_rows(fields: Iterable[Field], unit: Unit) -> Known:
    """Return the rows that columns may name, by key; a query for each such column."""
    return {
        one.name: {one.typed(row): row for row in one.rows(unit)}
        for one in fields
        if isinstance(one, Other)
    }


def plain_of(fields: Iterable[Field], row: Model) -> dict[str, Any]:
    """Return a row as history keeps it: column → plain value, no names of people."""
    found = {}
    for one in fields:
        value = one.of(row)
        is_kept = isinstance(one, Other) and one.kept
        found[one.name] = value.pk if is_kept and value is not None else one.plain(value)
    return found


def exact_texts(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, str]:
    """Return column → text in the one form of the interface, from which the same is read."""
    return {one.name: exact_text(one.plain(values[one.name])) for one in fields}


def exact_text(plain: Any) -> str:
    """Return a plain value as text: yes or no, minutes with spaces between, empty for None."""
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, list):
        return " ".join(str(one) for one in plain)
    return "" if plain is None else str(plain)
