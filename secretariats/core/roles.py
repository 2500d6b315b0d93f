"""What each kind of role is a role for: the whole unit, one instrument, one committee."""

from __future__ import annotations

from typing import Literal

Scope = Literal["unit", "instrument", "committee"]

_SCOPES: dict[str, Scope] = {
    "executive_secretary": "instrument",
    "finance": "instrument",
    "committee_member": "committee",
}


def scope_of(kind: str) -> Scope:
    """Return what a role of this kind is given for; what is not named is for the whole unit."""
    return _SCOPES.get(kind, "unit")
