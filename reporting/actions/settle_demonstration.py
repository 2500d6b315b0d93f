"""The demonstration's statements: two quarters settled, and one that waits for a side."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from costsharing.actions.confirm_statement import confirm_statement
from costsharing.actions.measure_limitations import ask_to_measure
from costsharing.actions.prepare_statement import prepare_statement
from costsharing.models import Statement
from costsharing.queries.statements import DOCUMENT
from reporting.demo.arrangement import AEWA, CMS, YEAR
from secretariats.models import Instrument, Person, Signature

if TYPE_CHECKING:
    from secretariats.models import Unit

OFFICERS = {CMS: "fina", AEWA: "felix"}
PREPARES = "fina"
# Last day; then invented days: prepared, confirmed for each side in turn.
QUARTERS = (
    ((3, 31), ((4, 11), (4, 13), (4, 19)), (CMS, AEWA)),
    ((6, 30), ((7, 11), (7, 12), (7, 20)), (AEWA, CMS)),
    ((9, 30), ((10, 10), (10, 12)), (CMS,)),
)


def settle_demonstration(unit: Unit) -> None:
    """Settle the first quarters of the year; nothing happens where there is a statement already.

    The documents of those that became final are asked for, and the coverage of their months,
    without which no value stands beside the money.
    """
    with transaction.atomic():
        if Statement.objects.of_unit(unit).exists():
            return
        for last, days, sides in QUARTERS:
            _settle(unit, dt.date(YEAR, *last), days, sides)
        for row in Statement.objects.of_unit(unit):
            ask_to_measure(unit=unit, start=row.start, end=row.end, actor=None)


def _settle(
    unit: Unit, end: dt.date, days: tuple[tuple[int, int], ...], sides: tuple[str, ...]
) -> None:
    # The days on which it happened are part of what is invented.
    moments = [dt.datetime(YEAR, *day, 9, 15, tzinfo=dt.UTC) for day in days]
    row = prepare_statement(unit=unit, end=end, actor=Person.objects.get(username=PREPARES))
    Statement.objects.filter(pk=row.pk).update(created=moments[0])
    for side, moment in zip(sides, moments[1:], strict=True):
        row = confirm_statement(
            row,
            actor=Person.objects.get(username=OFFICERS[side]),
            instrument=Instrument.objects.get(code=side),
            digest=row.digest,
            at=moment,
        )
    given = Signature.objects.filter(document=DOCUMENT, document_id=str(row.pk))
    for side, moment in zip(sides, moments[1:], strict=True):
        given.filter(instrument__code=side).update(at=moment)
