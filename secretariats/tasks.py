"""What workers do here: load, call an action, stop."""

from celery import shared_task

from secretariats.actions import hand_out_lost as action


@shared_task(name="secretariats.hand_out_lost")
def hand_out_lost() -> int:
    """Hand out again the jobs whose message or worker was lost."""
    return action.hand_out_lost()
