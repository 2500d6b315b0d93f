"""Django's record of the app."""

from django.apps import AppConfig


class SecretariatsConfig(AppConfig):
    """Who: instruments, committees, the unit, people, roles, posts, calendar, signatures, history."""

    name = "secretariats"
