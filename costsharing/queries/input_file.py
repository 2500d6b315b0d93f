"""What a file would do to a table of inputs: add, change, leave each row as it is, or why not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.core.input_sheet import ID, BadFile, Record, read_records
from costsharing.core.input_written import guard, unguard
from costsharing.queries.missing_inputs import told
from secretariats.core.errors import Refused
from secretariats.input_fields import (
    Month,
    Other,
    YesNo,
    exact_texts,
    known_rows,
    take,
)
from secretariats.input_table import BadLine, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secretariats.input_fields import Field, Known
    from secretariats.input_table import InputTable
    from secretariats.models import Unit

# What a row of a file does; as proposals keep it.
ADD, CHANGE, REMOVE, SAME = "add", "change", "remove", "same"


@dataclass(frozen=True, slots=True)
class FileLine:
    """What a row of a file would do.

    Attributes:
        act: ``add``, ``change`` or ``same``.
        row: the key of the row that it is about, None where it is new.
        seen: the mark of that row.
        texts: column → text in the one form of the interface, as the row shall be.
        before: the same as the row is; empty where it is new.
        place: the row of the file.
    """

    act: str
    row: int | None
    seen: str
    texts: dict[str, str]
    before: dict[str, str]
    place: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """A whole file: what its rows would do, and what is wrong with the others."""

    lines: list[FileLine]
    bad: list[BadLine]


def columns_of(table: InputTable) -> list[str]:
    """Return the names of the columns of a table's files, that of the row first."""
    return [ID, *(field.name for field in table.fields)]


def file_texts(table: InputTable, row: Any) -> list[str]:
    """Return a row as files have it, its own number first; the same is read from it."""
    texts = exact_texts(table.fields, table.values(row))
    return [str(row.pk), *(_written(field, texts[field.name]) for field in table.fields)]


def sort_file(table: InputTable, unit: Unit, data: bytes) -> Sorted:
    """Return what the rows of a file would do; the table's rows in one query, the rest few.

    A row of the file is about the row of its ``id``; without one, about the row that the table's
    key names; where there is no key, about one that says the same. Columns that are left out and
    need not be there stay as they are.

    Raises:
        Refused: it is no table of these columns; each reason translated.
    """
    records = _records(table, data)
    stored = list(
        table.model.objects.of_unit(unit)
        .select_related(*(field.name for field in table.fields if isinstance(field, Other)))
        .order_by(*table.order, "pk")
    )
    sorter = _Sorter(table, unit, stored)
    for record in sorted(records, key=lambda one: (not one.cells.get(ID, ""), one.row)):
        sorter.take(record)
    return Sorted(
        sorted(sorter.lines, key=lambda line: line.place),
        sorted(sorter.bad, key=lambda bad: (bad.place or 0, bad.column)),
    )


def _records(table: InputTable, data: bytes) -> list[Record]:
    labels = [str(field.label).casefold() for field in table.fields]
    called = {
        label: field.name
        for label, field in zip(labels, table.fields, strict=True)
        if labels.count(label) == 1
    } | {_("Row").casefold(): ID}
    try:
        return read_records(
            data,
            names=columns_of(table),
            required=[field.name for field in table.fields if field.required],
            called=called,
        )
    except BadFile as bad:
        raise Refused([told(one) for one in bad.told]) from bad


