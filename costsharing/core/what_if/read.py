"""Changes as programs, pages and commands say them, in plain values."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.what_if.changes import Added, Changes, Leaving, NewBudget, NewGrade
from costsharing.core.what_if.values import (
    BUDGET,
    DROPPED,
    KEPT,
    YEARS,
    Reader,
    amount_of,
    part_of,
    share_of,
)
from secretariats.core.text import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from costsharing.core.what_if.values import Json
    from secretariats.core.text import Message

NAMES = {
    *("from", "key", "basis", "budgets", "joint", "overhead", "support", "costs", "fees"),
    *("expenditure", "grades", "rates", "add", "leave"),
}


def read_changes(document: Mapping[str, Json]) -> tuple[Changes, list[tuple[str, Message]]]:
    """Return the changes that plain values say, and what cannot be understood of them.

    Args:
        document: ``from``, ``key`` (code → fraction), ``basis`` (``budget``), ``budgets``,
            ``joint``, ``overhead``, ``support``, ``costs``, ``fees``, ``expenditure``
            (percentages), ``grades``, ``rates``, ``add``, ``leave``; all may be left out.
    """
    read = Reader()
    read.known("", document, NAMES)
    basis = read.text("basis", document.get("basis"))
    if basis not in {"", "fixed", BUDGET}:
        read.wrong("basis", gettext_noop("There is no such basis of a key."))
    changes = Changes(
        start=read.day("from", document.get("from")),
        shares=tuple(
            sorted(
                (code, read.needed("key", share, share_of))
                for code, share in read.pairs("key", document.get("key"))
            )
        ),
        by_budgets=basis == BUDGET,
        budgets=tuple(_budgets(read, document.get("budgets"))),
        joint=read.text("joint", document.get("joint")),
        overhead=read.text("overhead", document.get("overhead")),
        support=read.number("support", document.get("support"), share_of),
        costs=read.number("costs", document.get("costs"), part_of) or Fraction(0),
        fees=read.number("fees", document.get("fees"), part_of),
        expenditure=read.number("expenditure", document.get("expenditure"), part_of)
        or Fraction(0),
        grades=tuple(
            NewGrade(
                read.text("grades", row.get("grade")),
                read.needed("grades", row.get("annual"), amount_of),
                read.needed("grades", row.get("productive_hours"), amount_of),
            )
            for row in read.rows(
                "grades", document.get("grades"), {"grade", "annual", "productive_hours"}
            )
        ),
        rates=tuple(
            (
                read.text("rates", row.get("currency")),
                read.needed("rates", row.get("per_usd"), amount_of),
            )
            for row in read.rows("rates", document.get("rates"), {"currency", "per_usd"})
        ),
        added=tuple(_added(read, document.get("add"))),
        leaving=tuple(_leaving(read, document.get("leave"))),
    )
    return changes, read.problems


def _budgets(read: Reader, value: Json) -> Iterator[NewBudget]:
    names = {"instrument", "amount", "year", "provisional"}
    for row in read.rows("budgets", value, names):
        year = row.get("year")
        if year is not None and (not isinstance(year, int) or year not in YEARS):
            read.wrong("budgets", gettext_noop("Write the year as a number, such as 2017."))
            year = None
        yield NewBudget(
            read.text("budgets", row.get("instrument")),
            read.needed("budgets", row.get("amount"), amount_of),
            year,
            provisional=row.get("provisional") is True,
        )


def _added(read: Reader, value: Json) -> Iterator[Added]:
    for row in read.rows("add", value, {"instrument", "share", "joint"}):
        yield Added(
            read.text("add", row.get("instrument")),
            read.number("add", row.get("share"), share_of),
            joint=row.get("joint") is True,
        )


def _leaving(read: Reader, value: Json) -> Iterator[Leaving]:
    for row in read.rows("leave", value, {"instrument", "work"}):
        work = read.text("leave", row.get("work")) or KEPT
        if work not in {KEPT, DROPPED}:
            text = gettext_noop("The work of one that leaves is kept or dropped.")
            read.wrong("leave", text)
        yield Leaving(read.text("leave", row.get("instrument")), dropped=work == DROPPED)
