"""What the record of time cannot tell, measured (valuation.md, Limitations).

Pure and exact: rows that the database has added up go in, :class:`Tally` adds them up further
(a tally of the team is the sum of the people's), :func:`figures_of` makes the shares of it.
"""

from costsharing.core.limitations.figures import Figures, figures_of
from costsharing.core.limitations.habits import tally_months
from costsharing.core.limitations.plan import DayPlan, PlanBook
from costsharing.core.limitations.records import MonthMinutes, SavedMinutes
from costsharing.core.limitations.saving import WorkingDays, tally_days
from costsharing.core.limitations.table import ActivityFigures, LimitationsTable, MonthFigures
from costsharing.core.limitations.tally import Tally, add_up

__all__ = [
    "ActivityFigures",
    "DayPlan",
    "Figures",
    "LimitationsTable",
    "MonthFigures",
    "MonthMinutes",
    "PlanBook",
    "SavedMinutes",
    "Tally",
    "WorkingDays",
    "add_up",
    "figures_of",
    "tally_days",
    "tally_months",
]
