"""Is the product well? One word for everybody, the reasons for the operator."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from jiangong.kit.audit.anchors import last_anchor
from jiangong.kit.audit.sealing import chain_head, oldest_unsealed_age
from jiangong.kit.jobs.models import Job, JobState, Worker
from jiangong.kit.ui.figures import size_text

LEAST_FREE_BYTES = 512 * 1024 * 1024
WORKER_SILENT = timedelta(seconds=30)
QUEUE_OLD = timedelta(minutes=10)
SEALER_LATE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is well, and what was found."""

    name: str
    well: bool
    found: str


def checks() -> list[Check]:
    """Every check; one that cannot even be carried out is not well."""
    return [_tried(name, check) for name, check in CHECKS.items()]


def _tried(name: str, check: Callable[[], tuple[bool, str]]) -> Check:
    try:
        well, found = check()
    except (DatabaseError, InterfaceError, OSError) as error:
        return Check(name, well=False, found=f"{type(error).__name__}：检查没有成功。")
    return Check(name, well, found)


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,), connection.display_name


def _disk() -> tuple[bool, str]:
    free = shutil.disk_usage(settings.VAR_DIR).free
    writable = os.access(settings.VAR_DIR, os.W_OK) and os.access(Path(settings.ANCHOR_FILE).parent, os.W_OK)
    return writable and free >= LEAST_FREE_BYTES, f"剩余{size_text(free)}{'' if writable else '，不可写'}"


def _worker() -> tuple[bool, str]:
    seen = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    if seen is None:
        return False, "没有后台进程"
    silent = timezone.now() - seen
    return silent <= WORKER_SILENT, f"最近活动在{silent.total_seconds():.0f}秒前"


def _queue() -> tuple[bool, str]:
    waiting = Job.objects.filter(state=JobState.QUEUED, run_at__lte=timezone.now())
    oldest = waiting.order_by("run_at").values_list("run_at", flat=True).first()
    if oldest is None:
        return True, "没有等待的任务"
    age = timezone.now() - oldest
    return age <= QUEUE_OLD, f"最早的任务已等待{age.total_seconds():.0f}秒"


def _audit() -> tuple[bool, str]:
    count, head = chain_head()
    anchor = last_anchor()
    waiting = oldest_unsealed_age()
    if anchor is not None and anchor.count > count:
        return False, f"锚点有{anchor.count:,}条，数据库只有{count:,}条封存记录"
    left = "没有等待封存的" if waiting is None else f"最早的一条已等待封存{waiting.total_seconds():.0f}秒"
    found = f"已封存{count:,}条，{left}；链头{head[:12]}（最后一条封存记录的校验值，与锚点文件核对）"
    return waiting is None or waiting <= SEALER_LATE, found


CHECKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "database": _database,
    "disk": _disk,
    "worker": _worker,
    "queue": _queue,
    "audit": _audit,
}
LABELS = {
    "database": "数据库",
    "disk": "磁盘",
    "worker": "后台进程",
    "queue": "后台任务",
    "audit": "审计封存",
}
