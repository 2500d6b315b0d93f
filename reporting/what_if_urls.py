"""Addresses of what a run would give under other terms."""

from django.urls import path

from reporting.web import scenario, what_if

urlpatterns = [
    path("what-if/", what_if.what_if, name="what_if"),
    path("what-if/<uuid:pk>/", scenario.scenario, name="scenario"),
    path("what-if/<uuid:pk>/discard/", scenario.scenario_discard, name="scenario_discard"),
]
