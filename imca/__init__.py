"""Wiring: settings, addresses and the Celery application. No rule of the business lives here."""

from imca.celery import app as celery_app

__all__ = ["celery_app"]
