"""A year's programme as a sheet of a workbook: one row an item, columns known by their codes."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.exact import decimal_text, half_up
from secretariats.core.text import Message, gettext_noop, message
from secretariats.core.typed import Unreadable, typed_decimal
from timetracking.core.milestones import Milestone, in_order
from timetracking.core.programme import CATEGORIES, LONGEST, Planned, Strategy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timetracking.core.workbook import Cell

# Columns of text, in their order; "activity" is a code.
TEXTS = (
    *("number", "title", "activity", "mandate", "outputs", "priority", "time_frame"),
    *("responsible", "funding"),
)
# The row of codes is one of the first.
HEAD_WITHIN = 10
_HEAD = {"number", "title"}
_LINE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[:;,]?\s+(\S.*)")

_FORMULA = gettext_noop("This is a formula: write its value.")
_NO_HEAD = gettext_noop(
    "No row has the codes of the columns, number and title above all: export a programme and fill "
    "in that workbook."
)
_UNKNOWN = gettext_noop("“%(code)s” is no column of a programme.")
_TWICE = gettext_noop("The column %(code)s stands twice.")
_NO_NUMBER = gettext_noop("“%(typed)s” is not a number of days.")
_NO_TEXT = gettext_noop("Write text here, not a day or a time.")
_NO_MILESTONE = gettext_noop(
    "Write each milestone on a line of its own, its day first: 2017-05-10 Main day."
)
_PLACES = 4
# A number that a spreadsheet computed is off by less.
_NOISE = Fraction(1, 10**9)


@dataclass(slots=True)
class SheetRow:
    """One item of a sheet.

    Attributes:
        item: what it says.
        row: the number of its row.
        cells: path of a problem, such as ``days.CMS`` → address of its cell.
    """

    item: Planned
    row: int
    cells: dict[str, str] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """Return where the problem of a path is to be mended: a cell, or the whole row."""
        name = path.partition(".")[0]
        found = self.cells.get(path) or self.cells.get(name)
        if found is None and path == "categories":
            found = next(
                (at for one, at in self.cells.items() if one.startswith("category.")), None
            )
        return found or f"{self.row}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The items of a sheet, and what of it cannot be read: pairs of address and message."""

    rows: list[SheetRow]
    problems: list[tuple[str, Message]]


def columns_of(instruments: Sequence[str]) -> list[str]:
    """Return the codes of the columns, in their order."""
    return [
        *TEXTS,
        *(f"days.{code}" for code in instruments),
        *(f"category.{code}" for code in CATEGORIES),
        "milestones",
        *(f"strategy.{code}" for code in instruments),
        *(f"address.{code}" for code in instruments),
    ]


def row_of(item: Planned, instruments: Sequence[str]) -> list[str | Decimal | None]:
    """Return the cells of an item, in the order of ``columns_of``."""
    days, categories = dict(item.days), dict(item.categories)
    strategies = {one.instrument: one for one in item.strategies}
    empty = Strategy("")
    return [
        *(str(getattr(item, name)) for name in TEXTS),
        *(_number(days.get(code)) for code in instruments),
        *(_number(categories.get(code)) for code in CATEGORIES),
        "\n".join(f"{one.date.isoformat()} {one.title}" for one in item.milestones),
        *(strategies.get(code, empty).text for code in instruments),
        *(strategies.get(code, empty).address for code in instruments),
    ]


def _number(days: Fraction | None) -> Decimal | None:
    return None if days is None else Decimal(decimal_text(days, places=0))


def read_items(rows: Sequence[Sequence[Cell]], instruments: Sequence[str]) -> Sheet:
    """Return the items of a sheet, its columns in any order; rows that hold nothing are none.

    Args:
        rows: of ``read_sheet``.
        instruments: codes that the unit serves.
    """
    head = next(
        (
            place
            for place, cells in enumerate(rows[:HEAD_WITHIN])
            if {str(cell.value) for cell in cells} >= _HEAD
        ),
        None,
    )
    if head is None:
        return Sheet([], [("", message(_NO_HEAD))])
    known = set(columns_of(instruments))
    problems: list[tuple[str, Message]] = []
    columns: dict[int, str] = {}
    for cell in rows[head]:
        code = str(cell.value)
        if code not in known:
            problems.append((cell.address, message(_UNKNOWN, code=code)))
        elif code in columns.values():
            problems.append((cell.address, message(_TWICE, code=code)))
        else:
            columns[cell.column] = code
    found = [_row(cells, columns, instruments, problems) for cells in rows[head + 1 :]]
    return Sheet([row for row in found if row is not None], problems)


