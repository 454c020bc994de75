"""The two slow parts of an import, beside the pages."""

from datetime import time
from typing import Any

from jiangong.kit.access.actor import Actor
from jiangong.kit.importing import staging
from jiangong.kit.importing.batches import check_batch, commit_batch, expire_batches
from jiangong.kit.importing.models import ImportBatch
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.registry import job
from jiangong.kit.jobs.schedules import scheduled


def _batch(batch_id: int) -> ImportBatch:
    return ImportBatch.objects.ungated("the job was given its batch").get(pk=batch_id)


@job("importing.check", "检查导入文件", max_attempts=2)
def check(progress: Progress, *, actor: Actor, batch_id: int) -> dict[str, Any]:
    """Parse and check."""
    batch = _batch(batch_id)
    check_batch(batch, actor=actor, report=lambda done: progress.report(done, note="正在检查"))
    return {"url": batch.get_absolute_url()}


@job("importing.commit", "导入数据", max_attempts=3)
def commit(progress: Progress, *, actor: Actor, batch_id: int) -> dict[str, Any]:
    """Bring the confirmed rows in."""
    batch = _batch(batch_id)
    total = batch.importable
    commit_batch(batch, actor=actor, report=lambda done: progress.report(done, total, "正在导入"))
    return {"url": batch.get_absolute_url()}


@scheduled("importing.sweep", "清理过期的导入文件", daily_at=time(3, 20))
def sweep(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Unconfirmed rows must not lie about."""
    return {"files": staging.sweep(), "batches": expire_batches()}
