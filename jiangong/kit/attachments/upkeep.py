"""The store looks after itself: orphans go at night, and every file is read again once a week."""

from datetime import time, timedelta
from typing import Any

from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.actions import sweep_orphans, verify_store
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.schedules import scheduled


@scheduled("attachments.sweep", "清理无主附件", daily_at=time(3, 20))
def sweep(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Delete files no row names."""
    return {"message": f"清理了{sweep_orphans()}个无主文件。"}


@scheduled("attachments.verify", "核对附件存储", every=timedelta(days=7), max_attempts=1)
def verify(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Read every file again; a missing or damaged one fails the job, so that somebody hears of it."""
    verdict = verify_store()
    if not verdict.is_sound:
        raise Refusal(
            f"附件存储有问题：缺失{len(verdict.missing)}个，损坏{len(verdict.damaged)}个。请从备份恢复这些文件。"
        )
    return {"message": f"核对了{verdict.checked}个文件，全部完好。"}
