"""Addresses, for programs, of what a programme of work leads to."""

from django.urls import path

from timetracking.api import programme_workbooks as workbooks

urlpatterns = [
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
