"""Addresses of how a figure came about."""

from django.urls import path

from costsharing.web import evidence, explain

urlpatterns = [
    path("valuations/<uuid:pk>/explain/", explain.explain, name="explain"),
    path("valuations/<uuid:pk>/explain.csv", explain.explain_csv, name="explain_csv"),
    path("valuations/<uuid:pk>/evidence/", evidence.evidence, name="evidence"),
    path("valuations/<uuid:pk>/evidence/file/", evidence.evidence_file, name="evidence_file"),
]
