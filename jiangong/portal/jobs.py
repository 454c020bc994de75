"""Recurring work of the product as a whole."""

from datetime import time
from typing import Any

from django.db import connection
from django.urls import reverse

from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.models import User
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.verifying import verify
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.schedules import scheduled
from jiangong.kit.loading.indexes import analyze
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify


@scheduled("portal.verify_audit", "每夜核验审计记录", daily_at=time(2, 30), max_attempts=1)
def verify_audit_nightly(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Nobody needs to remember to verify: the audit administrators are told when something is wrong."""
    result = verify()
    if not result.found:
        return {"message": f"核验了{result.rows:,}条审计记录，没有发现改动。"}
    told = User.objects.filter(console=Console.AUDIT, is_active=True)
    sentence = f"共{result.found:,}处。{result.problems[0].sentence}请保全数据库和锚点文件，并报告。"
    address = reverse("accounts:audit_list")
    notify(told, "审计记录核验发现异常", sentence, address, MessageKind.FAILURE, actor=actor)
    return {"message": f"核验了{result.rows:,}条审计记录，发现{result.found:,}处异常。"}


@scheduled("portal.analyze", "每夜更新数据库统计", daily_at=time(3, 20), max_attempts=1)
def analyze_nightly(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """SQLite chooses indexes by statistics it never gathers by itself; PostgreSQL keeps its own."""
    if connection.vendor != "sqlite":
        return {"message": "PostgreSQL自行更新统计，不必办理。"}
    with connection.cursor() as cursor:
        analyze(cursor)
    return {"message": "数据库统计已更新。"}
