"""The tables of inputs of all apps, in the order in which people meet them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min

from costsharing.inputs import INPUTS as MONEY
from secretariats.inputs import INPUTS as PEOPLE
from secretariats.models import Change
from timetracking.inputs import INPUTS as WORK

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from secretariats.input_table import InputTable
    from secretariats.models import Unit

TABLES: Mapping[str, InputTable] = {**MONEY, **PEOPLE, **WORK}
# Money first, then people, calendar and work; a table that is new stands at the end.
_ORDER = (
    "budgets", "exchange-rates", "standard-costs", "staff-costs", "contracts", "expenditure",
    "posts", "post-grades", "assignments", "holidays", "work-areas", "activities",
)  # fmt: skip


def tables_read(roles: Iterable[str]) -> list[InputTable]:
    """Return the tables that a person with these roles reads, in order."""
    known = frozenset(roles)
    found = [table for table in TABLES.values() if not known.isdisjoint(table.readers)]
    return sorted(found, key=lambda table: (_place(table.name), table.name))


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table in short.

    Attributes:
        table: which.
        rows: how many it has.
        first: the first day or year in it, where its rows have any.
        last: the last day or year in it that is not open.
        changed: when a row was last added, changed or removed on the site; None: never.
    """

    table: InputTable
    rows: int
    first: dt.date | int | None
    last: dt.date | int | None
    changed: dt.datetime | None

    @property
    def by_year(self) -> bool:
        """Whether first and last are years, not days."""
        return isinstance(self.first, int)


def tables_listed(unit: Unit, tables: Iterable[InputTable]) -> list[TableLine]:
    """Return the tables in short; a query for each and one for all."""
    listed = list(tables)
    changed = dict(
        Change.objects.filter(
            unit=unit,
            table__in=[table.model._meta.db_table for table in listed],  # noqa: SLF001 - documented
        )
        .order_by()
        .values_list("table")
        .annotate(Max("at"))
    )
    return [
        TableLine(
            table,
            **_sums(table, unit),
            changed=changed.get(table.model._meta.db_table),  # noqa: SLF001 - as above
        )
        for table in listed
    ]


def _sums(table: InputTable, unit: Unit) -> dict[str, Any]:
    first, last = table.within or ("year", "year")
    has_days = table.within is not None or table.field("year") is not None
    bounds = {"first": Min(first), "last": Max(last)} if has_days else {}
    found: dict[str, Any] = {"first": None, "last": None}
    rows = table.model.objects.of_unit(unit).order_by()
    return found | rows.aggregate(rows=Count("pk"), **bounds)
