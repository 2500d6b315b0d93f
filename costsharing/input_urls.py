"""Addresses of inputs."""

from django.urls import include, path

from costsharing.web import (
    input_files,
    input_history,
    input_proposals,
    input_row,
    inputs,
)

PROPOSALS = [
    path("", input_proposals.input_proposals, name="input_proposals"),
    path("<int:pk>/", input_proposals.input_proposal, name="input_proposal"),
    path("<int:pk>/confirm/", input_proposals.input_proposal_confirm, name="input_confirm"),
    path("<int:pk>/decide/", input_proposals.input_proposal_decide, name="input_decide"),
    path("<int:pk>/withdraw/", input_proposals.input_proposal_withdraw, name="input_withdraw"),
]
urlpatterns = [
    path("inputs/", inputs.inputs, name="inputs"),
    path("inputs/proposals/", include(PROPOSALS)),
    path("inputs/<slug:table>/", inputs.input_table, name="input_table"),
    path("inputs/<slug:table>/new/", input_row.input_new, name="input_new"),
    path("inputs/<slug:table>/file/", input_files.input_upload, name="input_upload"),
    path("inputs/<slug:table>/download/", input_files.input_download, name="input_download"),
    path("inputs/<slug:table>/history/", input_history.input_history, name="input_history"),
    path("inputs/<slug:table>/<int:pk>/", input_row.input_edit, name="input_edit"),
    path("inputs/<slug:table>/<int:pk>/remove/", input_row.input_remove, name="input_remove"),
]
