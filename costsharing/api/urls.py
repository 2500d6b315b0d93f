"""Addresses of the interface to values."""

from django.urls import include, path

from costsharing.api import causes, compare, ledger, units, views

urlpatterns = [
    path("", include("costsharing.api.agreement_urls")),
    path("", include("costsharing.api.input_urls")),
    path("", include("costsharing.api.statement_urls")),
    path("", include("costsharing.api.what_if_urls")),
    path("", include("costsharing.api.check_urls")),
    path("", include("costsharing.api.evidence_urls")),
    path("units/", units.UnitsView.as_view(), name="api_units"),
    path("valuations/", views.ValuationsView.as_view(), name="api_valuations"),
    path("valuations/<uuid:pk>/", views.ValuationView.as_view(), name="api_valuation"),
    path("valuations/<uuid:pk>/causes/", causes.CausesView.as_view(), name="api_valuation_causes"),
    path(
        "valuations/<uuid:pk>/compare/",
        compare.CompareView.as_view(),
        name="api_valuation_compare",
    ),
    path(
        "valuations/<uuid:pk>/ledger/<slug:form>/",
        ledger.LedgerView.as_view(),
        name="api_ledger",
    ),
    path("limitations/", views.LimitationsView.as_view(), name="api_limitations"),
]
