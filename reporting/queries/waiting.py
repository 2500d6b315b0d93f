"""All that waits for a person's signature, of whatever kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.queries.agreements_listed import agreements_handed_over
from reporting.queries.waiting_reports import reports_handed_over
from secretariats.queries.signatures import still_waiting
from timetracking.queries.programme_versions import programmes_handed_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from secretariats.models import Unit
    from secretariats.queries.signatures import Waiting

# Each returns, for the sides it is given, what was handed over to them: one query.
_KINDS: tuple[Callable[[Iterable[tuple[Unit, str]]], list[Waiting]], ...] = (
    agreements_handed_over,
    programmes_handed_over,
    reports_handed_over,
)


def waiting_signatures(sides: Iterable[tuple[Unit, str]]) -> list[Waiting]:
    """Return what some sides have not decided on yet, the longest waiting first.

    One query for each kind of document, and one more where anything was handed over; none where
    there are no sides.

    Args:
        sides: unit and code of each instrument that a person signs for.
    """
    own = list(sides)
    found = still_waiting([one for kind in _KINDS for one in kind(own)])
    return sorted(found, key=_age)


def _age(one: Waiting) -> tuple[bool, str, str, str]:
    """Return the key by which what waits longest comes first, and what has no day last."""
    return one.since is None, one.since.isoformat() if one.since else "", one.kind, one.document_id
