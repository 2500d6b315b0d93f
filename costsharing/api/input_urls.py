"""Addresses of the interface to inputs."""

from django.urls import path

from costsharing.api import inputs

urlpatterns = [
    path("inputs/<slug:table>/", inputs.InputsView.as_view(), name="api_inputs"),
    path("inputs/<slug:table>/<int:pk>/", inputs.InputView.as_view(), name="api_input"),
]
