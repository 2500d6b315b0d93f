"""The Celery application: the same tasks on Redis and on the embedded broker."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imca.settings")

app = Celery("imca")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
