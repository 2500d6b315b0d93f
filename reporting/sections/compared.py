"""Two runs beside each other, in tables and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.core.compared import Pair, together
from costsharing.wording import FIGURE_WORDS
from reporting.core.tables import Row, Table
from reporting.sections.wording import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from costsharing.queries.compared_runs import Comparison


def figure_names() -> dict[str, str]:
    """Return the name of each figure of an instrument in words, in the order of tables."""
    return {name: str(words) for name, words in FIGURE_WORDS.items()}


def instrument_tables(
    found: Comparison, *, currency: str, heads: tuple[str, str], codes: Iterable[str]
) -> list[Table]:
    """Return a table for each instrument: every figure of both runs, and the difference.

    Args:
        found: the two runs.
        currency: of both.
        heads: what this run and the other are called.
        codes: the instruments, in the order to be shown.
    """
    names = figure_names()
    return [
        Table(
            caption=_("%(instrument)s, %(currency)s") % {"instrument": code, "currency": currency},
            corner=_("Figure"),
            columns=(*heads, _("Difference")),
            rows=tuple(
                Row(
                    names[name],
                    pair_cells(one, signed=name == "balance"),
                    total=name in {"received", "balance"},
                )
                for name, one in found.instruments[code].items()
                if name != "support" or _is_any(one)
            ),
        )
        for code in codes
    ]


def total_table(found: Comparison, *, currency: str, heads: tuple[str, str]) -> Table:
    """Return the figures of all instruments together."""
    names = {
        "received": _("Received"),
        "unallocated": _("Unallocated"),
        "unrecorded": _("Unrecorded"),
        "not_logged": _("Worth of time not logged"),
    }
    return Table(
        caption=_("All instruments together, %(currency)s") % {"currency": currency},
        corner=_("Figure"),
        columns=(*heads, _("Difference")),
        rows=tuple(
            Row(names[name], pair_cells(one))
            for name, one in found.total.items()
            if name in names and (name == "received" or _is_any(one))
        ),
    )


def activity_table(
    found: Comparison,
    *,
    currency: str,
    heads: tuple[str, str],
    codes: tuple[str, ...],
    titles: Mapping[str, str],
) -> Table:
    """Return a row for each activity: both values, the difference, and whose it is."""
    sums = [found.of_activity(code) for code in found.activities]
    whose = [together(cells[code] for cells in found.activities.values()) for code in codes]
    return Table(
        caption=_("Direct and joint services by activity, %(currency)s") % {"currency": currency},
        corner=_("Activity"),
        columns=(
            *heads,
            _("Difference"),
            *(_("of it %(instrument)s") % {"instrument": code} for code in codes),
        ),
        rows=(
            *(
                Row(
                    f"{activity} {titles.get(activity, '')}".strip(),
                    (
                        *pair_cells(one),
                        *(_signed(cells[code]) for code in codes),
                    ),
                )
                for (activity, cells), one in zip(found.activities.items(), sums, strict=True)
            ),
            Row(
                _("All activities"),
                (*pair_cells(together(sums)), *(_signed(one) for one in whose)),
                total=True,
            ),
        ),
        widest=3 + len(codes),
    )


def difference_sentences(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Return the differences that a run stored against the one it supersedes, in words."""
    names = figure_names()
    return [
        _("%(instrument)s, %(figure)s: %(before)s became %(after)s.")
        % {
            "instrument": row["instrument"],
            "figure": names.get(row["figure"], row["figure"]).lower(),
            "before": amount(row["before"]),
            "after": amount(row["after"]),
        }
        for row in rows
    ]


def pair_cells(one: Pair, *, signed: bool = False) -> tuple[str, str, str]:
    """Return this run's figure, the other's and the difference, as the language writes them."""
    return (
        amount(one.after["rounded"], signed=signed),
        amount(one.before["rounded"], signed=signed),
        _signed(one),
    )


def _signed(one: Pair) -> str:
    return amount(one.difference["rounded"], signed=True)


def _is_any(one: Pair) -> bool:
    return one.before["exact"] != "0/1" or one.after["exact"] != "0/1"
