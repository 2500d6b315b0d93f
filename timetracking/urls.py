"""Addresses of time."""

from django.urls import include, path

from timetracking.web import (
    absence,
    amend,
    approvals,
    calendar,
    exports,
    history,
    holidays,
    programme,
    programme_item,
    programme_version,
    reminder,
    reminders_off,
    row,
    seen,
    team,
    timer,
    uploads,
    views,
)

PROGRAMME = [
    path("", programme.programme, name="programme"),
    path("copy/", programme.programme_copy, name="programme_copy"),
    path("hand-over/", programme.programme_hand_over, name="programme_hand_over"),
    path("items/new/", programme_item.programme_item_new, name="programme_item_new"),
    path("items/<int:pk>/", programme_item.programme_item, name="programme_item"),
    path(
        "items/<int:pk>/remove/",
        programme_item.programme_item_remove,
        name="programme_item_remove",
    ),
    path("versions/<int:pk>/", programme_version.programme_version, name="programme_version"),
    path("versions/<int:pk>/sign/", programme_version.programme_sign, name="programme_sign"),
    path(
        "versions/<int:pk>/withdraw/",
        programme_version.programme_withdraw,
        name="programme_withdraw",
    ),
]
APPROVALS = [
    path("", approvals.approvals, name="approvals"),
    path("approve/", approvals.approvals_approve, name="approvals_approve"),
    path("<int:pk>/", approvals.approval, name="approval"),
    path("<int:pk>/back/", approvals.approval_back, name="approval_back"),
    path("amendments/<int:pk>/", approvals.amendment_decide, name="amendment_decide"),
]
urlpatterns = [
    path("programme/", include(PROGRAMME)),
    path("time/amend/", amend.amend, name="amend"),
    path("time/approvals/", include(APPROVALS)),
    path("", include("timetracking.programme_urls")),
    path("time/", views.week, name="week"),
    path("time/absence/", absence.absence, name="absence"),
    path("time/absence/change/", absence.absence_change, name="absence_change"),
    path("time/row/", row.time_row, name="time_row"),
    path("time/team/", team.team, name="team"),
    path("time/team/remind/", team.team_remind, name="team_remind"),
    path("time/calendar/", calendar.own_calendar, name="own_calendar"),
    path("time/calendar/remember/", calendar.calendar_remember, name="calendar_remember"),
    path("holidays/", holidays.holidays, name="holidays"),
    path("time/reminder/", reminder.time_reminder, name="time_reminder"),
    path("time/history/", history.time_history, name="time_history"),
    path("time/export/", exports.exports, name="exports"),
    path("time/export/data/", exports.export_data, name="export_data"),
    path("time/export/<uuid:pk>/", exports.export_file, name="export_file"),
    path("time/seen/", seen.time_seen, name="time_seen"),
    path("time/import/", uploads.uploads, name="uploads"),
    path("time/import/<uuid:pk>/", uploads.upload, name="upload"),
    path("timer/", timer.timer, name="timer"),
    path("reminders/off/<str:token>/", reminders_off.reminders_off, name="reminders_off"),
]
