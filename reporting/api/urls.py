"""Addresses of the interface to reports."""

from django.urls import path

from reporting.api import board, steps, views

ONE = "reports/<int:pk>/"

urlpatterns = [
    path("dashboard/", board.BoardView.as_view(), name="api_dashboard"),
    path("dashboard/figure/", board.FigureView.as_view(), name="api_dashboard_figure"),
    path("waiting/", board.WaitingView.as_view(), name="api_waiting"),
    path("reports/", views.ReportsView.as_view(), name="api_reports"),
    path("reports/check/", views.CheckView.as_view(), name="api_report_check"),
    path(ONE, views.ReportView.as_view(), name="api_report"),
    path(f"{ONE}document/", views.ReportDocumentView.as_view(), name="api_report_document"),
    path(f"{ONE}data/<slug:medium>/", views.ReportDataView.as_view(), name="api_report_data"),
    path(f"{ONE}make/", steps.MakeView.as_view(), name="api_report_make"),
    path(f"{ONE}hand-over/", steps.HandOverView.as_view(), name="api_report_hand_over"),
    path(f"{ONE}signatures/", steps.SignaturesView.as_view(), name="api_report_signatures"),
    path(f"{ONE}withdraw/", steps.WithdrawView.as_view(), name="api_report_withdraw"),
    path(f"{ONE}publish/", steps.PublishView.as_view(), name="api_report_publish"),
    path(f"{ONE}revisions/", steps.RevisionsView.as_view(), name="api_report_revisions"),
]
