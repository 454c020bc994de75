"""How far a job is, told as often as it likes and written only now and then."""

import threading

from jiangong.kit.jobs.models import Job, JobState

NOTE_LENGTH = 200


class Cancelled(Exception):
    """The user stopped the job; raised inside it at its next report."""


class Interrupted(Exception):
    """The worker is shutting down; the job will be taken up again."""


class LeaseLost(Exception):
    """Another worker has taken the job over; whatever this one does counts no more."""


class Progress:
    """Handed to every job. ``report`` only remembers; the worker's pulse writes it to the database."""

    def __init__(self, job: Job) -> None:
        self.job_id, self.attempt = job.pk, job.attempts
        self._lock = threading.Lock()
        self._latest = (job.done, job.total, job.note)
        self._written = self._latest
        self._stop: type[Exception] | None = None

    def report(self, done: int, total: int = 0, note: str = "") -> None:
        """``done`` of ``total``, and a few words about what is going on."""
        if self._stop is not None:
            raise self._stop
        with self._lock:
            self._latest = (max(done, 0), max(total, 0), note[:NOTE_LENGTH])

    @property
    def latest(self) -> dict[str, int | str]:
        """The last report as column values."""
        done, total, note = self._latest
        return {"done": done, "total": total, "note": note}

    def stop(self, reason: type[Exception]) -> None:
        """Let the next report raise ``reason``."""
        self._stop = reason

    def write(self) -> None:
        """Write the last report if it is new, and learn whether the job is to stop."""
        if self._latest != self._written:
            told = self._latest
            mine = Job.objects.filter(pk=self.job_id, state=JobState.RUNNING, attempts=self.attempt)
            mine.update(done=told[0], total=told[1], note=told[2])
            self._written = told
        row = Job.objects.filter(pk=self.job_id).values_list("state", "attempts", "cancel_requested").first()
        if row is None or row[:2] != (JobState.RUNNING, self.attempt):
            self.stop(LeaseLost)
        elif row[2]:
            self.stop(Cancelled)
