"""Work of accounts that runs in the background."""

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts.models import ActivationSlip, Session, SignInCount
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.audit.verifying import verify
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.registry import job
from jiangong.kit.jobs.schedules import scheduled

VERIFY = "accounts.verify_audit"


@scheduled("accounts.forget", "清理过期的登录和开通单", daily_at=time(3, 20))
def forget_expired(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """What has run out proves nothing any more and is only a risk."""
    now = timezone.now()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    SignInCount.objects.filter(ends_at__lt=now).delete()
    ActivationSlip.objects.filter(expires_at__lt=now).delete()
    return {"message": f"清理了{sessions}条过期登录。"}


@job(VERIFY, "核验审计记录", max_attempts=1)
def verify_audit(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Check the whole trail as the audit administrator asked, and write down that it was checked."""
    found = verify()
    with transaction.atomic():
        record(actor, "audit.auditentry.verify", succeeded=found.sound, rows=found.rows, found=found.found)
    if found.sound:
        return {"message": f"核验了{found.rows}条审计记录，没有发现改动。"}
    first = found.problems[0].sentence if found.problems else "没有可以核验的记录。"
    return {"message": f"核验了{found.rows}条审计记录，发现{found.found}处异常。{first}"}
