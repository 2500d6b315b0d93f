"""What was done: activities, entries, weeks, the programme of work."""

from timetracking.models.activity import Activity, Beneficiary, Kind, WorkArea
from timetracking.models.entry import DAY, DayTotal, MonthTotal, RemovedEntry, TimeEntry
from timetracking.models.programme import ProgrammeItem
from timetracking.models.programme_version import ProgrammeVersion
from timetracking.models.week import WeekSheet

__all__ = [
    "DAY",
    "Activity",
    "Beneficiary",
    "DayTotal",
    "Kind",
    "MonthTotal",
    "ProgrammeItem",
    "ProgrammeVersion",
    "RemovedEntry",
    "TimeEntry",
    "WeekSheet",
    "WorkArea",
]
