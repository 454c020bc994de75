"""The worker process: threads that take jobs, a pulse that keeps leases, a clock that ticks schedules."""

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from jiangong.kit.jobs.models import Worker
from jiangong.kit.jobs.progress import Interrupted, Progress
from jiangong.kit.jobs.queue import LEASE, claim, keep
from jiangong.kit.jobs.running import run_job
from jiangong.kit.jobs.schedules import tick

log = structlog.get_logger("jiangong.worker")
IDLE = 0.5
PULSE = 0.5
TICK = 5.0
LONGEST_WAIT = 10.0
STOPPING = 20.0


class WorkerProcess:
    """Runs until ``stop``; ``chores`` are further things to do every second (audit sealer, folding)."""

    def __init__(self, threads: int = 2, chores: tuple[Callable[[], object], ...] = ()) -> None:
        self.key = f"{socket.gethostname()}:{os.getpid()}"
        self.stopping = threading.Event()
        self._busy: dict[int, Progress] = {}
        self._lock = threading.Lock()
        loops: list[tuple[Callable[[], object], float]] = [(self._work_once, IDLE)] * threads
        loops += [(self._tick, TICK), *((chore, 1.0) for chore in chores)]
        self._threads = [
            threading.Thread(target=self._repeat, args=loop, daemon=True, name=f"work-{number}")
            for number, loop in enumerate(loops)
        ]
        self._pulse_ended = threading.Event()
        self._pulse_thread = threading.Thread(target=self._pulse, daemon=True, name="pulse")
        self._kept_at = timezone.now()

    def run(self) -> None:
        """Work until asked to stop; then let running jobs reach their next report."""
        Worker.objects.update_or_create(pk=self.key, defaults={"seen_at": timezone.now()})
        for thread in (*self._threads, self._pulse_thread):
            thread.start()
        while not self.stopping.wait(1.0):
            pass
        for thread in self._threads:
            thread.join(STOPPING)
        self._pulse_ended.set()
        self._pulse_thread.join(STOPPING)
        with suppress(DatabaseError, InterfaceError):
            Worker.objects.filter(pk=self.key).delete()

    def stop(self) -> None:
        """Take no more jobs; those running are interrupted at their next report and taken up again later."""
        self.stopping.set()
        with self._lock:
            for progress in self._busy.values():
                progress.stop(Interrupted)

    def _repeat(self, step: Callable[[], object], pause: float) -> None:
        """Do ``step`` again and again; a database that is away is waited for, ever longer."""
        wait = pause
        while not self.stopping.is_set():
            try:
                close_old_connections()
                wait = 0.0 if step() is True else pause
            except (DatabaseError, InterfaceError) as error:
                wait = min(max(wait, 0.5) * 2, LONGEST_WAIT)
                log.warning("database_away", error=str(error), wait=wait)
                self._drop_connection()
            except Exception:
                wait = LONGEST_WAIT
                log.exception("worker_step_failed")
            self.stopping.wait(wait)
        connection.close()

    def _work_once(self) -> bool:
        """Run one job; whether there was one."""
        with self._lock:
            busy = tuple(self._busy)
        job = claim(busy)
        if job is None:
            return False
        progress = Progress(job)
        with self._lock:
            self._busy[job.pk] = progress
        try:
            run_job(job, progress)
        finally:
            with self._lock:
                self._busy.pop(job.pk, None)
            self._drop_connection()  # and with it whatever memory a large job made it take
        return True

    def _tick(self) -> None:
        tick()
        Worker.objects.update_or_create(pk=self.key, defaults={"seen_at": timezone.now()})

    def _pulse(self) -> None:
        """Write progress and extend leases, also while the jobs themselves sit in a long transaction."""
        while not self._pulse_ended.wait(PULSE):
            try:
                close_old_connections()
                self._beat()
            except (DatabaseError, InterfaceError) as error:
                log.warning("pulse_skipped", error=str(error))
                self._drop_connection()
        connection.close()

    def _beat(self) -> None:
        with self._lock:
            busy = list(self._busy.values())
        for progress in busy:
            progress.write()
        now = timezone.now()
        if busy and now - self._kept_at > LEASE / 4:
            keep([(progress.job_id, progress.attempt) for progress in busy])
            self._kept_at = now

    @staticmethod
    def _drop_connection() -> None:
        with suppress(DatabaseError, InterfaceError):
            connection.close()
