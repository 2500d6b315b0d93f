"""Addresses of the interface to agreements."""

from django.urls import path

from costsharing.api import agreement_endings, agreement_steps, agreements, key

urlpatterns = [
    path("agreements/", agreements.AgreementsView.as_view(), name="api_agreements"),
    path("agreements/key/", key.KeyView.as_view(), name="api_key"),
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
    path(
        "agreements/<int:pk>/steps/",
        agreement_steps.AgreementStepsView.as_view(),
        name="api_agreement_steps",
    ),
    path(
        "agreements/<int:pk>/steps/<int:step>/",
        agreement_steps.AgreementStepView.as_view(),
        name="api_agreement_step",
    ),
    path(
        "agreements/<int:pk>/endings/",
        agreement_endings.AgreementEndingsView.as_view(),
        name="api_agreement_endings",
    ),
    path(
        "agreements/<int:pk>/endings/<int:ending>/sign/",
        agreement_endings.AgreementEndingSignView.as_view(),
        name="api_agreement_ending_sign",
    ),
    path(
        "agreements/<int:pk>/endings/<int:ending>/withdraw/",
        agreement_endings.AgreementEndingWithdrawView.as_view(),
        name="api_agreement_ending_withdraw",
    ),
]
