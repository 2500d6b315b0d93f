"""Addresses of the interface to work in the background."""

from django.urls import path

from secretariats.api.views import JobView

urlpatterns = [path("jobs/<uuid:pk>/", JobView.as_view(), name="api_job")]
