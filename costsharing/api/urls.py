"""Addresses of the interface to values."""

from django.urls import path

from costsharing.api import views

urlpatterns = [
    path("valuations/", views.ValuationsView.as_view(), name="api_valuations"),
    path("valuations/<uuid:pk>/", views.ValuationView.as_view(), name="api_valuation"),
    path("limitations/", views.LimitationsView.as_view(), name="api_limitations"),
]
