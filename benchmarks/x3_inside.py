"""The inside of X3: one import in its own process, each step timed; prints one JSON object."""

import gc
import json
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.files.uploadedfile import TemporaryUploadedFile  # noqa: E402

from jiangong.domains.accounts.models import User  # noqa: E402
from jiangong.domains.accounts.queries import current_actor  # noqa: E402
from jiangong.domains.people.models import Person  # noqa: E402
from jiangong.kit.importing import batches, previews  # noqa: E402
from jiangong.kit.importing.models import ImportBatch  # noqa: E402
from jiangong.kit.importing.specs import spec_of  # noqa: E402


class Steps:
    """Seconds on the clock and on the processor, step by step; the parser's child counts with its step."""

    def __init__(self) -> None:
        self.taken: dict[str, tuple[float, float]] = {}
        self._began = self._now()

    def done(self, name: str) -> None:
        now = self._now()
        self.taken[name] = tuple(round(b - a, 3) for a, b in zip(self._began, now, strict=True))
        self._began = now

    @staticmethod
    def _now() -> tuple[float, float]:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def uploaded(path: Path) -> TemporaryUploadedFile:
    """The file as the web server hands it over: on disk."""
    upload = TemporaryUploadedFile(path.name, "", path.stat().st_size, "")
    upload.write(path.read_bytes())
    upload.seek(0)
    return upload


def main(path: str) -> None:
    gc.freeze()  # as the worker does
    actor = current_actor(User.objects.get(username="shizong"))
    spec = spec_of("people.person")
    upload = uploaded(Path(path))
    people = Person.objects.visible_to(actor)
    known, before = people.count(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    steps = Steps()
    batch = batches.upload_batch(spec, upload, actor=actor)
    steps.done("upload")
    batches.check_batch(batch, actor=actor, report=lambda done: None)
    steps.done("check")
    batch = ImportBatch.objects.visible_to(actor).get(pk=batch.pk)
    found = previews.check_of(batch, spec)
    steps.done("preview")
    batches.confirm_batch(batch, actor=actor)
    batches.commit_batch(batch, actor=actor, report=lambda done: None)
    steps.done("commit")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = {
        "steps": steps.taken,
        "grown_mib": (after - before) // 1024,
        "child_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "failed": found.failed,
        "imported": people.count() - known,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
