"""The table of limitations as lines of text for a terminal."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.exact import half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from costsharing.core.limitations import Figures, LimitationsTable

DASH = "–"
_TIMES = frozenset({"expected", "recorded", "missing"})
_COUNTS = frozenset({"blank_days", "lag_median", "lag_p90"})
_COMPLETENESS = (
    "expected", "recorded", "missing", "blank_days", "coverage", "approved_share",
    "on_time_1", "on_time_5", "in_advance", "lag_median", "lag_p90",
)  # fmt: skip
_HABITS = (
    "joint_share", "overhead_share", "heaping_60", "heaping_30", "heaping_index", "batch",
    "copied_days", "overlong_days", "anchoring", "corrections", "concentration",
)  # fmt: skip


def limitations_text(table: LimitationsTable) -> str:
    """Return the table as aligned text: the team in full, then people, then activities.

    Times are hours and minutes, shares per cent with one decimal, rounded half up; a share of
    nothing is a dash.
    """
    heads = _heads()
    blocks = [
        _("Limitations of the record of time: %(unit)s, %(start)s to %(end)s")
        % {"unit": table.unit, "start": table.start, "end": table.end}
    ]
    if table.team is not None:
        team = table.team
        blocks.append(_aligned((heads[name], _shown(name, team)) for name in heads))
    for names in (_COMPLETENESS, _HABITS[:-1]):
        head = (_("Person"), *(heads[name] for name in names))
        rows = [
            (username, *(_shown(name, figures) for name in names))
            for username, figures in table.people.items()
        ]
        blocks.append(_aligned([head, *rows]))
    head = (_("Activity"), heads["recorded"], heads["joint_share"], heads["overhead_share"])
    rows = [
        (code, _time(Fraction(part.recorded)), _cent(part.joint_share), _cent(part.overhead_share))
        for code, part in table.activities.items()
    ]
    blocks.append(_aligned([head, *rows]))
    return "\n\n".join(blocks)


def _heads() -> dict[str, str]:
    """Return the name of each figure as people read it, in the table's order."""
    return {
        "expected": _("expected h"),
        "recorded": _("recorded h"),
        "missing": _("missing h"),
        "blank_days": _("blank days"),
        "coverage": _("coverage"),
        "approved_share": _("approved"),
        "on_time_1": _("within 1 day"),
        "on_time_5": _("within 5 days"),
        "in_advance": _("in advance"),
        "lag_median": _("median lag"),
        "lag_p90": _("90 % lag"),
        "joint_share": _("joint"),
        "overhead_share": _("overhead"),
        "heaping_60": _("full hours"),
        "heaping_30": _("half hours"),
        "heaping_index": _("heaping index"),
        "batch": _("in batches"),
        "copied_days": _("copied days"),
        "overlong_days": _("over-long days"),
        "anchoring": _("anchored"),
        "corrections": _("corrected"),
        "concentration": _("largest person"),
    }


def _shown(name: str, figures: Figures) -> str:
    value = getattr(figures, name)
    if value is None:
        return DASH
    if name in _TIMES:
        return _time(Fraction(value))
    if name in _COUNTS:
        return str(value)
    if name == "heaping_index":
        return str(half_up(value))
    return _cent(value)


def _time(minutes: Fraction) -> str:
    hours, rest = divmod(half_up(minutes), 60)
    return f"{hours}:{rest:02d}"


def _cent(value: Fraction | None) -> str:
    if value is None:
        return DASH
    whole, tenth = divmod(half_up(value * 1000), 10)
    return f"{whole}.{tenth} %"


def _aligned(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as lines, the first column to the left, the others to the right."""
    lines = list(rows)
    widths = [max(len(row[column]) for row in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in lines
    )