class _Sorter:
    """Takes the rows of a file one after the other, those that name their row first."""

    def __init__(self, table: InputTable, unit: Unit, stored: list[Any]) -> None:
        self.table, self.unit = table, unit
        self.known: Known = known_rows(table.fields, unit)
        self.lines: list[FileLine] = []
        self.bad: list[BadLine] = []
        self._by_id = {str(row.pk): row for row in stored}
        self._texts = {row.pk: exact_texts(table.fields, table.values(row)) for row in stored}
        self._by_key = {self._key(self._texts[row.pk]): row for row in stored if table.key}
        self._same: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        for row in reversed(stored):
            self._same[tuple(self._texts[row.pk].values())].append(row)
        # Row of the database → row of the file that is about it; so too for new keys.
        self._about: dict[int, int] = {}
        self._new: dict[tuple[str, ...], int] = {}

    def take(self, record: Record) -> None:
        """Sort one row."""
        if record.wrong:
            self.bad += [BadLine(record.row, name, told(why)) for name, why in record.wrong]
            return
        number = record.cells.get(ID, "")
        row = self._by_id.get(number)
        if number and row is None:
            text = _("%(unit)s has no row %(number)s in this table: leave it empty to add one.")
            words = {"unit": self.unit.code, "number": number[:40]}
            self.bad.append(BadLine(record.row, ID, text % words))
            return
        if row is not None and self._says_the_same(record, row):
            self._keep(record, row, self._texts[row.pk])
            return
        texts = self._read(record, row)
        if texts is None:
            return
        if row is None and self.table.key:
            row = self._by_key.get(self._key(texts))
            if row is not None and (more := self._read(record, row)) is not None:
                # What the file leaves out stays as that row has it.
                texts = more
        if row is None and not self.table.key:
            row = self._unused(texts)
        self._keep(record, row, texts)

    def _read(self, record: Record, row: Any) -> dict[str, str] | None:
        """Return column → exact text of a row of the file, or None with what is wrong noted."""
        fields = self.table.fields
        given = {
            field.name: _typed(field, record.cells[field.name])
            for field in fields
            if field.name in record.cells
        }
        base = {} if row is None else self._texts[row.pk]
        left_out = [field for field in fields if field.name not in given]
        taken = take(
            [field for field in fields if field.name in given], given, self.unit, known=self.known
        )
        if taken.wrong:
            self.bad += [BadLine(record.row, name, why) for name, why in taken.wrong]
            return None
        found = exact_texts([field for field in fields if field.name in given], taken.values)
        return {
            field.name: base.get(field.name, "") if field in left_out else found[field.name]
            for field in fields
        }

    def _says_the_same(self, record: Record, row: Any) -> bool:
        """Return whether every cell is as files have it, whatever can be typed today."""
        written = dict(zip(columns_of(self.table), file_texts(self.table, row), strict=True))
        return all(text == written[name].strip() for name, text in record.cells.items())

    def _unused(self, texts: Mapping[str, str]) -> Any:
        """Return a row that says the same and that no row of the file is about yet."""
        alike = self._same.get(tuple(texts.values()), [])
        while alike:
            row = alike.pop()
            if row.pk not in self._about:
                return row
        return None

    def _keep(self, record: Record, row: Any, texts: dict[str, str]) -> None:
        key = self._key(texts) if self.table.key else ()
        earlier = self._about.get(row.pk) if row is not None else self._new.get(key)
        if earlier is not None:
            text = _("This row is about the same as row %(row)s of the file: keep one of them.")
            self.bad.append(BadLine(record.row, "", text % {"row": earlier}))
            return
        if row is not None:
            self._about[row.pk] = record.row
            before = self._texts[row.pk]
            act = SAME if before == texts else CHANGE
            line = FileLine(act, row.pk, mark_of(self.table, row), texts, before, record.row)
        else:
            if key:
                self._new[key] = record.row
            line = FileLine(ADD, None, "", texts, {}, record.row)
        self.lines.append(line)

    def _key(self, texts: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(texts[name] for name in self.table.key)


def _written(field: Field, text: str) -> str:
    """Return a cell of a file: text is kept from being a formula, numbers stay numbers.

    Three decimals get a zero more, so that their point is not taken for one between thousands.
    """
    if field.is_figure:
        return text if len(text.partition(".")[2]) != 3 else f"{text}0"
    return guard(text)


def _typed(field: Field, text: str) -> str:
    """Return what a cell says, as somebody would type it."""
    if isinstance(field, YesNo):
        return _yes_or_no(text)
    if isinstance(field, Month) and len(text) == len("2017-01-01") and text.endswith("-01"):
        # Spreadsheets make a day of a month.
        return text.removesuffix("-01")
    return text if field.is_figure else unguard(text)


def _yes_or_no(text: str) -> str:
    words: Iterable[tuple[str, set[str]]] = (
        ("yes", {"yes", "true", "1", _("yes").casefold()}),
        ("no", {"no", "false", "0", _("no").casefold()}),
    )
    return next((name for name, known in words if text.casefold() in known), text)
