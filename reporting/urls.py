"""Addresses of what is shown."""

from django.urls import path

from reporting.web import views

urlpatterns = [
    path("", views.start, name="start"),
    path("valuations/<uuid:pk>/", views.valuation, name="valuation"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/pdf/", views.report_pdf, name="report_pdf"),
]
