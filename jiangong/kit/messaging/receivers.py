"""What the kit itself tells people."""

from typing import Any

from django.dispatch import receiver

from jiangong.kit.access.actor import system_actor
from jiangong.kit.jobs.signals import job_failed
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify


@receiver(job_failed)
def tell_owner(sender: Any, job: Any, sentence: str, **kwargs: Any) -> None:
    """Whoever asked for a job learns that it was not done, and why."""
    if job.user_id is not None:
        address = job.get_absolute_url()
        notify([job.user], f"{job}没有完成", sentence, address, MessageKind.FAILURE, actor=system_actor())
