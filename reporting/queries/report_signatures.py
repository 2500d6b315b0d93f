"""The signatures to a report as it was handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariats.queries.signatures import signatures_of

if TYPE_CHECKING:
    from reporting.models import Report
    from secretariats.queries.signatures import Signatures

# The kind of document, as its signatures name it.
DOCUMENT = "report"


def report_signatures(report: Report) -> Signatures:
    """Return where the signatures of a report stand; two queries.

    Its sides are the instruments that its unit serves. What was not handed over has none.
    """
    sides = report.unit.instruments.values_list("code", flat=True)
    return signatures_of(DOCUMENT, str(report.pk), digest=report.digest, sides=sides)


def is_complete(found: Signatures) -> bool:
    """Return whether every side signed; where a unit serves one instrument, that is its one."""
    return bool(found.signed) and not found.refused and not found.waiting
