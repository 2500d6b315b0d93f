"""Where the signatures of a document stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.models import Signature

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Signatures:
    """One content of a document: which sides signed, refused, and are still waited for.

    Each is a sorted tuple of instrument codes; the three together are all sides.
    """

    signed: tuple[str, ...]
    refused: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def in_force(self) -> bool:
        """Whether every side, and there are at least two, has signed."""
        return len(self.signed) > 1 and not self.refused and not self.waiting


def signatures_of(
    document: str, document_id: str, *, digest: str, sides: Iterable[str]
) -> Signatures:
    """Return where a document's signatures stand; one query.

    Args:
        document: the kind of document.
        document_id: which one.
        digest: of the content in question; signatures to another content do not count.
        sides: codes of the instruments that must sign.
    """
    decided = dict(
        Signature.objects.filter(
            document=document, document_id=document_id, digest=digest
        ).values_list("instrument__code", "decision")
    )
    by_decision: dict[str | None, list[str]] = {}
    for side in sorted(sides):
        by_decision.setdefault(decided.get(side), []).append(side)
    return Signatures(
        signed=tuple(by_decision.get(Signature.Decision.SIGNED, ())),
        refused=tuple(by_decision.get(Signature.Decision.REFUSED, ())),
        waiting=tuple(by_decision.get(None, ())),
    )
