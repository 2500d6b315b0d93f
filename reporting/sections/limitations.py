"""The limitations of the record of time: each figure with what it means."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.core import numbers
from reporting.core.numbers import DASH
from reporting.core.tables import Row, Table
from reporting.sections.wording import language, percent, period

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporting.sections.facts import Facts


def limitations_table(facts: Facts) -> Table:
    """Return every limitation of valuation.md as a row: name, figure, plain explanation."""
    withheld = facts.context["limitations"].get("concentration_withheld", False)
    rows = [
        Row(label, (_shown(facts, name, form), meaning))
        for name, label, form, meaning in _figures()
        if not (name == "concentration" and withheld)
    ]
    return Table(
        caption=_("Limitations of the record of time, %(period)s")
        % {"period": period(facts.context["period"]["from"], facts.context["period"]["to"])},
        corner=_("Figure"),
        columns=(_("Value"), _("What it means")),
        rows=tuple(rows),
        note=_(
            "A dash stands for a share of nothing. Entries are those of services and overhead. "
            "All figures are of the whole unit; none is published by person."
        )
        + (
            " "
            + _(
                "The largest person's share is withheld, since fewer than three people recorded "
                "time."
            )
            if withheld
            else ""
        ),
        words=frozenset({1}),
    )


def figures_of_limitations() -> list[tuple[str, str, str]]:
    """Return name, label and unit of each figure as it is stored: minutes, not hours."""
    units = {_hours: "minutes", percent: "per cent", _whole: "number"}
    labels = {
        "expected": _("Expected time"),
        "recorded": _("Recorded time"),
        "missing": _("Missing time"),
    }
    return [
        (name, labels.get(name, label), units[form]) for name, label, form, _meaning in _figures()
    ]


def figures_explained(facts: Facts) -> dict[str, tuple[str, str, str]]:
    """Return name → label, value and meaning of each figure; those withheld are left out."""
    withheld = facts.context["limitations"].get("concentration_withheld", False)
    return {
        name: (label, _shown(facts, name, form), meaning)
        for name, label, form, meaning in _figures()
        if not (name == "concentration" and withheld)
    }


def explained() -> dict[str, tuple[str, Callable[[Fraction], str], str]]:
    """Return name → label, form and meaning of each figure, in the order of valuation.md."""
    return {name: (label, form, meaning) for name, label, form, meaning in _figures()}


def hours_of(facts: Facts, name: str) -> str:
    """Return a figure in minutes as hours."""
    return _hours(facts.limitation(name) or Fraction(0))


def _shown(facts: Facts, name: str, form: Callable[[Fraction], str]) -> str:
    value = facts.limitation(name)
    return DASH if value is None else form(value)


def _hours(minutes: Fraction) -> str:
    return numbers.hours(minutes, language())


def _whole(value: Fraction) -> str:
    return numbers.rounded(value, language())


def _figures() -> list[tuple[str, str, Callable[[Fraction], str], str]]:
    """Return name, label, form and meaning of each figure, in the order of valuation.md."""
    return [
        ("expected", _("Expected hours"), _hours,
         _("What the working days, the shares of full time and the patterns of work give, less "
           "holidays and absence.")),
        ("recorded", _("Recorded hours"), _hours, _("Hours of services and overhead.")),
        ("coverage", _("Coverage"), percent,
         _("Recorded of expected hours. It passes the whole where more time was worked than "
           "expected.")),
        ("missing", _("Missing hours"), _hours,
         _("What was expected beyond what was recorded, day by day.")),
        ("blank_days", _("Blank days"), _whole,
         _("Days of a person with hours expected and no entry at all.")),
        ("approved_share", _("Approved"), percent,
         _("Share of the recorded hours that a supervisor has approved.")),
        ("on_time_1", _("Saved within 1 working day"), percent,
         _("Share of the recorded hours first saved at most one working day after the work.")),
        ("on_time_5", _("Saved within 5 working days"), percent,
         _("Share of the recorded hours first saved at most five working days after the work.")),
        ("in_advance", _("Saved in advance"), percent,
         _("Share of the recorded hours first saved before the day of the work.")),
        ("lag_median", _("Delay, median, in working days"), _whole,
         _("Half of the recorded hours were saved at most so many working days after the work.")),
        ("lag_p90", _("Delay, 90th percentile, in working days"), _whole,
         _("Nine tenths of the recorded hours were saved at most so many working days after.")),
        ("joint_share", _("Joint work"), percent,
         _("Share of the recorded hours that served several instruments at once and is shared "
           "out by a rule, not by the record.")),
        ("overhead_share", _("Overhead"), percent,
         _("Share of the recorded hours that went into running the unit.")),
        ("heaping_60", _("Entries on full hours"), percent,
         _("Many point to rounding or to memory rather than to a clock.")),
        ("heaping_30", _("Entries on full or half hours"), percent,
         _("The same, for half hours.")),
        ("heaping_index", _("Heaping index"), _whole,
         _("Among entries on quarters of an hour: 100 where full hours are no more frequent than "
           "other quarters, 400 where all are full hours.")),
        ("batch", _("Saved in batches"), percent,
         _("Share of entries saved in one sitting for three work days or more.")),
        ("copied_days", _("Copied days"), percent,
         _("Share of recorded days that equal the person's recorded day before.")),
        ("overlong_days", _("Over-long days"), percent,
         _("Share of recorded days longer than five quarters of a full day.")),
        ("anchoring", _("Anchoring"), percent,
         _("Share of the months of a person in which the split of direct work lies within one "
           "percentage point of the key: the key may have been recorded, not the time.")),
        ("corrections", _("Corrections"), percent,
         _("Minutes changed since they were first saved, of the recorded ones.")),
        ("concentration", _("Concentration"), percent,
         _("Largest share of the recorded hours that is one person's.")),
    ]  # fmt: skip
