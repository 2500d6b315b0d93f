"""Value by work area: table and stacked bars."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reporting.core.charts.definition import Series, StackedBars
from reporting.core.charts.marks import JOINT, marks_of
from reporting.core.tables import Row, Table
from reporting.sections.facts import exact, sum_text
from reporting.sections.wording import amount, language, money, period

if TYPE_CHECKING:
    from reporting.sections.facts import Facts

# More bars than these would not stand on one page; the smallest are drawn as one.
MOST = 24
LARGE = 20_000


def _name(facts: Facts, code: str) -> str:
    return str(facts.context["areas"].get(code, code))


def _worth(facts: Facts, row: dict[str, Any]) -> Fraction:
    return sum((exact(row["value"][code]) for code in facts.codes), Fraction(0))


def _rounded(row: dict[str, Any]) -> str:
    return sum_text(cell["rounded"] for cell in row["value"].values())


def _by_value(facts: Facts) -> list[dict[str, Any]]:
    return sorted(facts.results["areas"], key=lambda row: (-_worth(facts, row), row["area"]))


def area_table(facts: Facts) -> Table:
    """Return direct and joint value by work area, the largest first."""
    rows = []
    for row in _by_value(facts):
        cells = [row["direct"][code]["rounded"] for code in facts.codes]
        cells.append(row["joint"]["rounded"])
        rows.append((_name(facts, row["area"]), [*cells, sum_text(cells)]))
    width = len(facts.codes) + 2
    totals = [sum_text(cells[i] for _label, cells in rows) for i in range(width)]
    return Table(
        caption=_("Value of services by work area, %(period)s, %(currency)s")
        % {
            "period": period(facts.context["period"]["from"], facts.context["period"]["to"]),
            "currency": facts.currency,
        },
        corner=_("Work area"),
        columns=(
            *(_("direct to %(instrument)s") % {"instrument": code} for code in facts.codes),
            _("joint"),
            _("Total"),
        ),
        rows=(
            *(Row(label, tuple(map(amount, cells))) for label, cells in rows),
            Row(_("All work areas"), tuple(map(amount, totals)), total=True),
        ),
        note=_(
            "Before overhead and programme support. Work for several instruments at once stands "
            "under joint, whole. For the range and the coverage behind these values see the "
            "table of value received."
        ),
    )


def area_chart(facts: Facts) -> StackedBars:
    """Return the same as bars: direct to each instrument, then joint."""
    rows = _by_value(facts)
    scale = 1000 if any(_worth(facts, row) >= LARGE for row in rows) else 1
    shown, others = (rows, []) if len(rows) <= MOST else (rows[: MOST - 1], rows[MOST - 1 :])
    marks = marks_of(facts.codes, facts.palette)

    def values(figure: list[Fraction]) -> tuple[Fraction, ...]:
        rest = sum(figure[len(shown) :], Fraction(0))
        return tuple(v / scale for v in [*figure[: len(shown)], *([rest] if others else [])])

    series = [
        Series(
            _("direct to %(instrument)s") % {"instrument": code},
            marks[code],
            values([exact(row["direct"][code]) for row in rows]),
        )
        for code in facts.codes
    ]
    series.append(Series(_("joint"), marks[JOINT], values([exact(row["joint"]) for row in rows])))
    names = [_name(facts, row["area"]) for row in shown]
    if others:
        names.append(_("%(number)s smaller work areas") % {"number": len(others)})
    title = (
        _("Value of services by work area, thousand %(currency)s")
        if scale > 1
        else _("Value of services by work area, %(currency)s")
    ) % {"currency": facts.currency}
    return StackedBars(
        title=title,
        alt=_("%(title)s: %(bars)s.")
        % {
            "title": title,
            "bars": "; ".join(
                f"{_name(facts, row['area'])} " + money(facts.currency, _rounded(row))
                for row in shown
            ),
        },
        language=language(),
        corner=_("Work area"),
        categories=tuple(names),
        series=tuple(series),
    )


def largest_area(facts: Facts) -> str:
    """Return the name of the work area with the most minutes, empty where there is none."""
    rows = facts.results["areas"]
    if not rows:
        return ""
    return _name(facts, max(rows, key=lambda row: row["minutes"])["area"])
