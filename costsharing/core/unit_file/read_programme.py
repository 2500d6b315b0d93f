"""Reads the programme of work and the register of outputs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.unit_file.context import once
from costsharing.core.unit_file.problems import shown
from costsharing.core.unit_file.row import YEARS
from costsharing.core.unit_file.words import KEYS, MILESTONE, STRATEGY
from costsharing.core.unit_file.work_records import Output, ProgrammeItem
from secretariats.core.exact import decimal_text
from timetracking.core.milestones import LONGEST, MOST, YEARS_AROUND
from timetracking.core.outputs import KINDS, LONGEST_TITLE
from timetracking.core.programme import CATEGORIES
from timetracking.core.programme_checks import (
    LONGEST_ADDRESS,
    LONGEST_STRATEGY,
    address_trouble,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable

    from costsharing.core.unit_file.context import Context
    from costsharing.core.unit_file.row import Row

Days = tuple[tuple[str, Fraction], ...]

_NUMBER = 16
_TITLE = 300
_PRIORITY = 32
_TIME_FRAME = 100
_PROSE = 10_000


def read_programme(top: Row, context: Context) -> tuple[ProgrammeItem, ...]:
    """Return the rows of the programmes of work, one for a year and number."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("programme", KEYS["programme"]):
        year, number = row.number("year", *YEARS), row.text("number", _NUMBER)
        if row.ok:
            once(seen, (year, number), row, "number")
        planned = _planned_days(row, context)
        found.append(
            ProgrammeItem(
                year=year,
                number=number,
                title=row.text("title", _TITLE),
                activity=row.reference("activity", context.kinds, "activity", required=False),
                mandate=row.text("mandate", _TITLE, required=False, prose=True),
                priority=row.text("priority", _PRIORITY, required=False),
                outputs=row.text("outputs", _PROSE, required=False, prose=True),
                time_frame=row.text("time_frame", _TIME_FRAME, required=False),
                responsible=row.text("responsible", required=False, prose=True),
                funding=row.text("funding", required=False, prose=True),
                planned_days=planned,
                category_days=_category_days(row, planned),
                milestones=_milestones(row, year),
                strategies=_strategies(row, context),
            )
        )
    return tuple(found)


def _planned_days(row: Row, context: Context) -> Days:
    days = row.row("planned_days", None)
    for code in days.mapping:
        days.check_known(code, code, context.instruments, "instrument")
    return tuple((code, days.amount(code)) for code in sorted(days.mapping))


def _category_days(row: Row, planned: Days) -> Days:
    given = row.row("category_days", CATEGORIES)
    days = tuple((code, given.amount(code)) for code in CATEGORIES if given.has(code))
    together = sum((value for _code, value in days), Fraction(0))
    by_instrument = sum((value for _code, value in planned), Fraction(0))
    if row.ok and given.ok and days and together != by_instrument:
        sums = [decimal_text(value, places=0) for value in (together, by_instrument)]
        row.wrong("category_days", f"is {sums[0]} days in all, not {sums[1]} as planned_days")
    return days


def _milestones(row: Row, year: int) -> tuple[tuple[dt.date, str, dt.date | None], ...]:
    seen: dict[Hashable, str] = {}
    found = []
    for one in row.rows("milestones", MILESTONE):
        day, title = one.date("date"), one.text("title", LONGEST)
        done = one.date("done") if one.has("done") else None
        if one.ok:
            once(seen, title, one, "title")
        if one.ok and not year - YEARS_AROUND <= day.year <= year + YEARS_AROUND:
            one.wrong("date", f"{day} is too far from {year}, the year of the programme")
        row.ok = row.ok and one.ok
        found.append((day, title, done))
    if len(found) > MOST:
        row.wrong("milestones", f"are {len(found)}; at most {MOST} are kept")
    return tuple(sorted(found, key=lambda one: (one[0], one[1])))


def _strategies(row: Row, context: Context) -> tuple[tuple[str, str, str], ...]:
    given = row.row("strategies", None)
    found = []
    for code in sorted(given.mapping):
        given.check_known(code, code, context.instruments, "instrument")
        one = given.row(code, STRATEGY)
        text = one.text("text", LONGEST_STRATEGY, required=False)
        address = _address(one)
        if one.ok and not text.strip() and not address:
            given.wrong(code, "says nothing; write a text or an address")
        found.append((code, text, address))
    return tuple(found)


def _address(row: Row, *, schemes: tuple[str, ...] = ("https",)) -> str:
    address = row.text("address", LONGEST_ADDRESS, required=False)
    if row.ok and address and address_trouble(address, schemes=schemes) is not None:
        row.wrong("address", f"{shown(address)} is no whole address, such as https://example.org/")
    return address


def read_outputs(top: Row, context: Context) -> tuple[Output, ...]:
    """Return what was delivered; the same may stand twice."""
    return tuple(
        Output(
            date=row.date("date"),
            kind=row.choice("kind", tuple(KINDS)),
            title=row.text("title", LONGEST_TITLE),
            members=row.references("for", context.instruments, "instrument"),
            address=_address(row, schemes=("https", "http")),
            activity=row.reference("activity", context.kinds, "activity", required=False),
        )
        for row in top.rows("outputs", KEYS["outputs"])
    )
