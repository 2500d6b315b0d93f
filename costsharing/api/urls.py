"""Addresses of the interface to values."""

from django.urls import path

from costsharing.api import agreements, compare, inputs, units, views

urlpatterns = [
    path("agreements/", agreements.AgreementsView.as_view(), name="api_agreements"),
    path("agreements/key/", agreements.KeyView.as_view(), name="api_key"),
    path("agreements/<int:pk>/", agreements.AgreementView.as_view(), name="api_agreement"),
    path(
        "agreements/<int:pk>/hand-over/",
        agreements.AgreementHandOverView.as_view(),
        name="api_agreement_hand_over",
    ),
    path(
        "agreements/<int:pk>/withdraw/",
        agreements.AgreementWithdrawView.as_view(),
        name="api_agreement_withdraw",
    ),
    path(
        "agreements/<int:pk>/sign/",
        agreements.AgreementSignView.as_view(),
        name="api_agreement_sign",
    ),
    path("units/", units.UnitsView.as_view(), name="api_units"),
    path("valuations/", views.ValuationsView.as_view(), name="api_valuations"),
    path("valuations/<uuid:pk>/", views.ValuationView.as_view(), name="api_valuation"),
    path(
        "valuations/<uuid:pk>/compare/",
        compare.CompareView.as_view(),
        name="api_valuation_compare",
    ),
    path("inputs/<slug:table>/", inputs.InputsView.as_view(), name="api_inputs"),
    path("inputs/<slug:table>/<int:pk>/", inputs.InputView.as_view(), name="api_input"),
    path("limitations/", views.LimitationsView.as_view(), name="api_limitations"),
]
