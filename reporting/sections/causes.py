"""Why two runs differ, as pages and files show it: a row for each cause, the sum below."""

# Documents are read as they were kept; JSON has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

from costsharing.core.causes import FIGURES, TOTALS
from costsharing.sections.causes import cause_text, item_texts, part_text
from reporting.sections.wording import amount
from secretariats.core.exact import cents_text
from secretariats.core.text import no_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Nothing was recorded otherwise: what cannot be opened down to entries.
OPENED = frozenset({"entries"})
# Figures of which there is one for all instruments too.
_SUMMED = frozenset({"received", "funded"})
_NOTHING = "0.00"
# (head of the column, text) for each column.
Cells: TypeAlias = "tuple[tuple[str, str], ...]"


def chosen_names() -> dict[str, str]:
    """Return the figures by which causes can be shown, in the order of a menu."""
    return {
        "received": _("Received"),
        "direct": _("Direct services"),
        "joint": _("Part of joint services"),
        "overhead": _("Part of the overhead of the unit"),
        "support": _("Programme support"),
        "funded": _("Share by key"),
        "balance": _("Balance"),
        "lowest": _("Lowest value received"),
        "highest": _("Highest value received"),
        "due": _("Due of the money spent"),
        "paid": _("Paid of the money spent"),
        "net": _("Paid less due"),
    }


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause with what it contributes.

    Attributes:
        number: its place in the list of all, from 1.
        text: what was and what is now, in words.
        items: the single changes that it is made of, where it is made of several.
        more: how many of them are not told.
        cells: (head of the column, contribution) for each instrument, and of all together where
            the figure has a sum.
        opens: whether its entries can be looked at.
        inputs: for each part the table of inputs it comes from and how that is cut down.
    """

    number: int
    text: str
    items: tuple[str, ...]
    more: int
    cells: Cells
    opens: bool
    inputs: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A table of inputs, cut down to what a cause is about.

    Attributes:
        table: its name in addresses; empty: the agreements.
        query: column → value.
    """

    table: str
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CauseTable:
    """The causes of the difference of one figure.

    Attributes:
        figure: which.
        name: in words.
        heads: the instruments, and what the column of all together is called, if there is one.
        rows: the causes, in the order in which inputs were replaced.
        rounding: what the rounded contributions lack; None where they lack nothing.
        whole: the whole difference.
        elsewhere: how many causes change other figures only.
    """

    figure: str
    name: str
    heads: tuple[str, ...]
    rows: tuple[CauseRow, ...]
    rounding: Cells | None
    whole: Cells
    elsewhere: int


def cause_table(
    document: Mapping[str, Any], *, figure: str, codes: Iterable[str], opens: bool
) -> CauseTable:
    """Return a row for each cause that changes a figure.

    Args:
        document: as ``for_reader`` gives it.
        figure: one of ``FIGURES``.
        codes: the instruments, in the order to be shown.
        opens: whether the reader may open causes down to entries.
    """
    shown = tuple(codes)
    summed = figure in _SUMMED
    heads = (*shown, _("Together")) if summed else shown
    places = (*shown, "") if summed else shown

    def cells(texts: Iterable[str]) -> Cells:
        return tuple(zip(heads, texts, strict=True))

    rows = [
        CauseRow(
            number=number,
            text=cause_text(cause),
            items=_items(cause),
            more=_untold(cause),
            cells=cells(_amount(_at(cause, place, figure)) for place in places),
            opens=opens and any(part["kind"] in OPENED for part in cause["parts"]),
            inputs=tuple(
                source for part in cause["parts"] if (source := _source(part)) is not None
            ),
        )
        for number, cause in enumerate(document["causes"], start=1)
        if any(_at(cause, place, figure) for place in places)
    ]
    rests = [_at(document["rounding"], place, figure) or _NOTHING for place in places]
    return CauseTable(
        figure=figure,
        name=chosen_names()[figure],
        heads=heads,
        rows=tuple(rows),
        rounding=cells(amount(rest, signed=True) for rest in rests)
        if any(rest != _NOTHING for rest in rests)
        else None,
        whole=cells(_amount(_at(document["difference"], place, figure)) for place in places),
        elsewhere=len(document["causes"]) - len(rows),
    )


def _untold(cause: Mapping[str, Any]) -> int:
    """Return how many single changes of a cause are not told one by one."""
    told = [(part["count"], len(part["items"])) for part in cause["parts"] if part["items"]]
    return sum(max(count - items, 0) for count, items in told)


def silent_texts(document: Mapping[str, Any]) -> list[str]:
    """Return what differs too and changes no figure of an instrument."""
    return [part_text(part) for part in document["silent"]]


def coarse_text(document: Mapping[str, Any]) -> str:
    """Return that causes were put together because there are many; empty where they were not."""
    if not document["coarse"]:
        return ""
    return _(
        "So much differs that changes of a kind were put together, such as all entries of a "
        "month; the single ones are told under each."
    )


def causes_csv(document: Mapping[str, Any]) -> str:
    """Return a line for each contribution: cause, figure, instrument, exact, rounded.

    For each figure the lines of the causes and the one of rounding add up to the line of the whole
    difference.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["number", "kind", "cause", "instrument", "figure", "exact", "rounded"])
    for number, cause in enumerate(document["causes"], start=1):
        kinds = "+".join(dict.fromkeys(part["kind"] for part in cause["parts"]))
        said = no_formula(cause_text(cause))
        for code, name, one in _all_figures(cause):
            writer.writerow([number, kinds, said, code, name, one["exact"], one["rounded"]])
    for code, name, rest in _all_figures(document["rounding"]):
        writer.writerow(["", "rounding", _("Rounding"), code, name, "0/1", rest])
    for code, name, one in _all_figures(document["difference"]):
        row = [
            "",
            "difference",
            _("The whole difference"),
            code,
            name,
            one["exact"],
            one["rounded"],
        ]
        writer.writerow(row)
    return text.getvalue()


def _all_figures(found: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """Return (instrument, figure, value), instruments by code and figures in their order."""
    listed = [
        (code, name, figures[name])
        for code, figures in sorted(found["instruments"].items())
        for name in FIGURES
        if name in figures
    ]
    return listed + [("", name, found["total"][name]) for name in TOTALS if name in found["total"]]


def _items(cause: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(text for part in cause["parts"] for text in item_texts(part))


def _at(found: Mapping[str, Any], code: str, figure: str) -> Any:
    source = found["instruments"].get(code, {}) if code else found["total"]
    return source.get(figure)


def _amount(one: Mapping[str, str] | None) -> str:
    return amount(one["rounded"] if one else cents_text(0), signed=True)


def _source(part: Mapping[str, Any]) -> Source | None:
    """Return where the input behind a part is kept, with its history."""
    about = part["about"]
    match part["kind"]:
        case "rate":
            day = about.get("from", "")
            cut = {"currency": about.get("currency", ""), "from": day, "to": day}
            return Source("exchange-rates", _given(cut))
        case "grade":
            cut = {"year": about.get("year", ""), "grade": about.get("grade", "")}
            return Source("standard-costs", _given(cut))
        case "budget":
            return Source("budgets", _given({"year": about.get("year", "")}))
        case "expenditure":
            day = about.get("date", "")
            return Source("expenditure", _given({"from": day, "to": day}))
        case "staff_cost":
            return Source("staff-costs", _given({"month": about.get("month", "")}))
        case "key" | "terms":
            return Source("", {})
        case _:
            return None


def _given(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
