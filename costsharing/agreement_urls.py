"""Addresses of agreements."""

from django.urls import path

from costsharing.web import agreement, agreement_endings, agreement_steps, agreements

urlpatterns = [
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.agreement_new, name="agreement_new"),
    path("agreements/<int:pk>/", agreement.agreement, name="agreement"),
    path("agreements/<int:pk>/edit/", agreement.agreement_edit, name="agreement_edit"),
    path("agreements/<int:pk>/discard/", agreement.agreement_discard, name="agreement_discard"),
    path(
        "agreements/<int:pk>/hand-over/", agreement.agreement_hand_over, name="agreement_hand_over"
    ),
    path("agreements/<int:pk>/withdraw/", agreement.agreement_withdraw, name="agreement_withdraw"),
    path("agreements/<int:pk>/sign/", agreement.agreement_sign, name="agreement_sign"),
    path(
        "agreements/<int:pk>/steps/",
        agreement_steps.agreement_step_note,
        name="agreement_step_note",
    ),
    path(
        "agreements/<int:pk>/steps/<int:step>/",
        agreement_steps.agreement_step_change,
        name="agreement_step_change",
    ),
    path(
        "agreements/<int:pk>/steps/<int:step>/remove/",
        agreement_steps.agreement_step_remove,
        name="agreement_step_remove",
    ),
    path("agreements/<int:pk>/end/", agreement_endings.agreement_end, name="agreement_end"),
    path(
        "agreements/<int:pk>/end/<int:ending>/sign/",
        agreement_endings.agreement_end_sign,
        name="agreement_end_sign",
    ),
    path(
        "agreements/<int:pk>/end/<int:ending>/withdraw/",
        agreement_endings.agreement_end_withdraw,
        name="agreement_end_withdraw",
    ),
]
