"""Addresses of statements and settlement."""

from django.urls import path

from costsharing.web import statement, statements

urlpatterns = [
    path("statements/", statements.statements, name="statements"),
    path("statements/new/", statements.statement_new, name="statement_new"),
    path("statements/<int:pk>/", statement.statement, name="statement"),
    path("statements/<int:pk>/confirm/", statement.statement_confirm, name="statement_confirm"),
    path("statements/<int:pk>/withdraw/", statement.statement_withdraw, name="statement_withdraw"),
    path("statements/<int:pk>/make/", statement.statement_make, name="statement_make"),
    path(
        "statements/<int:pk>/<slug:language>/<slug:medium>/",
        statement.statement_file,
        name="statement_file",
    ),
]
