"""By what the rows of each section are told apart, and in which order they are written."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar, cast

from secretariats.core.exact import decimal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from costsharing.core.unit_file import records
    from costsharing.core.unit_file.work_records import Entry, Output

T = TypeVar("T")
Identity = tuple[object, ...]


def _attributes(*names: str) -> Callable[[object], Identity]:
    """Return the function that takes these attributes of a record."""
    return lambda record: tuple(getattr(record, name) for name in names)


def _role(record: object) -> Identity:
    role = cast("records.Role", record)
    return (role.person, role.role, role.instrument or "", role.committee or "", role.span.start)


def _span_of(name: str) -> Callable[[object], Identity]:
    """Return the function that takes a person's row by this attribute and its first day."""

    def identity(record: object) -> Identity:
        held = cast("records.Assignment", record)
        return (
            held.person,
            *(getattr(held, part) for part in name.split() if part),
            held.span.start,
        )

    return identity


def _agreement(record: object) -> Identity:
    return (cast("records.Agreement", record).span.start,)


def _expenditure(record: object) -> Identity:
    paid = cast("records.Expenditure", record)
    return (
        paid.date,
        paid.paid_by,
        paid.charged_to or "shared",
        paid.amount,
        paid.currency,
        paid.description,
    )


def _output(record: object) -> Identity:
    output = cast("Output", record)
    return (
        output.date,
        output.title,
        output.kind,
        output.activity or "",
        output.address,
        *output.members,
    )


# Section → what identifies a row in it. The values of one section can be put in order.
IDENTITY: dict[str, Callable[[object], Identity]] = {
    "instruments": _attributes("code"),
    "secretariats": _attributes("code"),
    "committees": _attributes("code"),
    "holidays": _attributes("date"),
    "budgets": _attributes("year", "instrument"),
    "agreements": _agreement,
    "grades": _attributes("year", "grade"),
    "exchange_rates": _attributes("currency", "start"),
    "posts": _attributes("code"),
    "people": _attributes("username"),
    "assignments": _span_of("post"),
    "contracts": _span_of(""),
    "roles": _role,
    "staff_costs": _attributes("month", "person", "currency", "amount"),
    "work_areas": _attributes("code"),
    "activities": _attributes("code"),
    "programme": _attributes("year", "number"),
    "outputs": _output,
    "expenditures": _expenditure,
    "weeks": _attributes("person", "start"),
    "removed_entries": _attributes("person", "date", "kind", "first_minutes"),
}


def label(identity: Identity) -> str:
    """Return what a row is called in a message."""
    return " ".join(
        decimal_text(part) if isinstance(part, Fraction) else str(part)
        for part in identity
        if part != ""
    )


def in_order(section: str, rows: Iterable[T]) -> list[T]:
    """Return the rows of a section in the order in which they are written."""
    return sorted(rows, key=cast("Callable[[object], tuple[str, ...]]", IDENTITY[section]))


def entry_order(entry: Entry) -> tuple[object, ...]:
    """Return what puts entries in order, the same for the same entries."""
    return (
        entry.date, entry.person, entry.activity, entry.members, entry.minutes,
        entry.first_minutes, str(entry.saved), entry.note, entry.source, entry.source_id,
        str(entry.begin), str(entry.end), entry.zone,
    )  # fmt: skip
