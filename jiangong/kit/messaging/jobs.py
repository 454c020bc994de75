"""Recurring work: gather what people are told, and send what waits in the outbox."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.registry import job
from jiangong.kit.jobs.schedules import scheduled
from jiangong.kit.messaging.deadlines import Call, calls_on
from jiangong.kit.messaging.digests import group_key, people_due, remind, remind_group
from jiangong.kit.messaging.models import Dispatch, Target
from jiangong.kit.messaging.outbox import deliver_due
from jiangong.kit.messaging.quiet import is_quiet

GROUPS_FROM = time(8, 30)


@scheduled("messaging.remind", "汇总每日提醒和催办", every=timedelta(minutes=10))
def remind_everybody(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Everybody whose time has come and every unit's group; nothing at night and on days off."""
    now = timezone.now()
    if is_quiet(now):
        return {"message": "现在是免打扰时段，没有提醒。"}
    people, groups = people_due(now), _groups_due(now)
    today = timezone.localdate(now)
    calls = calls_on(today) if people or groups else []
    by_person: dict[int, list[Call]] = defaultdict(list)
    by_place: dict[int | None, list[Call]] = defaultdict(list)
    for call in calls:
        by_place[call.audience.organization_id].append(call)
        for person in call.audience.people:
            by_person[person.pk].append(call)
    told = 0
    for number, (user, chosen) in enumerate(people, 1):
        told += remind(user, chosen, today, by_person.get(user.pk, []))
        progress.report(number, len(people))
    told += sum(remind_group(one, today, by_place.get(one.organization_id, [])) for one in groups)
    return {"message": f"发出{told}条提醒。"}


def _groups_due(now: datetime) -> list[Target]:
    """The groups that have not been told today."""
    if timezone.localtime(now).time() < GROUPS_FROM:
        return []
    told = Dispatch.objects.filter(key__startswith=group_key(timezone.localdate(now), ""))
    groups = Target.objects.filter(is_active=True, organization__isnull=False)
    return list(groups.exclude(pk__in=told.values("target")))


@scheduled("messaging.deliver", "发送外发消息", every=timedelta(minutes=5))
def deliver(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Whatever waits in the outbox."""
    return _delivered()


@job("messaging.deliver_now", "发送刚要求的消息")
def deliver_now(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """The same, asked for by somebody who waits for it."""
    return _delivered()


def _delivered() -> dict[str, Any]:
    arrived, failed = deliver_due()
    return {"message": f"送达{arrived}条，没有送达{failed}条。"}
