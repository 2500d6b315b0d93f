"""A statement worked out from what is stored now: figures, snapshot and digest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.core.inputs import STANDARD, Inputs, Spent
from costsharing.core.snapshot import only_used, write
from costsharing.core.statement import TooManyNets, closed_years, compute
from costsharing.core.statement_document import read_final, statement_document
from costsharing.core.statement_period import next_start, period_problems
from costsharing.core.valuation import Incomplete
from costsharing.models import Expenditure, Statement
from costsharing.queries.agreed_inputs import agreed_keys
from costsharing.queries.agreement_terms import problems_told
from costsharing.queries.missing_inputs import of_expenditure, told
from secretariats.core.canonical import digest_of
from secretariats.core.dates import ONE_DAY, Span, month_end, month_start
from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costsharing.core.statement import Final
    from secretariats.models import Unit


@dataclass(frozen=True, slots=True)
class StatementNow:
    """What a statement to a day says, as things stand.

    Attributes:
        start: first day of its period.
        end: last day.
        content: the figures (``costsharing.core.statement_document``).
        snapshot: canonical JSON of what they rest on.
        digest: of both; what the sides confirm.
    """

    start: dt.date
    end: dt.date
    content: dict[str, Any]
    snapshot: str
    digest: str


def finals_of(unit: Unit, *, before: Statement | None = None) -> list[Final]:
    """Return the final statements of a unit, by year and number; one query.

    Args:
        unit: the unit.
        before: a final statement: those that became final earlier than it, whatever their year;
            years need not be settled in order. None for all.
    """
    rows = Statement.objects.of_unit(unit).filter(state=Statement.State.FINAL)
    if before is not None:
        same_moment = Q(final=before.final, pk__lt=before.pk)
        rows = rows.filter(Q(final__lt=before.final) | same_moment)
    listed = rows.order_by("year", "number").values_list("content", "number", "digest")
    return [
        read_final(content, number=number or 0, digest=digest)
        for content, number, digest in listed
    ]


def statement_now(unit: Unit, end: dt.date, *, start: dt.date | None = None) -> StatementNow:
    """Work out the next statement of a year, to a day; seven queries.

    Args:
        unit: the unit.
        end: last day of the period, a month's end.
        start: the first day, where the caller knows which it must be.

    Raises:
        Refused: no statement can end there; or a rate, an agreement or a budget is missing, with
            each expenditure that needs it; or there are not two instruments.
    """
    finals = finals_of(unit)
    ends = [one.end for one in finals]
    if problems := period_problems(end, ends, today=_today(unit), start=start):
        raise Refused(problems_told(problems))
    first = next_start(end.year, ends)
    if first is None:
        message = "the period was found good"
        raise AssertionError(message)
    return _worked_out(unit, first, end, finals)


def statement_again(row: Statement) -> StatementNow:
    """Work out what a stored statement would say by now; seven queries.

    Those that became final after it, and it itself, are left out.

    Raises:
        Refused: as :func:`statement_now`.
    """
    finals = finals_of(row.unit, before=row if row.final else None)
    return _worked_out(row.unit, row.start, row.end, finals)


def _worked_out(unit: Unit, start: dt.date, end: dt.date, finals: Sequence[Final]) -> StatementNow:
    first = min([end.year, *closed_years(finals, end.year)])
    inputs, words = _inputs(unit, dt.date(first, 1, 1), end)
    sides = _agreed_sides(inputs, end)
    try:
        computed, rest = compute(inputs, words, finals, sides)
    except Incomplete as missing:
        raise Refused(
            sorted({of_expenditure(spent, gap) for spent, gap in missing.spent})
        ) from missing
    except TooManyNets as many:
        raise Refused([told(many.what)]) from many
    if len(computed.sides) < len(("one", "other")):
        text = _(
            "Fewer than two instruments of %(unit)s share by an agreement or paid anything in "
            "this year: nothing is to be settled between instruments."
        )
        raise Refused([text % {"unit": unit.code}])
    snapshot = write(only_used(rest))
    content = statement_document(
        computed,
        unit=unit.code,
        currency=inputs.currency,
        start=start,
        end=end,
        finals=finals,
    )
    mark = digest_of({"content": content, "snapshot": snapshot})
    return StatementNow(start, end, content, snapshot, mark)


def _agreed_sides(inputs: Inputs, end: dt.date) -> set[str]:
    """Return the instruments of the agreements in force on a day of the year up to ``end``.

    One that the unit serves and that shares nothing has no statement of zeros to confirm.
    """
    year = Span(dt.date(end.year, 1, 1), end)
    agreed = [one for one in inputs.keys.agreements if one.span.overlaps(year)]
    return {code for one in agreed for code in one.instruments}


def _inputs(unit: Unit, start: dt.date, end: dt.date) -> tuple[Inputs, list[str]]:
    """Return the inputs of a settlement, without time, and the words of each expenditure."""
    rows = Expenditure.objects.of_unit(unit).filter(date__gte=start, date__lte=end)
    spent, words = [], []
    for date, amount, currency, paid_by, charged_to, text in rows.values_list(
        "date", "amount", "currency", "paid_by__code", "charged_to__code", "description"
    ):
        spent.append(Spent(date, Fraction(amount), currency, paid_by, charged_to))
        words.append(text)
    inputs = Inputs(
        unit=unit.code,
        start=start,
        end=end,
        method=STANDARD,
        # No time, so no rule for it: a change of one is no change of a settlement.
        joint="",
        overhead="",
        support=Fraction(0),
        keys=agreed_keys(unit),
        grades={},
        activities={},
        times=(),
        spent=spent,
    )
    return inputs, words


def proposed_end(unit: Unit) -> dt.date | None:
    """Return the day to which the next statement would usually go; two queries at most.

    The end of the quarter in which it begins, or of the last month that is over; None where no
    month is.
    """
    today = _today(unit)
    rows = Statement.objects.of_unit(unit).filter(state=Statement.State.FINAL)
    last = rows.order_by("-end").values_list("end", flat=True).first()
    if last is not None:
        start = last + ONE_DAY
    else:
        spent = Expenditure.objects.of_unit(unit).filter(date__lt=today)
        newest = spent.order_by("-date").values_list("date", flat=True).first()
        start = (newest or today).replace(month=1, day=1)
    end = month_end(start.replace(month=3 * ((start.month + 2) // 3)))
    if end >= today:
        end = month_start(today) - ONE_DAY
    return end if end >= start else None


def _today(unit: Unit) -> dt.date:
    return timezone.localdate(timezone=ZoneInfo(unit.timezone))
