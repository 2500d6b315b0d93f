"""A run's inputs under other terms: what the same engine is then given.

Nothing here is stored and no figure of the unit rests on it. ``read_changes`` understands what is
asked, ``apply`` makes the inputs of it; without changes they are the run's own.
"""

from costsharing.core.what_if.apply import apply
from costsharing.core.what_if.changes import (
    Added,
    Changes,
    Impossible,
    Leaving,
    NewBudget,
    NewGrade,
)
from costsharing.core.what_if.read import read_changes
from costsharing.core.what_if.write import changes_document

__all__ = [
    "Added",
    "Changes",
    "Impossible",
    "Leaving",
    "NewBudget",
    "NewGrade",
    "apply",
    "changes_document",
    "read_changes",
]
