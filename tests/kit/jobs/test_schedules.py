"""Recurring jobs: each tick once, whatever the number of workers."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from jiangong.kit.access.actor import system_actor
from jiangong.kit.jobs.models import Job, JobState, Schedule, Worker
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.retention import forget_finished
from jiangong.kit.jobs.running import run_due
from jiangong.kit.jobs.schedules import Rhythm, all_schedules, scheduled, tick

NAME = "tests.hourly"


@scheduled(NAME, "每小时一次", every=timedelta(hours=1))
def hourly(progress, *, actor):
    return {"message": "好了。"}


def runs() -> int:
    return Job.objects.filter(name=NAME).count()


@pytest.mark.database
def test_tick_enqueues_once_and_moves_on(db):
    tick()
    assert runs() == 0
    Schedule.objects.filter(name=NAME).update(next_run_at=timezone.now() - timedelta(hours=5))
    assert NAME in tick()
    assert NAME not in tick()
    row = Schedule.objects.get(name=NAME)
    assert (runs(), row.next_run_at - row.last_run_at) == (1, timedelta(hours=1))


def test_worker_that_read_an_old_schedule_enqueues_nothing(db, monkeypatch):
    """Two workers read the same row; the second one's compare-and-set fails."""
    tick()
    Schedule.objects.filter(name=NAME).update(next_run_at=timezone.now() - timedelta(minutes=1))
    stale = list(Schedule.objects.all())
    tick()
    Job.objects.filter(name=NAME).update(state=JobState.SUCCEEDED)
    monkeypatch.setattr(Schedule.objects, "all", lambda: stale)
    assert NAME not in tick()
    assert runs() == 1


def test_unfinished_run_is_not_piled_up_upon(db):
    for _ in range(3):
        tick()
        Schedule.objects.filter(name=NAME).update(next_run_at=timezone.now() - timedelta(minutes=1))
    tick()
    assert runs() == 1


def test_daily_rhythm_follows_local_time():
    rhythm = Rhythm(None, time(3, 10))
    before = datetime(2026, 2, 27, 19, 9, tzinfo=UTC)  # 03:09 in Shanghai on the 28th
    assert rhythm.following(before) == datetime(2026, 2, 27, 19, 10, tzinfo=UTC)
    assert rhythm.following(datetime(2026, 2, 27, 19, 10, tzinfo=UTC)) == datetime(
        2026, 2, 28, 19, 10, tzinfo=UTC
    )


@pytest.mark.parametrize("rhythm", [{}, {"every": timedelta(1), "daily_at": time(1)}])
def test_schedule_needs_exactly_one_rhythm(rhythm):
    with pytest.raises(ValueError, match="either every or daily_at"):
        scheduled("tests.wrong", "错", **rhythm)


@pytest.mark.parametrize("name", sorted(set(all_schedules()) - {NAME}))
def test_every_schedule_of_the_product_runs(db, name):
    tick()
    Schedule.objects.filter(name=name).update(next_run_at=timezone.now() - timedelta(minutes=1))
    tick()
    assert run_due() >= 1
    assert Job.objects.get(name=name).state == JobState.SUCCEEDED


def test_finished_jobs_go_after_30_days_and_failed_ones_after_90(db):
    now = timezone.now()
    for state, days in (
        ("succeeded", 29),
        ("succeeded", 31),
        ("failed", 89),
        ("failed", 91),
        ("cancelled", 31),
    ):
        Job.objects.create(name=NAME, state=state, finished_at=now - timedelta(days=days))
    Job.objects.create(name=NAME)
    Worker.objects.create(key="gone", seen_at=now - timedelta(days=2))
    with time_machine.travel(now):
        forget_finished(Progress(Job()), actor=system_actor())
    assert sorted(Job.objects.values_list("state", flat=True)) == ["failed", "queued", "succeeded"]
    assert Worker.objects.count() == 0
