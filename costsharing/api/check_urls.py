"""Addresses of the interface to runs beside today's inputs, and of the work of many units."""

from django.urls import path

from costsharing.api import checks, many_units

urlpatterns = [
    path("valuations/checks/", checks.ChecksView.as_view(), name="api_checks"),
    path("valuations/units/", many_units.UnitsValuedView.as_view(), name="api_many_units"),
]
