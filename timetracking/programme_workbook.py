"""A year's programme as a workbook, to take along and to bring back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.errors import Problem, Refused
from timetracking.core.programme import CATEGORIES
from timetracking.core.programme_checks import MOST_DAYS
from timetracking.core.programme_sheet import (
    TEXTS,
    Sheet,
    columns_of,
    read_items,
    row_of,
)
from timetracking.core.workbook import BadWorkbook, Column, read_sheet, write_sheet
from timetracking.models import Activity, Kind
from timetracking.programme_words import FIELDS, category_name
from timetracking.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secretariats.models import Unit
    from timetracking.core.programme import Planned

WIDTHS = {"number": 9, "title": 36, "outputs": 44, "mandate": 30, "milestones": 44}
WIDE = 24


def programme_workbook(unit: Unit, year: int, items: Sequence[Planned]) -> bytes:
    """Return a workbook with a row for each item, which ``read_workbook`` takes back; two queries.

    Its first row says in the reader's language what each column is, its second in codes.
    """
    served = list(unit.instruments.order_by("code").values_list("code", flat=True))
    known = {code for item in items for code, _days in item.days}
    codes = sorted(
        {*served, *known, *(one.instrument for item in items for one in item.strategies)}
    )
    activities = list(
        Activity.objects.of_unit(unit)
        .exclude(kind=Kind.ABSENCE)
        .order_by("code")
        .values_list("code", "title")
    )
    return write_sheet(
        _("Programme of work %(year)d") % {"year": year},
        [_column(code, [one for one, _title in activities]) for code in columns_of(codes)],
        [row_of(item, codes) for item in items],
        made=dt.datetime(year, 1, 1, tzinfo=dt.UTC),
        lists=[
            (_("Activities"), activities),
            (_("Categories of staff"), [(code, category_name(code)) for code in CATEGORIES]),
        ],
    )


def _column(code: str, activities: list[str]) -> Column:
    if code in TEXTS or code == "milestones":
        words, width = str(FIELDS[code]), WIDTHS.get(code, WIDE)
        if code == "milestones":
            words = _("Milestones: each on its own line, such as 2017-05-10 Main day")
        choices = tuple(activities) if code == "activity" else ()
        return Column(words, code, width, choices)
    name, _dot, part = code.partition(".")
    match name:
        case "days":
            return Column(_("Days for %(code)s") % {"code": part}, code, least=0, most=MOST_DAYS)
        case "category":
            words = _("Days of %(category)s") % {"category": category_name(part)}
            return Column(words, code, least=0, most=MOST_DAYS)
        case "strategy":
            return Column(_("Communication strategy of %(code)s") % {"code": part}, code, WIDE)
        case _other:
            return Column(_("Address of the strategy of %(code)s") % {"code": part}, code, WIDE)


def read_workbook(unit: Unit, data: bytes) -> Sheet:
    """Return the items of a workbook.

    Raises:
        Refused: it is none; or naming every cell that cannot be read (``C7``).
    """
    served = list(unit.instruments.order_by("code").values_list("code", flat=True))
    try:
        sheet = read_items(read_sheet(data), served)
    except BadWorkbook as bad:
        raise Refused([say(bad.told)]) from bad
    if sheet.problems:
        raise Refused(Problem(address, say(told)) for address, told in sheet.problems)
    return sheet


def by_cell(refused: Refused, sheet: Sheet) -> Refused:
    """Return a refusal of items with the address of the cell in the place of each path."""
    return Refused(_in_cells(refused.problems, sheet))


def _in_cells(problems: Iterable[Problem], sheet: Sheet) -> Iterable[Problem]:
    for problem in problems:
        if not problem.path.startswith("items["):
            yield problem
            continue
        place, _dot, path = problem.path.removeprefix("items[").partition("].")
        row = sheet.rows[int(place)]
        address = row.address(path)
        where = address if address != str(row.row) else _("row %(row)s") % {"row": address}
        yield Problem(where, problem.message)
