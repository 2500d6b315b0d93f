"""Addresses of inputs."""

from django.urls import path

from costsharing.web import input_row, inputs

urlpatterns = [
    path("inputs/", inputs.inputs, name="inputs"),
    path("inputs/<slug:table>/", inputs.input_table, name="input_table"),
    path("inputs/<slug:table>/new/", input_row.input_new, name="input_new"),
    path("inputs/<slug:table>/<int:pk>/", input_row.input_edit, name="input_edit"),
    path("inputs/<slug:table>/<int:pk>/remove/", input_row.input_remove, name="input_remove"),
]
