"""Addresses of the interface to reports."""

from django.urls import path

from reporting.api import views

urlpatterns = [
    path("reports/", views.ReportsView.as_view(), name="api_reports"),
    path("reports/<int:pk>/", views.ReportView.as_view(), name="api_report"),
    path(
        "reports/<int:pk>/document/",
        views.ReportDocumentView.as_view(),
        name="api_report_document",
    ),
]
