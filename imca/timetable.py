"""What the worker does by the clock, the same everywhere."""

from datetime import timedelta

# Messages are not kept when Redis ends; the jobs are rows of the database.
CELERY_BEAT_SCHEDULE = {
    "hand-out-lost": {
        "task": "secretariats.hand_out_lost",
        "schedule": timedelta(minutes=2),
        "options": {"expires": 120},
    },
    # Each hour, since each hour begins a morning in some time zone.
    "remind": {
        "task": "timetracking.remind",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
    "read-calendars": {
        "task": "timetracking.read_calendars",
        "schedule": timedelta(hours=3),
        "options": {"expires": 3600},
    },
    "forget-keys": {
        "task": "secretariats.forget_keys",
        "schedule": timedelta(days=1),
        "options": {"expires": 3600},
    },
    # Everything about a person in one file lies about no longer than it must.
    "remove-exports": {
        "task": "timetracking.remove_exports",
        "schedule": timedelta(hours=12),
        "options": {"expires": 3600},
    },
}
