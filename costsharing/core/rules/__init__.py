"""The ways to share joint work and overhead, one file each; found by looking at this package."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from costsharing.core.sharing import Rule
from secretariats.core.plug_ins import plug_ins

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return name → rule for every file of this package."""
    return plug_ins(__name__, __path__, "RULE", Rule)


def joint_rules() -> list[str]:
    """Return the names that may stand as policy for joint work, sorted."""
    return sorted(name for name, rule in all_rules().items() if rule.for_joint)


def overhead_rules() -> list[str]:
    """Return the names that may stand as policy for overhead, sorted."""
    return sorted(name for name, rule in all_rules().items() if rule.for_overhead)
