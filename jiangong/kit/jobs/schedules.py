"""Recurring jobs: the row in the database decides who enqueues a tick, so that it happens once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from jiangong.kit.access.actor import system_actor
from jiangong.kit.jobs.models import Job, JobState, Schedule
from jiangong.kit.jobs.queue import enqueue
from jiangong.kit.jobs.registry import JobFunction, job


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: after a span, or once a day at a local time."""

    every: timedelta | None
    daily_at: time | None

    def following(self, moment: datetime) -> datetime:
        """The first tick after ``moment``; missed ticks are not made up for."""
        if self.every is not None:
            return moment + self.every
        local = timezone.localtime(moment)
        tick = datetime.combine(local.date(), self.daily_at or time(3), tzinfo=local.tzinfo)
        return tick if tick > local else tick + timedelta(days=1)


_rhythms: dict[str, Rhythm] = {}


def scheduled(
    name: str,
    label: str,
    *,
    every: timedelta | None = None,
    daily_at: time | None = None,
    max_attempts: int = 3,
) -> Callable[[JobFunction], JobFunction]:
    """Declare a job that the scheduler enqueues by itself."""
    if (every is None) == (daily_at is None):
        raise ValueError(f"schedule {name}: say either every or daily_at")

    def declare(run: JobFunction) -> JobFunction:
        _rhythms[name] = Rhythm(every, daily_at)
        return job(name, label, max_attempts=max_attempts)(run)

    return declare


def tick() -> list[str]:
    """Enqueue what is due and move its schedule on; the names of the jobs this call enqueued."""
    now = timezone.now()
    known = {row.name: row.next_run_at for row in Schedule.objects.all()}
    missing = [name for name in _rhythms if name not in known]
    if missing:
        fresh = [Schedule(name=name, next_run_at=_rhythms[name].following(now)) for name in missing]
        Schedule.objects.bulk_create(fresh, ignore_conflicts=True)
    due = [name for name in _rhythms if name in known and known[name] <= now]
    return [name for name in due if _advance(name, known[name], now)]


@transaction.atomic
def _advance(name: str, seen: datetime, now: datetime) -> bool:
    """Only the worker that moves the row enqueues; an unfinished earlier run is not piled up upon."""
    following = _rhythms[name].following(now)
    moved = Schedule.objects.filter(name=name, next_run_at=seen).update(
        next_run_at=following, last_run_at=now
    )
    if not moved or Job.objects.filter(name=name, state__in=(JobState.QUEUED, JobState.RUNNING)).exists():
        return False
    enqueue(name, actor=system_actor())
    return True


def all_schedules() -> dict[str, Rhythm]:
    """Every declared rhythm by job name."""
    return dict(_rhythms)
