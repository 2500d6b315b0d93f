"""The limitations of the record on their own page: grouped by question, with their months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import gettext as _

from reporting.core.charts.columns import Columns
from reporting.core.charts.definition import Series
from reporting.core.charts.marks import OTHER, Mark, marks_of
from reporting.core.numbers import DASH, hours, percent
from reporting.core.tables import Row, Table
from reporting.sections.limitations import explained
from reporting.sections.wording import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from costsharing.core.limitations import Figures

# A neutral fill: colours belong to instruments.
_RECORDED = Mark("recorded", "#4a5159", "#e5e8eb")
# Figures that are shares of a whole and may be drawn as a part of it.
_PARTS = frozenset({
    "coverage", "approved_share", "on_time_1", "on_time_5", "in_advance", "joint_share",
    "overhead_share", "heaping_60", "heaping_30", "batch", "copied_days", "overlong_days",
    "anchoring", "corrections", "concentration",
})  # fmt: skip
_INDEX_LEAST, _INDEX_MOST = 100, 400


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure: its words, its value, what it means.

    Attributes:
        name: as ``limitations --json`` has it.
        label: in words.
        value: as text; a dash is a share of nothing.
        meaning: in a sentence.
        bar: percent of a bar that are full, 0 to 100; None where there is no whole.
    """

    name: str
    label: str
    value: str
    meaning: str
    bar: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that answer one question together."""

    identity: str
    question: str
    limits: tuple[Limit, ...]


def grouped(figures: Mapping[str, Any]) -> list[Group]:
    """Return all figures in groups; a figure that is withheld, or not given, is left out.

    Args:
        figures: name → ``"n/d"``, whole number or None.
    """
    withheld = figures.get("concentration_withheld", False)
    known = explained()
    groups = [
        ("complete", _("Is it complete?"),
         ("expected", "recorded", "coverage", "missing", "blank_days", "approved_share")),
        ("fresh", _("Was it written down while it was fresh?"),
         ("on_time_1", "on_time_5", "in_advance", "lag_median", "lag_p90", "batch")),
        ("shared", _("How much of it is shared out by a rule?"),
         ("joint_share", "overhead_share")),
        ("habits", _("Is it a record, or a habit?"),
         ("heaping_60", "heaping_30", "heaping_index", "copied_days", "overlong_days",
          "anchoring", "corrections")),
        ("whose", _("Does it hang on one person?"), ("concentration",)),
    ]  # fmt: skip
    found = [
        Group(
            identity,
            question,
            tuple(
                _limit(name, figures[name], known[name])
                for name in names
                if name in figures and not (name == "concentration" and withheld)
            ),
        )
        for identity, question, names in groups
    ]
    return [group for group in found if group.limits]


def _limit(name: str, stored: str | int | None, words: tuple[str, Any, str]) -> Limit:
    label, form, meaning = words
    if stored is None:
        return Limit(name, label, DASH, meaning, None)
    value = Fraction(stored)
    bar = None
    if name in _PARTS:
        bar = min(100, int(value * 100))
    elif name == "heaping_index":
        bar = min(100, int((value - _INDEX_LEAST) * 100 / (_INDEX_MOST - _INDEX_LEAST)))
    return Limit(name, label, form(value), meaning, None if bar is None else max(0, bar))


def months_chart(months: Iterable[Mapping[str, Any]]) -> Columns | None:
    """Return recorded hours by month, approved and not, under what was expected; None: no month.

    Args:
        months: each with ``month``, an ISO date, and figures as ``measured`` has them.
    """
    rows = list(months)
    if not rows:
        return None
    recorded = [Fraction(row["recorded"]) / 60 for row in rows]
    approved = [
        part * Fraction(row["approved_share"] or 0)
        for part, row in zip(recorded, rows, strict=True)
    ]
    title = _("Recorded and expected hours by month")
    low = [
        f"{_month(row)} {percent(_share(row['coverage']), language())}"
        for row in rows
        if row["coverage"] is not None
    ]
    return Columns(
        title=title,
        alt=_("%(title)s. Coverage: %(months)s.") % {"title": title, "months": "; ".join(low)},
        language=language(),
        corner=_("Month"),
        categories=tuple(_month(row, short=True) for row in rows),
        series=(
            Series(_("recorded and approved"), _RECORDED, tuple(approved)),
            Series(
                _("recorded, not approved"),
                marks_of([])[OTHER],
                tuple(whole - part for whole, part in zip(recorded, approved, strict=True)),
            ),
        ),
        line=(_("expected"), tuple(Fraction(row["expected"]) / 60 for row in rows)),
    )


def months_table(months: Iterable[Mapping[str, Any]]) -> Table:
    """Return the same as a table, with coverage."""
    return Table(
        caption=_("Coverage by month"),
        corner=_("Month"),
        columns=(
            _("Expected hours"), _("Recorded hours"), _("Missing hours"), _("Coverage"),
            _("Approved"),
        ),
        rows=tuple(
            Row(
                _month(row),
                (
                    hours(Fraction(row["expected"]), language()),
                    hours(row["recorded"], language()),
                    hours(Fraction(row["missing"]), language()),
                    percent(_share(row["coverage"]), language()),
                    percent(_share(row["approved_share"]), language()),
                ),
            )
            for row in months
        ),
    )  # fmt: skip


def activities_table(
    activities: Mapping[str, Mapping[str, Any]], titles: Mapping[str, str]
) -> Table:
    """Return the joint and overhead shares of each activity with recorded time."""
    return Table(
        caption=_("Joint work and overhead by activity"),
        corner=_("Activity"),
        columns=(_("Recorded hours"), _("Joint work"), _("Overhead")),
        rows=tuple(
            Row(
                f"{code} {titles.get(code, '')}".strip(),
                (
                    hours(found["recorded"], language()),
                    percent(_share(found["joint_share"]), language()),
                    percent(_share(found["overhead_share"]), language()),
                ),
            )
            for code, found in sorted(activities.items())
        ),
        note=_("Shares of the recorded hours of the activity."),
    )


def people_table(people: Mapping[str, Figures], names: Mapping[str, str]) -> Table:
    """Return the figures of each person that the reader may see; withheld ones have no column.

    Args:
        people: username → figures, cut down to the reader.
        names: username → name.
    """
    known = explained()
    withheld = frozenset[str]().union(*(figures.withheld for figures in people.values()))
    shown = [name for name in known if name not in withheld | {"concentration"}]
    return Table(
        caption=_("Figures by person"),
        corner=_("Person"),
        columns=tuple(known[name][0] for name in shown),
        rows=tuple(
            Row(
                names.get(username, username),
                tuple(_text(getattr(figures, name), known[name][1]) for name in shown),
            )
            for username, figures in people.items()
        ),
        widest=len(shown),
    )


def _text(value: Fraction | int | None, form: Any) -> str:
    return DASH if value is None else str(form(Fraction(value)))


def _share(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _month(row: Mapping[str, Any], *, short: bool = False) -> str:
    day = dt.date.fromisoformat(row["month"])
    return formats.date_format(day, "M y" if short else "YEAR_MONTH_FORMAT")
