"""Jobs of the product as a whole."""

from datetime import time
from typing import Any

from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.models import User
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.verifying import verify
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.schedules import scheduled
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify

VERIFY = "audit.verify"
SHOWN = 20


@scheduled(VERIFY, "核对审计记录", daily_at=time(2, 30))
def verify_audit(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Verify the whole trail each night; the audit administrators learn of any problem."""
    progress.report(0, note="正在逐条核对。")
    result = verify()
    if result.found:
        administrators = User.objects.filter(console=Console.AUDIT, is_active=True)
        sentence = f"共{result.found}处问题。第一处：{result.problems[0].sentence}"
        notify(administrators, "审计记录核对不一致", sentence, "/audit/", MessageKind.FAILURE, actor=actor)
    return {
        "message": f"核对了{result.rows:,}条审计记录，{f'有{result.found:,}处问题' if result.found else '全部一致'}。",
        "rows": result.rows,
        "sealed": result.sealed,
        "anchors": result.anchors,
        "found": result.found,
        "problems": [problem.sentence for problem in result.problems[:SHOWN]],
    }
