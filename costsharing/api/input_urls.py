"""Addresses of the interface to inputs."""

from django.urls import include, path

from costsharing.api import input_files, input_proposals, inputs

PROPOSALS = [
    path("", input_proposals.ProposalsView.as_view(), name="api_input_proposals"),
    path("<int:pk>/", input_proposals.ProposalView.as_view(), name="api_input_proposal"),
    path(
        "<int:pk>/decide/", input_proposals.ProposalDecideView.as_view(), name="api_input_decide"
    ),
    path(
        "<int:pk>/withdraw/",
        input_proposals.ProposalWithdrawView.as_view(),
        name="api_input_withdraw",
    ),
]
urlpatterns = [
    path("inputs/proposals/", include(PROPOSALS)),
    path("inputs/<slug:table>/", inputs.InputsView.as_view(), name="api_inputs"),
    path("inputs/<slug:table>/file/", input_files.InputFileView.as_view(), name="api_input_file"),
    path(
        "inputs/<slug:table>/history/",
        input_files.InputHistoryView.as_view(),
        name="api_input_history",
    ),
    path("inputs/<slug:table>/<int:pk>/", inputs.InputView.as_view(), name="api_input"),
]
