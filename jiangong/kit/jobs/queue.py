"""The queue in the database: put in, claim once, keep, finish, take back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, Refusal
from jiangong.kit.jobs.models import FINISHED, Job, JobState
from jiangong.kit.jobs.registry import kind_of

LEASE = timedelta(seconds=60)
CANDIDATES = 5  # without SKIP LOCKED a worker that loses the first one tries the next


def enqueue(name: str, *, actor: Actor, run_at: datetime | None = None, **arguments: Any) -> Job:
    """Put a job into the queue, in the caller's transaction: it exists exactly if the command does."""
    kind = kind_of(name)
    if kind is None:
        raise LookupError(f"no job is declared as {name}")
    return Job.objects.create(
        name=name,
        arguments=arguments,
        user_id=actor.user_id,
        organization_id=actor.organization_id,
        appointment_id=actor.appointment_id,
        request_id=actor.request_id,
        max_attempts=kind.max_attempts,
        run_at=run_at or timezone.now(),
    )


def due(now: datetime) -> Q:
    """Waiting jobs whose time has come, and running ones whose worker has died."""
    return Q(state=JobState.QUEUED, run_at__lte=now) | Q(state=JobState.RUNNING, lease_until__lt=now)


def claim(busy: Iterable[int] = ()) -> Job | None:
    """Take the next job; two workers never get the same attempt.

    ``busy`` are the jobs this very process is carrying out: SQLite cannot extend a lease while the job
    itself holds the database, and that is no reason to begin it a second time.
    """
    now = timezone.now()
    waiting = Job.objects.filter(due(now)).exclude(pk__in=tuple(busy)).order_by("run_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            return _first_taken(waiting.select_for_update(skip_locked=True)[:1], now)
    return _first_taken(waiting[:CANDIDATES], now)


def _first_taken(candidates: Iterable[Job], now: datetime) -> Job | None:
    return next((job for job in candidates if _take(job, now)), None)


def _take(job: Job, now: datetime) -> bool:
    """Compare-and-set: the row must still be as it was read."""
    seen = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts).filter(due(now))
    taken = seen.update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, lease_until=now + LEASE, started_at=now
    )
    if taken:
        job.refresh_from_db()
    return bool(taken)


def keep(held: list[tuple[int, int]]) -> None:
    """Extend the leases of the jobs this worker is busy with."""
    for pk, attempt in held:
        mine = Job.objects.filter(pk=pk, state=JobState.RUNNING, attempts=attempt)
        mine.update(lease_until=timezone.now() + LEASE)


def finish(job: Job, state: str, **values: Any) -> bool:
    """Write the outcome of this attempt, unless another worker has taken the job over."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    written = mine.update(state=state, finished_at=timezone.now(), lease_until=None, **values)
    return bool(written)


def put_back(job: Job, pause: timedelta, error: str, extra_attempts: int = 0) -> bool:
    """Let the job be tried again after a pause; an interruption that is not its fault costs no attempt."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    run_at = timezone.now() + pause
    allowed = F("max_attempts") + extra_attempts
    waiting = {"state": JobState.QUEUED, "run_at": run_at, "lease_until": None}
    return bool(mine.update(**waiting, max_attempts=allowed, error=error))


@transaction.atomic
def cancel_job(job: Job, *, actor: Actor) -> None:
    """Stop a job: at once while it waits, at its next report while it runs."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED)
    stopped = waiting.update(state=JobState.CANCELLED, finished_at=timezone.now(), cancel_requested=True)
    running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    if not stopped and not running.update(cancel_requested=True):
        raise Conflict("这项任务已经结束，不能再停止。")
    record(actor, "jobs.job.cancel", job)


@transaction.atomic
def retry_job(job: Job, *, actor: Actor) -> Job:
    """Put a failed job into the queue again, as a job of its own."""
    if job.state not in FINISHED or job.state == JobState.SUCCEEDED:
        raise Refusal("只有未完成或已停止的任务可以重新办理。")
    again = enqueue(job.name, actor=actor, **job.arguments)
    record(actor, "jobs.job.retry", again, of=job.pk)
    return again
