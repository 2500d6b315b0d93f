"""Addresses of the interface to statements and settlement."""

from django.urls import path

from costsharing.api import statements

urlpatterns = [
    path("statements/", statements.StatementsView.as_view(), name="api_statements"),
    path(
        "statements/preview/",
        statements.StatementPreviewView.as_view(),
        name="api_statement_preview",
    ),
    path("statements/<int:pk>/", statements.StatementView.as_view(), name="api_statement"),
    path(
        "statements/<int:pk>/confirm/",
        statements.StatementConfirmView.as_view(),
        name="api_statement_confirm",
    ),
    path(
        "statements/<int:pk>/withdraw/",
        statements.StatementWithdrawView.as_view(),
        name="api_statement_withdraw",
    ),
    path(
        "statements/<int:pk>/files/",
        statements.StatementFilesView.as_view(),
        name="api_statement_files",
    ),
    path(
        "statements/<int:pk>/files/<slug:language>/<slug:medium>/",
        statements.StatementFileView.as_view(),
        name="api_statement_file",
    ),
]
