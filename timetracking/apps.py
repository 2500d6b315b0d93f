"""Django's record of the app."""

from django.apps import AppConfig


class TimeTrackingConfig(AppConfig):
    """What was done: programme of work, activities, entries, weeks, importers."""

    name = "timetracking"