def _row(
    cells: Sequence[Cell],
    columns: dict[int, str],
    instruments: Sequence[str],
    problems: list[tuple[str, Message]],
) -> SheetRow | None:
    texts: dict[str, str] = {}
    days: dict[str, Fraction] = {}
    milestones: tuple[Milestone, ...] = ()
    places: dict[str, str] = {}
    used = [cell for cell in cells if cell.column in columns]
    if not used:
        return None
    for cell in used:
        code = columns[cell.column]
        places[_path(code)] = cell.address
        if cell.formula:
            problems.append((cell.address, message(_FORMULA)))
        elif code.startswith(("days.", "category.")):
            number = _days(cell, problems)
            if number is not None:
                days[code] = number
        elif code == "milestones":
            milestones = _milestones(cell, problems)
        else:
            texts[code] = _text(cell, problems)
    item = Planned(
        **{name: texts.get(name, "") for name in LONGEST},
        activity=texts.get("activity", ""),
        days=tuple(
            (code, days[f"days.{code}"]) for code in sorted(instruments) if f"days.{code}" in days
        ),
        categories=tuple(
            (code, days[f"category.{code}"]) for code in CATEGORIES if f"category.{code}" in days
        ),
        milestones=milestones,
        strategies=tuple(_strategies(texts, instruments)),
    )
    row = re.sub(r"\D", "", used[0].address)
    return SheetRow(item, int(row), places)


def _path(code: str) -> str:
    """Return the path by which the problems of a column are known."""
    name, _dot, part = code.partition(".")
    return f"strategies.{part}" if name in {"strategy", "address"} else code


def _strategies(texts: dict[str, str], instruments: Sequence[str]) -> list[Strategy]:
    found = [
        Strategy(code, texts.get(f"strategy.{code}", ""), texts.get(f"address.{code}", ""))
        for code in sorted(instruments)
    ]
    return [one for one in found if one.text or one.address]


def _days(cell: Cell, problems: list[tuple[str, Message]]) -> Fraction | None:
    value = cell.value
    if isinstance(value, str):
        try:
            return typed_decimal(value, places=_PLACES, grouped=False)
        except Unreadable as error:
            problems.append((cell.address, error.told))
            return None
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        problems.append((cell.address, message(_NO_NUMBER, typed=str(value))))
        return None
    try:
        exact = Fraction(Decimal(str(value)))
        rounded = Fraction(half_up(exact * 10**_PLACES), 10**_PLACES)
        if abs(exact - rounded) < _NOISE:
            return rounded
    except (ArithmeticError, ValueError):
        pass
    problems.append((cell.address, message(_NO_NUMBER, typed=str(value)[:60])))
    return None


def _text(cell: Cell, problems: list[tuple[str, Message]]) -> str:
    """Return a text; a number of a spreadsheet, such as an item's 2.1, is meant as it shows."""
    value = cell.value
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        problems.append((cell.address, message(_NO_TEXT)))
        return ""
    return str(value)


def _milestones(cell: Cell, problems: list[tuple[str, Message]]) -> tuple[Milestone, ...]:
    if not isinstance(cell.value, str):
        problems.append((cell.address, message(_NO_MILESTONE)))
        return ()
    found = []
    for line in cell.value.splitlines():
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        try:
            if match is None:
                raise ValueError
            found.append(Milestone(dt.date.fromisoformat(match[1]), match[2].strip()))
        except ValueError:
            problems.append((cell.address, message(_NO_MILESTONE)))
            return ()
    return in_order(found)
