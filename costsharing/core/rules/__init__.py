"""The ways to share joint work and overhead, one file each; found by looking at this package."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.core.sharing import Rule


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return name → rule for every file of this package."""
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        rule: Rule = importlib.import_module(module.name).RULE
        found[rule.name] = rule
    return found


def joint_rules() -> list[str]:
    """Return the names that may stand as policy for joint work, sorted."""
    return sorted(name for name, rule in all_rules().items() if rule.for_joint)


def overhead_rules() -> list[str]:
    """Return the names that may stand as policy for overhead, sorted."""
    return sorted(name for name, rule in all_rules().items() if rule.for_overhead)
