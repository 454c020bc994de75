"""Reads about the reform: twins, what is due, the responsibility list as it is printed."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jiangong.domains.organizations.queries import home_of
from jiangong.domains.reform.choices import EntryState, Field, TaskState
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from jiangong.kit.access.actor import Actor
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Block, Column, Heading, OfficialDocument, Paragraph, TableBlock

SOON = timedelta(days=15)


def twin_of(row: Any) -> Any:
    """A standing row that says the same, whoever entered it."""
    rows = type(row).objects.ungated("nothing is counted twice, whoever entered it")
    match row:
        case ReformTask():
            same = Q(organization=row.organization, year=row.year, lead=row.lead, text=row.text)
            found = rows.filter(same).exclude(state=TaskState.VOID)
        case Policy():
            same = Q(title=row.title, issued_on=row.issued_on)
            if row.number:
                same |= Q(number=row.number)
            found = rows.filter(same, organization=row.organization, state=EntryState.STANDING)
        case Pilot():
            same = Q(enterprise=row.enterprise) if row.enterprise_id else Q(unit=row.unit)
            found = rows.filter(same, level=row.level, state=EntryState.STANDING, ended_on=None)
        case _:
            return None
    return found.exclude(pk=row.pk).select_related("organization").first()


def led_by(actor: Actor) -> QuerySet[ReformTask]:
    """Tasks the actor's own union, or the department they work in, leads and has not done."""
    own = {one.pk for one in (actor.organization, home_of(actor)) if one is not None}
    return ReformTask.objects.visible_to(actor).filter(lead__in=own, state=TaskState.ONGOING)


def due_tasks(actor: Actor) -> QuerySet[ReformTask]:
    """Those that are late or soon due."""
    return led_by(actor).filter(due_on__lte=timezone.localdate() + SOON).order_by("due_on", "pk")


def years_of(actor: Actor) -> list[int]:
    """This year and those there is a list of, the latest first."""
    rows = ReformTask.objects.visible_to(actor).order_by().values_list("year", flat=True)
    return sorted({timezone.localdate().year, *rows.distinct()}, reverse=True)


def tasks_of_year(year: int, actor: Actor) -> QuerySet[ReformTask]:
    """The list of one year within reach, without what is void."""
    rows = ReformTask.objects.visible_to(actor).exclude(state=TaskState.VOID)
    return rows.filter(year=year).select_related("organization", "lead", "evidence").order_by("due_on", "pk")


def counts_of(year: int, actor: Actor) -> dict[str, int]:
    """How many tasks there are, done, late; policies of the year; pilots in being."""
    today = timezone.localdate()
    tasks = tasks_of_year(year, actor).order_by()
    found = tasks.aggregate(
        tasks=Count("pk"),
        done=Count("pk", filter=Q(state=TaskState.DONE)),
        late=Count("pk", filter=Q(state=TaskState.ONGOING, due_on__lt=today)),
    )
    policies = Policy.objects.visible_to(actor).filter(state=EntryState.STANDING, issued_on__year=year)
    alive = Q(ended_on=None) | Q(ended_on__gt=today)
    pilots = Pilot.objects.visible_to(actor).filter(
        alive, state=EntryState.STANDING, named_on__year__lte=year
    )
    return {**found, "policies": policies.count(), "pilots": pilots.count()}


def responsibility_list(listed: QuerySet[ReformTask], of: str, year: str) -> OfficialDocument:
    """These tasks by field, with room for what is still to be done; what is void is no task."""
    standing = listed.exclude(state=TaskState.VOID).select_related("organization", "lead", "evidence")
    tasks = list(standing.order_by("due_on", "pk"))
    counted = Counter(one.state for one in tasks)
    late = sum(1 for one in tasks if one.days_late)
    lead = f"共{len(tasks)}项任务，已完成{counted[TaskState.DONE]}项，推进中{counted[TaskState.ONGOING]}项"
    blocks: list[Block] = [Paragraph(f"{lead}，其中超过时限{late}项。")]
    for value, label in Field.choices:
        if found := [one for one in tasks if one.field == value]:
            blocks += [Heading(1, label), _table(found)]
    title = f"{of}{f'{year}年' if year else ''}产业工人队伍建设改革责任清单"
    return OfficialDocument(title, tuple(blocks))


def _table(tasks: list[ReformTask]) -> TableBlock:
    columns = (
        Column("序号", width=11),
        Column("任务措施", align="left", width=70),
        Column("牵头单位", align="left"),
        Column("责任部门（人）", align="left"),
        Column("完成时限"),
        Column("进展", align="left"),
    )
    rows = [
        (place, one.text, str(one.lead), one.responsible, format_day(one.due_on), _told(one))
        for place, one in enumerate(tasks, start=1)
    ]
    return TableBlock(columns, tuple(rows))


def _told(task: ReformTask) -> str:
    if task.done_on is not None and task.state == TaskState.DONE:
        return f"{format_day(task.done_on)}完成"
    return task.progress or ("超过时限，未完成" if task.days_late else "推进中")
