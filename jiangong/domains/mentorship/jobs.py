"""Terms end by themselves, every night."""

from datetime import time
from typing import Any

from jiangong.domains.mentorship.actions import expire_agreements
from jiangong.kit.access.actor import Actor
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.schedules import scheduled


@scheduled("mentorship.expire", "登记期满的师带徒协议", daily_at=time(0, 10))
def expire(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Batch after batch, so that no transaction is long."""
    total = 0
    while done := expire_agreements(actor=actor):
        total += done
        progress.report(total, total, "登记期满")
    return {"message": f"{total}份师带徒协议期满。"}
