"""Addresses of the interface to values."""

from django.urls import path

from costsharing.api import inputs, units, views

urlpatterns = [
    path("units/", units.UnitsView.as_view(), name="api_units"),
    path("valuations/", views.ValuationsView.as_view(), name="api_valuations"),
    path("valuations/<uuid:pk>/", views.ValuationView.as_view(), name="api_valuation"),
    path("inputs/<slug:table>/", inputs.InputsView.as_view(), name="api_inputs"),
    path("inputs/<slug:table>/<int:pk>/", inputs.InputView.as_view(), name="api_input"),
    path("limitations/", views.LimitationsView.as_view(), name="api_limitations"),
]
