"""Addresses of agreements."""

from django.urls import path

from costsharing.web import agreement, agreements

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
]
