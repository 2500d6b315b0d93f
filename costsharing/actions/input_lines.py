"""Lines of proposals as what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.queries.input_file import SAME
from costsharing.queries.input_history import REQUEST
from secretariats.actions.write_input import Line, Through

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from costsharing.models import InputProposal


def lines_of(kept: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Return the lines that change anything, to be written."""
    return [
        Line(
            act=line["act"],
            texts=line["texts"],
            row=line["row"],
            seen=line["seen"],
            exact=True,
            place=line.get("place"),
        )
        for line in kept
        if line["act"] != SAME
    ]


def through(row: InputProposal, *, agreed: bool) -> Through:
    """Return how the lines of a proposal come about, for the history."""
    return Through(agreed=agreed, request=f"{REQUEST}{row.pk}", reason=row.reason)
