"""Carry one job out and write what came of it."""

from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.jobs.acting import actor_of
from jiangong.kit.jobs.models import Job, JobState
from jiangong.kit.jobs.progress import Cancelled, Interrupted, LeaseLost, Progress
from jiangong.kit.jobs.queue import claim, finish, put_back
from jiangong.kit.jobs.registry import kind_of
from jiangong.kit.jobs.signals import job_failed

log = structlog.get_logger("jiangong.jobs")
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
ERROR_LENGTH = 300


def pause_after(attempt: int) -> timedelta:
    """How long to wait after a failed attempt: 5 s, 20 s, 80 s … at most a quarter of an hour."""
    return min(FIRST_PAUSE * 4 ** min(attempt - 1, 6), LONGEST_PAUSE)


def run_job(job: Job, progress: Progress) -> None:
    """Run a claimed job to its end; every outcome is a state of the row, nothing escapes."""
    if job.attempts > job.max_attempts:  # its worker died during the last attempt
        _give_up(job, progress, "任务多次中断，没有完成。请稍后重新办理，或联系系统管理员。")
        return
    kind = kind_of(job.name)
    if kind is None:
        _give_up(job, progress, "系统升级后不再有这类任务，请重新发起。")
        return
    try:
        progress.write()
        result = kind.run(progress, actor=actor_of(job), **job.arguments)
    except Cancelled:
        finish(job, JobState.CANCELLED, **progress.latest)
    except Interrupted:
        put_back(job, timedelta(0), "", extra_attempts=1)
    except LeaseLost:
        log.warning("job_taken_over", job=job.pk, name=job.name, attempt=job.attempts)
    except Refusal as refusal:
        _give_up(job, progress, refusal.sentence)
    except Exception:
        log.exception("job_crashed", job=job.pk, name=job.name, attempt=job.attempts)
        _fail(job, progress)
    else:
        finish(job, JobState.SUCCEEDED, error="", result=result or {}, **progress.latest)


def _fail(job: Job, progress: Progress) -> None:
    """Try again later, or give up after the last attempt."""
    if job.attempts < job.max_attempts:
        put_back(job, pause_after(job.attempts), f"第{job.attempts}次没有成功，稍后自动再试。")
        return
    _give_up(job, progress, f"系统出了差错，任务没有完成。请把任务编号{job.pk}告诉系统管理员。")


@transaction.atomic
def _give_up(job: Job, progress: Progress, sentence: str) -> None:
    """Close the job as failed and tell its owner."""
    values: dict[str, Any] = progress.latest
    if finish(job, JobState.FAILED, error=sentence[:ERROR_LENGTH], **values):
        job_failed.send(Job, job=job, sentence=sentence)


def run_due(limit: int = 100) -> int:
    """Carry out what is due, here and now; how many were run."""
    for number in range(limit):
        job = claim()
        if job is None:
            return number
        run_job(job, Progress(job))
    return limit
