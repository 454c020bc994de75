"""The worker process: live progress, stop at once, a database that goes away."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from jiangong.kit.access.actor import system_actor
from jiangong.kit.jobs import worker as worker_module
from jiangong.kit.jobs.models import Job, JobState, Worker
from jiangong.kit.jobs.queue import enqueue
from jiangong.kit.jobs.registry import job
from jiangong.kit.jobs.worker import WorkerProcess

pytestmark = [pytest.mark.usefixtures("shared_database"), pytest.mark.database]
gate = threading.Event()


@job("tests.slow", "慢慢来")
def slow(progress, *, actor):
    for number in range(2000):
        progress.report(number, 2000, "还在办")
        if gate.wait(0.01):
            break
    return {"message": "办完了。"}


@contextmanager
def working(**options):
    """A worker in a thread of its own, stopped at the end."""
    worker = WorkerProcess(threads=1, **options)
    thread = threading.Thread(target=lambda: (worker.run(), connection.close()))
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(30)
        assert not thread.is_alive()


def until(condition, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_worker_writes_progress_while_the_job_runs_and_then_its_end():
    gate.clear()
    made = enqueue("tests.slow", actor=system_actor())
    with working():
        until(lambda: Job.objects.get(pk=made.pk).done > 0)
        assert Worker.objects.count() == 1
        gate.set()
        until(lambda: Job.objects.get(pk=made.pk).state == JobState.SUCCEEDED)
    assert Worker.objects.count() == 0


def test_stopped_worker_puts_its_job_back():
    gate.clear()
    made = enqueue("tests.slow", actor=system_actor())
    with working():
        until(lambda: Job.objects.get(pk=made.pk).state == JobState.RUNNING)
    made.refresh_from_db()
    assert (made.state, made.max_attempts - made.attempts) == (JobState.QUEUED, 3)


def test_worker_survives_a_database_that_is_away(monkeypatch):
    gate.set()
    made = enqueue("tests.slow", actor=system_actor())
    claim, failures = worker_module.claim, iter(range(2))

    def away(busy):
        if next(failures, None) is not None:
            raise OperationalError("the server closed the connection")
        return claim(busy)

    monkeypatch.setattr(worker_module, "claim", away)
    with working():
        until(lambda: Job.objects.get(pk=made.pk).state == JobState.SUCCEEDED)


def test_chores_are_done_every_second():
    done: list[float] = []
    with working(chores=(lambda: done.append(time.monotonic()),)):
        until(lambda: len(done) >= 2)
    assert 0.8 < done[1] - done[0] < 5
