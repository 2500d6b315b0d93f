"""Addresses of time."""

from django.urls import path

from timetracking.web import seen, views

urlpatterns = [
    path("time/", views.week, name="week"),
    path("time/seen/", seen.time_seen, name="time_seen"),
]
