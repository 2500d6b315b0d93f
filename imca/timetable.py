"""What the worker does by the clock, the same everywhere."""

from datetime import timedelta

from celery.schedules import crontab

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
    # Each day, so that the first of a month may be missed. Twice does no harm.
    "value-month-before": {
        "task": "costsharing.value_month_before",
        "schedule": crontab(hour="3", minute="10"),
        "options": {"expires": 12 * 3600},
    },
    "check-runs": {
        "task": "costsharing.check_all_runs",
        "schedule": crontab(hour="1", minute="10"),
        "options": {"expires": 12 * 3600},
    },
    # What everybody worked on and costs, in one file: likewise no longer than it must.
    "remove-evidence": {
        "task": "costsharing.remove_evidence",
        "schedule": timedelta(hours=12),
        "options": {"expires": 3600},
    },
    # Everything about a person in one file lies about no longer than it must.
    "remove-exports": {
        "task": "timetracking.remove_exports",
        "schedule": timedelta(hours=12),
        "options": {"expires": 3600},
    },
}
