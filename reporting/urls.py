"""Addresses of what is shown."""

from django.urls import include, path

from reporting.web import (
    board,
    board_parts,
    causes,
    compare,
    limitations,
    report,
    report_files,
    report_writing,
    reports,
    start,
    valuation,
)

urlpatterns = [
    path("", start.start, name="start"),
    path("valuations/<uuid:pk>/", valuation.valuation, name="valuation"),
    path("valuations/<uuid:pk>/compare/", compare.compare, name="valuation_compare"),
    path("valuations/<uuid:pk>/compare/causes/", causes.causes, name="valuation_causes"),
    path(
        "valuations/<uuid:pk>/compare/causes.csv",
        causes.causes_data,
        name="valuation_causes_data",
    ),
    path(
        "valuations/<uuid:pk>/compare/causes/<int:number>/", causes.cause, name="valuation_cause"
    ),
    path("", include("reporting.what_if_urls")),
    path("limitations/", limitations.limitations, name="limitations"),
    path("dashboard/", board.dashboard, name="dashboard"),
    path("dashboard/figure/", board_parts.figure, name="dashboard_figure"),
    path("dashboard/posts/", board_parts.posts, name="dashboard_posts"),
    path("dashboard/months.csv", board_parts.data, name="dashboard_data"),
    path("dashboard/area/<str:code>/", board_parts.area, name="dashboard_area"),
    path("dashboard/activity/<str:code>/", board_parts.activity, name="dashboard_activity"),
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", report_writing.report_new, name="report_new"),
    path("reports/<int:pk>/", report.report, name="report"),
    path("reports/<int:pk>/edit/", report_writing.report_edit, name="report_edit"),
    path("reports/<int:pk>/make/", report.report_make, name="report_make"),
    path("reports/<int:pk>/hand-over/", report.report_hand_over, name="report_hand_over"),
    path("reports/<int:pk>/sign/", report.report_sign, name="report_sign"),
    path("reports/<int:pk>/withdraw/", report.report_withdraw, name="report_withdraw"),
    path("reports/<int:pk>/publish/", report.report_publish, name="report_publish"),
    path("reports/<int:pk>/revise/", report.report_revise, name="report_revise"),
    path("reports/<int:pk>/pdf/", report_files.report_pdf, name="report_pdf"),
    path("reports/<int:pk>/data/<slug:medium>/", report_files.report_data, name="report_data"),
]
