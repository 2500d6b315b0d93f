"""Addresses of valuation runs; the page of one run is reporting's."""

from django.urls import path

from costsharing.web import agreement, agreements, input_row, inputs, units, views

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
    path("inputs/", inputs.inputs, name="inputs"),
    path("inputs/<slug:table>/", inputs.input_table, name="input_table"),
    path("inputs/<slug:table>/new/", input_row.input_new, name="input_new"),
    path("inputs/<slug:table>/<int:pk>/", input_row.input_edit, name="input_edit"),
    path("inputs/<slug:table>/<int:pk>/remove/", input_row.input_remove, name="input_remove"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("valuations/", views.valuations, name="valuations"),
    path("valuations/new/", views.new_valuation, name="new_valuation"),
    path("valuations/<uuid:pk>/snapshot.json", views.snapshot, name="snapshot"),
]
