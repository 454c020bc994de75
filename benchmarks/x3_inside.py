"""The inside of X3: one import in its own process, each step timed; prints one JSON object."""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402

from jiangong.domains.accounts.models import User  # noqa: E402
from jiangong.domains.accounts.queries import current_actor  # noqa: E402
from jiangong.domains.people.models import Person  # noqa: E402
from jiangong.kit.importing import batches  # noqa: E402
from jiangong.kit.importing.models import ImportBatch  # noqa: E402
from jiangong.kit.importing.specs import spec_of  # noqa: E402
from jiangong.kit.importing.views import BatchDetail  # noqa: E402


def main(path: str) -> None:
    actor = current_actor(User.objects.get(username="shizong"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    upload = SimpleUploadedFile("people.xlsx", Path(path).read_bytes())
    steps, began = {}, time.perf_counter()

    def step(name: str) -> None:
        nonlocal began
        steps[name] = round(time.perf_counter() - began, 3)
        began = time.perf_counter()

    batch = batches.upload_batch(spec_of("people.person"), upload, actor=actor)
    step("upload")
    batches.check_batch(batch, actor=actor, report=lambda done: None)
    step("check")
    batch = ImportBatch.objects.visible_to(actor).get(pk=batch.pk)
    page = BatchDetail(kwargs={"pk": batch.pk})
    page.request = type("Request", (), {"actor": actor})()
    page.findings(batch)
    step("preview")
    batches.confirm_batch(batch, actor=actor)
    batches.commit_batch(batch, actor=actor, report=lambda done: None)
    step("commit")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    there = Person.objects.visible_to(actor).count()
    answer = {"steps": steps, "grown_mib": (after - before) // 1024, "child_mib": child // 1024}
    print(
        json.dumps({**answer, "imported": batch.imported or there, "failed": batch.failed, "people": there})
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiangong.config.settings")
    main(sys.argv[1])
