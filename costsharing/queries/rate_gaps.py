"""Days that would be without a rate of exchange, were a file of rates taken as it is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Min
from django.utils import formats
from django.utils.translation import gettext as _

from costsharing.core.rate_gaps import NeededOn, months_skipped, without_rate
from costsharing.models import Budget, ExchangeRate, Expenditure, StaffCost, StandardCost
from costsharing.queries.input_file import REMOVE
from secretariats.models import Contract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from costsharing.core.rate_gaps import Stretch
    from secretariats.models import Unit


RATES = "exchange-rates"


def warnings_of(table: str, unit: Unit, lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what to look at before lines come into force; nothing but of rates, six queries."""
    return rate_warnings(unit, lines) if table == RATES and lines else []


def rate_warnings(unit: Unit, lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what to look at in the rates of a unit as lines would leave them; six queries.

    Args:
        unit: whose.
        lines: of a proposal for the table of rates.
    """
    starts: dict[str, set[dt.date]] = defaultdict(set)
    about = {line["row"] for line in lines if line["row"] is not None}
    rates = ExchangeRate.objects.of_unit(unit).values_list("pk", "currency", "start")
    for pk, currency, start in rates:
        if pk not in about:
            starts[currency].add(start)
    for line in lines:
        if line["act"] != REMOVE:
            day = dt.date.fromisoformat(line["texts"]["start"])
            starts[line["texts"]["currency"]].add(day)
    dated = {currency: sorted(days) for currency, days in starts.items()}
    touched = {
        texts["currency"]
        for line in lines
        for texts in (line["texts"], line.get("before") or {})
        if texts
    }
    return [
        *map(_lacking, without_rate(_needed(unit), dated, unit.currency)),
        *(
            _skipped(stretch)
            for currency in sorted(touched)
            for stretch in months_skipped(currency, dated.get(currency, ()))
        ),
    ]


def _needed(unit: Unit) -> Iterator[NeededOn]:
    """Yield the days on which amounts are converted: five queries."""
    for currency, year in _pairs(Budget, unit, "currency", "year"):
        yield NeededOn(currency, dt.date(year, 1, 1), dt.date(year, 1, 1))
    for currency, year in _pairs(StandardCost, unit, "currency", "year"):
        yield NeededOn(currency, dt.date(year, 1, 1), dt.date(year, 12, 31))
    for model, path in ((StaffCost, "month"), (Expenditure, "date")):
        spans = model.objects.of_unit(unit).order_by().values_list("currency")
        for currency, first, last in spans.annotate(Min(path), Max(path)):
            yield NeededOn(currency, first, last)
    for currency, start, end in _pairs(Contract, unit, "currency", "start", "end"):
        yield NeededOn(currency, start, end or start)


def _pairs(model: Any, unit: Unit, *names: str) -> Iterable[Any]:
    found: Iterable[Any] = model.objects.of_unit(unit).order_by().values_list(*names).distinct()
    return found


def _lacking(stretch: Stretch) -> str:
    text = _(
        "%(currency)s is without a rate from %(first)s to %(last)s, and other inputs of these "
        "days need one: a valuation of them would fail."
    )
    return text % _words(stretch)


def _skipped(stretch: Stretch) -> str:
    text = _(
        "No rate of %(currency)s begins between %(first)s and %(last)s: that of %(since)s would "
        "hold on."
    )
    return text % _words(stretch)


def _words(stretch: Stretch) -> dict[str, str]:
    days = {"first": stretch.first, "last": stretch.last, "since": stretch.since}
    return {"currency": stretch.currency} | {
        name: formats.date_format(day, "DATE_FORMAT") if day else "" for name, day in days.items()
    }
