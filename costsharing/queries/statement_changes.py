"""What changed since a statement was prepared, and what was corrected before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from costsharing.core.statement_document import figure_changes, line_changes
from costsharing.models import Statement
from costsharing.queries.statement_now import statement_again
from secretariats.core.errors import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Changes:
    """What is stored now, beside what a statement says.

    Attributes:
        same: whether it would say the same, to the letter.
        gone: expenditure that it counts and that is no more.
        come: expenditure of its months that came since.
        paid: instrument → by how many cents what it paid so far differs; so too ``due``. Those
            without a difference are left out.
        due: what is due from it so far.
        problems: what keeps its figures from being worked out now; then the rest is empty.
    """

    same: bool
    gone: Sequence[Mapping[str, Any]] = ()
    come: Sequence[Mapping[str, Any]] = ()
    paid: Mapping[str, int] = field(default_factory=dict)
    due: Mapping[str, int] = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    @property
    def is_other(self) -> bool:
        """Whether money differs, or cannot be told."""
        return bool(self.gone or self.come or self.paid or self.due or self.problems)


def changed_since(row: Statement) -> Changes:
    """Return what changed in the months of a statement since it was prepared; seven queries."""
    try:
        now = statement_again(row)
    except Refused as refused:
        return Changes(same=False, problems=refused.problems)
    gone, come = line_changes(row.content["lines"], now.content["lines"], last=row.end.isoformat())
    paid, due = (figure_changes(row.content, now.content, name) for name in ("paid", "due"))
    return Changes(now.digest == row.digest, gone, come, paid, due)


def corrected_before(row: Statement) -> Changes:
    """Return the expenditure that differs from what the final statement before it counted.

    That is why months settled before are in it again. One query; none for a year's first.
    """
    before = row.content["before"]
    if not before:
        return Changes(same=True)
    last = (
        Statement.objects.of_unit(row.unit)
        .filter(year=row.year, number=before[-1]["number"])
        .values_list("content", flat=True)
        .first()
    )
    if last is None:
        return Changes(same=True)
    gone, come = line_changes(
        _of_year(last, row.year), _of_year(row.content, row.year), last=last["to"]
    )
    return Changes(not (gone or come), gone, come)


def _of_year(content: Mapping[str, Any], year: int) -> Iterable[Mapping[str, Any]]:
    return [line for line in content["lines"] if line["date"].startswith(f"{year:04}-")]
