"""What was done: activities, entries, weeks, the programme of work, and what helps to log."""

from timetracking.models.activity import Activity, Beneficiary, Kind, WorkArea
from timetracking.models.amendment import Amendment
from timetracking.models.entry import (
    DAY,
    DayTotal,
    MonthTotal,
    RemovedEntry,
    TimeEntry,
    UnitMonthTotal,
)
from timetracking.models.output import Output
from timetracking.models.own import CalendarEvent, Favourite, OwnCalendar, Timer
from timetracking.models.programme import MilestoneDone, ProgrammeItem
from timetracking.models.programme_version import ProgrammeVersion
from timetracking.models.reminder import Reminder
from timetracking.models.upload import ImportMap, Upload
from timetracking.models.week import WeekSheet

__all__ = [
    "DAY",
    "Activity",
    "Amendment",
    "Beneficiary",
    "CalendarEvent",
    "DayTotal",
    "Favourite",
    "ImportMap",
    "Kind",
    "MilestoneDone",
    "MonthTotal",
    "Output",
    "OwnCalendar",
    "ProgrammeItem",
    "ProgrammeVersion",
    "Reminder",
    "RemovedEntry",
    "TimeEntry",
    "Timer",
    "UnitMonthTotal",
    "Upload",
    "WeekSheet",
    "WorkArea",
]
