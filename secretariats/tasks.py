"""What workers do here: load, call an action, stop."""

from celery import shared_task

from secretariats.actions import forget_keys as forgetting
from secretariats.actions import hand_out_lost as action
from secretariats.actions import mail_link
from secretariats.models import Person


@shared_task(name="secretariats.hand_out_lost")
def hand_out_lost() -> int:
    """Hand out again the jobs whose message or worker was lost."""
    return action.hand_out_lost()


@shared_task(name="secretariats.forget_keys")
def forget_keys() -> int:
    """Remove the keys of writes that nobody will send again."""
    return forgetting.forget_keys()


# A mail server that does not answer is asked again, for half an hour in all.
@shared_task(
    name="secretariats.mail_links", autoretry_for=(OSError,), retry_backoff=30, max_retries=6
)
def mail_links(address: str, site: str) -> int:
    """Send links to a new password to the people of an e-mail address."""
    return mail_link.mail_links(address, site=site)


@shared_task(
    name="secretariats.mail_welcome", autoretry_for=(OSError,), retry_backoff=30, max_retries=6
)
def mail_welcome(person: int, site: str) -> None:
    """Send a person the link to their first password."""
    mail_link.mail_welcome(Person.objects.get(pk=person), site=site)
