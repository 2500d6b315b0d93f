"""Addresses of valuation runs; the page of one run is reporting's."""

from django.urls import path

from costsharing.web import units, views

urlpatterns = [
    path("units/new/", units.unit_new, name="unit_new"),
    path("valuations/", views.valuations, name="valuations"),
    path("valuations/new/", views.new_valuation, name="new_valuation"),
    path("valuations/<uuid:pk>/snapshot.json", views.snapshot, name="snapshot"),
]
