"""Addresses of the interface to time."""

from django.urls import path

from timetracking.api import views

urlpatterns = [
    path("time/", views.TimeView.as_view(), name="api_time"),
    path("time/cell/", views.CellView.as_view(), name="api_time_cell"),
    path("activities/", views.ActivitiesView.as_view(), name="api_activities"),
    path("entries/", views.EntriesView.as_view(), name="api_entries"),
]
