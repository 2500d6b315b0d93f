"""Django's record of the app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """What is shown: reports, charts, renderers."""

    name = "reporting"
