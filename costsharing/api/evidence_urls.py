"""Addresses of the interface to how a figure came about."""

from django.urls import path

from costsharing.api import evidence, explain

urlpatterns = [
    path("valuations/<uuid:pk>/explain/", explain.ExplainView.as_view(), name="api_explain"),
    path("valuations/<uuid:pk>/evidence/", evidence.EvidenceView.as_view(), name="api_evidence"),
    path(
        "valuations/<uuid:pk>/evidence/file/",
        evidence.EvidenceFileView.as_view(),
        name="api_evidence_file",
    ),
]
