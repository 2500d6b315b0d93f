"""Addresses of runs beside today's inputs, and of the work of many units."""

from django.urls import path

from costsharing.web import checks, many_units

urlpatterns = [
    path("valuations/checks/", checks.checks, name="checks"),
    path("valuations/units/", many_units.many_units, name="many_units"),
]
