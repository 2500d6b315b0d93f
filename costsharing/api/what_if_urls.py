"""Addresses of the interface to what a run would give under other terms."""

from django.urls import path

from costsharing.api import what_if

urlpatterns = [
    path("what-if/", what_if.WhatIfView.as_view(), name="api_what_if"),
    path("scenarios/", what_if.ScenariosView.as_view(), name="api_scenarios"),
    path("scenarios/<uuid:pk>/", what_if.ScenarioView.as_view(), name="api_scenario"),
]
