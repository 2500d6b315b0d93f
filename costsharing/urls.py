"""Addresses of what the work is worth and who pays; the page of one run is reporting's."""

from django.urls import include, path

from costsharing.web import ledger, units, views

urlpatterns = [
    path("", include("costsharing.agreement_urls")),
    path("", include("costsharing.input_urls")),
    path("", include("costsharing.statement_urls")),
    path("", include("costsharing.check_urls")),
    path("", include("costsharing.evidence_urls")),
    path("units/new/", units.unit_new, name="unit_new"),
    path("valuations/", views.valuations, name="valuations"),
    path("valuations/new/", views.new_valuation, name="new_valuation"),
    path("valuations/<uuid:pk>/snapshot.json", views.snapshot, name="snapshot"),
    path("valuations/<uuid:pk>/ledger/<slug:form>/", ledger.ledger, name="ledger"),
]
