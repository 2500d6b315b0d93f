"""Addresses of the interface to time."""

from django.urls import include, path

from timetracking.api import programme, views
from timetracking.api import programme_versions as versions

PROGRAMME = [
    path("", programme.ProgrammeView.as_view(), name="api_programme"),
    path("copy/", programme.ProgrammeCopyView.as_view(), name="api_programme_copy"),
    path("hand-over/", programme.ProgrammeHandOverView.as_view(), name="api_programme_hand_over"),
    path("items/", programme.ItemsView.as_view(), name="api_programme_items"),
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
    path("time/", views.TimeView.as_view(), name="api_time"),
    path("time/cell/", views.CellView.as_view(), name="api_time_cell"),
    path("activities/", views.ActivitiesView.as_view(), name="api_activities"),
    path("entries/", views.EntriesView.as_view(), name="api_entries"),
]
