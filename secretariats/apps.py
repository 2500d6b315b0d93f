"""Django's record of the app."""

from django.apps import AppConfig


class SecretariatsConfig(AppConfig):
    """Who: instruments, units, people, roles, posts, calendar, signatures, history."""

    name = "secretariats"
