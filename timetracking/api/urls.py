"""Addresses of the interface to time."""

from django.urls import include, path

from timetracking.api import (
    absences,
    calendar,
    copying,
    exports,
    history,
    holidays,
    imports,
    programme,
    team,
    timer,
    views,
)
from timetracking.api import programme_states as states
from timetracking.api import programme_versions as versions

PROGRAMME = [
    path("", programme.ProgrammeView.as_view(), name="api_programme"),
    path("copy/", programme.ProgrammeCopyView.as_view(), name="api_programme_copy"),
    path("hand-over/", programme.ProgrammeHandOverView.as_view(), name="api_programme_hand_over"),
    path("items/", programme.ItemsView.as_view(), name="api_programme_items"),
    path("changes/", states.ProgrammeChangesView.as_view(), name="api_programme_changes"),
    path("milestones/", states.MilestoneMarkView.as_view(), name="api_milestones"),
    path("items/<int:pk>/", programme.ItemView.as_view(), name="api_programme_item"),
    path(
        "versions/<int:pk>/",
        versions.VersionView.as_view(),
        name="api_programme_version",
    ),
    path(
        "versions/<int:pk>/sign/",
        versions.VersionSignView.as_view(),
        name="api_programme_sign",
    ),
    path(
        "versions/<int:pk>/withdraw/",
        versions.VersionWithdrawView.as_view(),
        name="api_programme_withdraw",
    ),
]
urlpatterns = [
    path("programme/", include(PROGRAMME)),
    path("", include("timetracking.api.programme_urls")),
    path("time/", views.TimeView.as_view(), name="api_time"),
    path("time/cell/", views.CellView.as_view(), name="api_time_cell"),
    path("time/copy/", copying.CopyView.as_view(), name="api_time_copy"),
    path("time/beneficiary/", copying.BeneficiaryView.as_view(), name="api_time_beneficiary"),
    path("time/favourites/", copying.FavouritesView.as_view(), name="api_favourites"),
    path("absences/", absences.AbsencesView.as_view(), name="api_absences"),
    path("time/history/", history.HistoryView.as_view(), name="api_time_history"),
    path("team/", team.TeamView.as_view(), name="api_team"),
    path("team/remind/", team.TeamRemindView.as_view(), name="api_team_remind"),
    path("time/export/", exports.ExportView.as_view(), name="api_time_export"),
    path("time/export/data/", exports.ExportDataView.as_view(), name="api_export_data"),
    path("calendar/", calendar.CalendarView.as_view(), name="api_calendar"),
    path("calendar/read/", calendar.CalendarReadView.as_view(), name="api_calendar_read"),
    path("calendar/events/", calendar.CalendarEventsView.as_view(), name="api_calendar_events"),
    path("holidays/", holidays.HolidaysView.as_view(), name="api_holidays"),
    path("timer/", timer.TimerView.as_view(), name="api_timer"),
    path("timer/stop/", timer.TimerStopView.as_view(), name="api_timer_stop"),
    path("activities/", views.ActivitiesView.as_view(), name="api_activities"),
    path("imports/", imports.ImportsView.as_view(), name="api_imports"),
    path("imports/<uuid:pk>/", imports.ImportView.as_view(), name="api_import"),
    path("", include("timetracking.api.week_urls")),
    path("entries/", views.EntriesView.as_view(), name="api_entries"),
]
