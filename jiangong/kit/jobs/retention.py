"""Finished jobs are kept for a while, then go."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.models import CommandReceipt
from jiangong.kit.jobs.models import FINISHED, Job, JobState, Worker
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.schedules import scheduled

KEPT = timedelta(days=30)
FAILED_KEPT = timedelta(days=90)
WORKER_KEPT = timedelta(days=1)
RECEIPTS_KEPT = timedelta(days=30)  # far longer than any form stays open or any client retries


@scheduled("jobs.forget", "清理过期的后台任务", daily_at=time(3, 40))
def forget_finished(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Delete finished jobs after 30 days, failed ones after 90, workers unseen for a day."""
    now = timezone.now()
    others = tuple(state for state in FINISHED if state != JobState.FAILED)
    ended, _ = Job.objects.filter(state__in=others, finished_at__lt=now - KEPT).delete()
    failed, _ = Job.objects.filter(state=JobState.FAILED, finished_at__lt=now - FAILED_KEPT).delete()
    Worker.objects.filter(seen_at__lt=now - WORKER_KEPT).delete()
    return {"message": f"清理了{ended + failed}项任务记录。"}


@scheduled("commands.forget", "清理过期的命令回执", daily_at=time(3, 45))
def forget_receipts(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """A receipt is needed as long as its command may still be repeated."""
    gone, _ = CommandReceipt.objects.filter(at__lt=timezone.now() - RECEIPTS_KEPT).delete()
    return {"message": f"清理了{gone}条命令回执。"}
