"""The ledger, the limitations and the work areas of a dashboard, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reporting.core import numbers
from reporting.core.charts.marks import JOINT, marks_of
from reporting.sections.facts import difference_text, exact, sum_text, whole_cents
from reporting.sections.value import lies_inside
from reporting.sections.wording import finding, language, money, percent
from secretariats.core.exact import half_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.sections.facts import Facts, Received

# The width of the bar of a work area, in units of its drawing.
BAR = 280


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One instrument of the ledger, with what it had in the period it is compared with."""

    row: Received
    mine: bool
    before: Received | None


def ledger(facts: Facts, instrument: str, compared: Facts | None) -> list[LedgerRow]:
    """Return the instruments, the one whose side is shown first at the top."""
    before = {row.code: row for row in compared.received} if compared else {}
    rows = [LedgerRow(row, row.code == instrument, before.get(row.code)) for row in facts.received]
    return sorted(rows, key=lambda one: not one.mine)


def lead(facts: Facts, row: Received) -> str:
    """Return what one instrument received beside its share, and what may be said, in two lines."""
    words = {
        "instrument": row.code,
        "received": money(facts.currency, row.received),
        "funded": money(facts.currency, row.funded),
        "difference": money(facts.currency, row.balance.removeprefix("-")),
        "finding": finding(row.verdict),
    }
    if not whole_cents(row.balance):
        text = _(
            "%(instrument)s received services worth %(received)s, which is its share by key: "
            "%(finding)s."
        )
        return text % words
    if lies_inside(facts, row.code):
        text = _(
            "%(instrument)s received services worth %(received)s; its share by key is %(funded)s. "
            "The difference of %(difference)s lies inside the range: %(finding)s."
        )
    else:
        text = _(
            "%(instrument)s received services worth %(received)s; its share by key is %(funded)s. "
            "The difference of %(difference)s lies outside the range: %(finding)s."
        )
    return text % words


@dataclass(frozen=True, slots=True)
class Limit:
    """A limitation of the strip: its name, value, and what it is a share of."""

    key: str
    label: str
    value: str
    about: str


def limits(facts: Facts) -> list[Limit]:
    """Return the limitations that stand beside every value."""
    index = facts.limitation("heaping_index")
    missing = facts.limitation("missing")
    return [
        Limit(
            "coverage",
            _("Coverage"),
            percent(facts.coverage),
            _("of expected minutes"),
        ),
        Limit(
            "approved_share",
            _("Approved"),
            percent(facts.limitation("approved_share")),
            _("of recorded minutes"),
        ),
        Limit(
            "on_time_1",
            _("Saved in a day"),
            percent(facts.limitation("on_time_1")),
            _("%(share)s within 5 days") % {"share": percent(facts.limitation("on_time_5"))},
        ),
        Limit(
            "joint_share",
            _("Joint work"),
            percent(facts.limitation("joint_share")),
            _("shared by a rule"),
        ),
        Limit(
            "heaping_index",
            _("Rounded hours"),
            numbers.DASH if index is None else numbers.rounded(index, language()),
            _("100 none, 400 all"),
        ),
        Limit(
            "missing",
            _("Missing hours"),
            numbers.DASH if missing is None else numbers.hours(missing, language()),
            _("in the highest value"),
        ),
    ]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar: where it begins, how wide it is, and the class that fills it."""

    x: str
    width: str
    style: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A work area: the side shown first in its parts, what the others received, and its bar."""

    code: str
    name: str
    direct: str
    joint: str
    received: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Areas:
    """Value by work area, with overhead and support, adding up to the ledger."""

    codes: tuple[str, ...]
    rows: tuple[AreaRow, ...]
    overhead: AreaRow
    support: AreaRow | None
    total: AreaRow
    whole: str


def areas(facts: Facts, instrument: str) -> Areas:
    """Return value by work area, the largest first; the columns begin with the side shown."""
    codes = tuple(sorted(facts.codes, key=lambda code: code != instrument))
    found = sorted(facts.results["areas"], key=lambda row: (-_worth(row), row["area"]))
    instruments = facts.results["instruments"]
    most = max([*map(_worth, found), Fraction(1)])
    rows = tuple(_area(facts, row, codes, most) for row in found)
    overhead = _line(facts, "overhead", codes)
    support = _line(facts, "support", codes)
    has_support = any(exact(one["support"]) for one in instruments.values())
    received = tuple(instruments[code]["received"]["rounded"] for code in codes)
    mine = instruments.get(codes[0], {}) if codes else {}
    total = AreaRow(
        "",
        _("All work"),
        mine["direct"]["rounded"] if mine else "0.00",
        mine["joint"]["rounded"] if mine else "0.00",
        received,
        (),
    )
    return Areas(
        codes, rows, overhead, support if has_support else None, total, sum_text(received)
    )


def _worth(row: Mapping[str, Any]) -> Fraction:
    return sum((exact(cell) for cell in row["value"].values()), Fraction(0))


def _area(facts: Facts, row: Mapping[str, Any], codes: tuple[str, ...], most: Fraction) -> AreaRow:
    name = str(facts.context["areas"].get(row["area"], row["area"]))
    mine = codes[0]
    value, direct = row["value"][mine]["rounded"], row["direct"][mine]["rounded"]
    return AreaRow(
        row["area"],
        name or _("Without work area"),
        direct,
        difference_text(value, direct),
        tuple(row["value"][code]["rounded"] for code in codes),
        tuple(_pieces(facts, row, most)),
    )


def _pieces(facts: Facts, row: Mapping[str, Any], most: Fraction) -> list[Piece]:
    marks = marks_of(facts.codes, facts.palette)
    parts = [(marks[code].style, exact(row["direct"][code])) for code in facts.codes]
    parts.append((marks[JOINT].style, exact(row["joint"])))
    pieces, at = [], Fraction(0)
    for style, worth in parts:
        wide = worth * BAR / most
        if wide >= 1:
            # A unit of paper between neighbours.
            pieces.append(Piece(_units(at), _units(wide - (1 if wide > 2 else 0)), style))
        at += wide
    return pieces


def _units(value: Fraction) -> str:
    tenths = half_up(value * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _line(facts: Facts, figure: str, codes: tuple[str, ...]) -> AreaRow:
    label = _("Running the unit") if figure == "overhead" else _("Programme support")
    found = facts.results["instruments"]
    cells = tuple(found[code][figure]["rounded"] for code in codes)
    return AreaRow(figure, label, "", "", cells, ())
