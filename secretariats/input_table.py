"""What a table of inputs is: its columns, who reads and writes it, and what its rows bear on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from secretariats.core.canonical import digest_of
from secretariats.core.errors import Problem
from secretariats.core.plug_ins import plug_ins
from secretariats.input_fields import plain_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrPromise

    from secretariats.input_fields import Field
    from secretariats.models import Person, Unit
    from secretariats.models.scope import UnitScoped

# Who comes to the pages of inputs at all; a table may be closed to some of them.
INPUT_READERS = frozenset({"coordinator", "executive_secretary", "finance", "auditor"})


@dataclass(frozen=True, slots=True, kw_only=True)
class InputTable:
    """The description of one table; a new table is one file with one of these.

    Attributes:
        name: in addresses.
        model: whose rows they are; its ``readers`` say who sees them.
        title: what the table is called.
        add: what a button says that adds a row.
        question: what its page answers.
        lead: what the rows are for, in a sentence.
        fields: the columns.
        writers: who changes it, in words.
        may_write: whether a person may write a row with these values in the unit.
        offers: whether a person may write any row of the unit, so that a form is worth showing.
        order: the order of lists.
        days: row → the first and the last day that it bears on, None for an open end; None where
            it bears on whatever uses it.
        within: the paths of the first and the last day in the database, by which lists are cut.
        check: unit, the row or None, new values → what is wrong between the columns.
        under: name of the table whose rows this one details, and the column that names the row.
        key: the columns that together name a row, each combination once; none where several rows
            may say the same.
        sides: unit, values → codes of the instruments whose finance officers must agree to such a
            row; None where it belongs to those who write it.
    """

    name: str
    model: type[UnitScoped]
    title: _StrPromise
    add: _StrPromise
    question: _StrPromise
    lead: _StrPromise
    fields: tuple[Field, ...]
    writers: _StrPromise
    may_write: Callable[[Person, Unit, Mapping[str, Any]], bool]
    offers: Callable[[Person, Unit], bool]
    order: tuple[str, ...]
    days: Callable[[Any], tuple[dt.date, dt.date | None] | None]
    within: tuple[str, str] | None = None
    check: Callable[[Unit, Any, Mapping[str, Any]], list[Problem]] | None = None
    under: tuple[str, str] | None = None
    key: tuple[str, ...] = ()
    sides: Callable[[Unit, Mapping[str, Any]], frozenset[str]] | None = None

    @property
    def readers(self) -> frozenset[str]:
        """The roles that read it."""
        return INPUT_READERS & frozenset(self.model.readers)

    @property
    def has_unit(self) -> bool:
        """Whether its rows have their unit themselves, not through another row."""
        return self.model.unit_path == "unit"

    def field(self, name: str) -> Field | None:
        """Return a column by its name."""
        return next((field for field in self.fields if field.name == name), None)

    def values(self, row: Model) -> dict[str, Any]:
        """Return a row's values by column."""
        return {field.name: field.of(row) for field in self.fields}

    def must_agree(self, unit: Unit, *rows: Mapping[str, Any]) -> list[str]:
        """Return the codes of the sides that must agree to a change, sorted; a query for each row.

        Empty where one side is enough: the rows are nobody else's, or there is no other side.

        Args:
            unit: whose input it is.
            *rows: the values of the row before and after, where there is one.
        """
        if self.sides is None:
            return []
        found = sorted({code for values in rows for code in self.sides(unit, values)})
        return found if len(found) > 1 else []


@dataclass(frozen=True, slots=True)
class BadLine:
    """What is wrong with one of many lines: its row of the file, the column if any, and why."""

    place: int | None
    column: str
    message: str


def mark_of(table: InputTable, row: Any) -> str:
    """Return the mark of what a row says, by which a form knows that it is still that."""
    return digest_of([row.pk, plain_of(table.fields, row)])


def every_instrument(unit: Unit, _values: Mapping[str, Any]) -> frozenset[str]:
    """Return the codes of all instruments of the unit: the sides of what all of them share."""
    return frozenset(unit.instruments.values_list("code", flat=True))


def span_problems(_unit: Unit, _row: Any, values: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with the first and the last day of a row that has both."""
    if values["end"] is not None and values["end"] < values["start"]:
        return [Problem("end", _("The last day lies before the first."))]
    return []


def overlapping(rows: QuerySet[Any], values: Mapping[str, Any]) -> QuerySet[Any]:
    """Return those of some rows that share a day with the first and last day of new values."""
    found = rows.filter(Q(end__isnull=True) | Q(end__gte=values["start"]))
    return found if values["end"] is None else found.filter(start__lte=values["end"])


def span_of(row: Any) -> tuple[dt.date, dt.date | None]:
    """Return the first and the last day of a row that has both."""
    return row.start, row.end


def tables_of(package: str, path: Iterable[str]) -> dict[str, InputTable]:
    """Return name → table for every file of a package that describes some."""
    return plug_ins(package, path, "TABLE", InputTable)
