"""Addresses, for programs, of what a programme of work leads to."""

from django.urls import path

from timetracking.api import outputs
from timetracking.api import programme_workbooks as workbooks

urlpatterns = [
    path("outputs/", outputs.OutputsView.as_view(), name="api_outputs"),
    path("outputs/count/", outputs.OutputCountView.as_view(), name="api_outputs_count"),
    path("outputs/<int:pk>/", outputs.OutputView.as_view(), name="api_output"),
    path(
        "programme/export/",
        workbooks.ProgrammeExportView.as_view(),
        name="api_programme_export",
    ),
    path(
        "programme/import/",
        workbooks.ProgrammeImportView.as_view(),
        name="api_programme_import",
    ),
]
