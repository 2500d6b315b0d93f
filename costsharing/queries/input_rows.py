"""The rows of a table of inputs: cut down, sorted, and what surrounds one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from costsharing.models import ValuationRun
from costsharing.queries.input_tables import TABLES
from secretariats.input_fields import Choice, Other, Wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from secretariats.input_fields import Field
    from secretariats.input_table import InputTable
    from secretariats.models import Unit

DAYS = ("from", "to")


@dataclass(frozen=True, slots=True)
class Cut:
    """A column by which a list can be cut down.

    Attributes:
        field: which.
        chosen: the text of the value it is cut down to; empty: none.
        options: (text, words) of each value that there is.
    """

    field: Field
    chosen: str
    options: list[tuple[str, str]]


def input_rows(table: InputTable, unit: Unit, asked: Mapping[str, str]) -> QuerySet[Any]:
    """Return the rows of a unit's table, as asked for by query parameters; one query.

    Args:
        table: which.
        unit: whose.
        asked: column → text of the value to cut down to; ``from`` and ``to``, days between which
            a row must touch; ``order``, a column, with a minus for the other way round. What
            cannot be read is no cut.
    """
    rows = table.model.objects.of_unit(unit).select_related(*_joined(table))
    for field in table.fields:
        text = asked.get(field.name, "").strip()
        if field.by and text:
            rows = rows.filter(_only(field, text, unit))
    if table.within is not None:
        first, last = table.within
        if start := _day(asked.get("from", "")):
            rows = rows.filter(Q(**{f"{last}__gte": start}) | Q(**{f"{last}__isnull": True}))
        if end := _day(asked.get("to", "")):
            rows = rows.filter(**{f"{first}__lte": end})
    return rows.order_by(*_order(table, asked.get("order", "")))


def cuts(table: InputTable, unit: Unit, asked: Mapping[str, str]) -> list[Cut]:
    """Return what a list can be cut down by, with the values there are; a query for each."""
    return [
        Cut(field, asked.get(field.name, "").strip(), _options(table, field, unit))
        for field in table.fields
        if field.by
    ]


def runs_resting_on(unit: Unit, days: tuple[dt.date, dt.date | None]) -> QuerySet[ValuationRun]:
    """Return the runs whose period shares a day with these, newest first, without figures."""
    start, end = days
    runs = ValuationRun.objects.filter(unit=unit, end__gte=start)
    if end is not None:
        runs = runs.filter(start__lte=end)
    return (
        runs.select_related("superseded_by")
        .defer("snapshot", "results", "superseded_by__snapshot", "superseded_by__results")
        .order_by("-created")
    )


def details_of(table: InputTable, row: Any) -> list[tuple[InputTable, list[Any]]]:
    """Return the tables that detail a row, each with its rows for it; a query for each."""
    return [
        (
            other,
            list(
                other.model.objects.filter(**{other.under[1]: row})
                .select_related(*_joined(other))
                .order_by(*other.order)
            ),
        )
        for other in TABLES.values()
        if other.under is not None and other.under[0] == table.name
    ]


def _joined(table: InputTable) -> list[str]:
    return [field.name for field in table.fields if isinstance(field, Other)]


def _only(field: Field, text: str, unit: Unit) -> Q:
    if isinstance(field, Other):
        # NUL is no text for PostgreSQL.
        return Q(**{field.path: text}) if text.isprintable() else Q(pk__in=[])
    try:
        return Q(**{field.path: field.take(text, unit, exact=False)})
    except Wrong:
        return Q(pk__in=[])


def _options(table: InputTable, field: Field, unit: Unit) -> list[tuple[str, str]]:
    if isinstance(field, Other | Choice):
        return field.choices(unit)
    values = table.model.objects.of_unit(unit).order_by(field.path).values_list(field.path)
    return [(field.typed(value), field.shown(value)) for (value,) in values.distinct()]


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _order(table: InputTable, asked: str) -> tuple[str, ...]:
    field = table.field(asked.removeprefix("-"))
    if field is None:
        return (*table.order, "pk")
    sign = "-" if asked.startswith("-") else ""
    return (f"{sign}{field.order}", *table.order, "pk")
