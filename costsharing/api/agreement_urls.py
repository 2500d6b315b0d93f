"""Addresses of the interface to agreements."""

from django.urls import path

from costsharing.api import agreements

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
]
