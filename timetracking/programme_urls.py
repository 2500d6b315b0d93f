"""Addresses of what a programme of work leads to: changes, milestones, workbooks, outputs."""

from django.urls import include, path

from timetracking.web import (
    output,
    outputs,
    programme_changes,
    programme_import,
    programme_milestones,
)

PROGRAMME = [
    path("changes/", programme_changes.programme_changes, name="programme_changes"),
    path("export/", programme_import.programme_export, name="programme_export"),
    path("import/", programme_import.programme_import, name="programme_import"),
    path("milestones/", programme_milestones.programme_milestone, name="programme_milestone"),
]
OUTPUTS = [
    path("", outputs.outputs, name="outputs"),
    path("download/", outputs.outputs_download, name="outputs_download"),
    path("<int:pk>/", output.output, name="output"),
    path("<int:pk>/remove/", output.output_remove, name="output_remove"),
]
urlpatterns = [
    path("programme/", include(PROGRAMME)),
    path("outputs/", include(OUTPUTS)),
]
