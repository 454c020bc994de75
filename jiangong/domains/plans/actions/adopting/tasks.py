"""Measures with who does them, and dated steps with what is handed in."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from jiangong.domains.plans.actions.adopting.goals import home
from jiangong.domains.plans.actions.adopting.names import Names
from jiangong.domains.plans.choices import Deliverable, DutyRole
from jiangong.domains.plans.models import Duty, Program, Step, Task

_HANDED_IN = (
    (Deliverable.ROSTER, re.compile(r"名单|推荐表|花名册")),
    (Deliverable.SCHEME, re.compile(r"(?:拟定|拟订|制定|制订|报送|上报|报).{0,30}方案|实施方案")),
    (Deliverable.SUMMARY, re.compile(r"(?:报送|上报|提交|形成|报).{0,30}总结|总结(?:材料|报告)|工作总结")),
)
_ORDER_REVERSED = "截止日期早于开始日期，请对照原文核对。"


def write_tasks(programs: list[Program], result: dict[str, Any], names: Names) -> list[Task]:
    """A task for each measure, with its parts."""
    measures = sorted(result.get("measures") or (), key=lambda one: one["span"])
    tasks = [
        Task(
            program=programs[home(one.get("plan"), len(programs))],
            position=position,
            ref=(one.get("ref") or "")[:40],
            text=one["text"][:4000],
            source_start=one["span"][0],
            source_end=one["span"][1],
        )
        for position, one in enumerate(measures, start=1)
    ]
    Task.objects.bulk_create(tasks)
    Duty.objects.bulk_create(
        duty
        for task, one in zip(tasks, measures, strict=True)
        for role in DutyRole
        for duty in _duties(task, role, one.get(role.value) or (), names)
    )
    return tasks


def _duties(task: Task, role: DutyRole, written: Iterable[str], names: Names) -> list[Duty]:
    """One part for each organization; two spellings of one are one part."""
    found: dict[int | str, Duty] = {}
    for text in written:
        organization_id = names.organization_id(text)
        duty = Duty(task=task, role=role, organization_id=organization_id, written=text[:120])
        found.setdefault(organization_id or text, duty)
    return list(found.values())


def write_steps(programs: list[Program], tasks: list[Task], result: dict[str, Any]) -> None:
    """Dated steps, each with the task it stands in."""
    steps = sorted(result.get("steps") or (), key=lambda one: one["span"])
    Step.objects.bulk_create(
        _step(position, one, programs[home(one.get("plan"), len(programs))], tasks)
        for position, one in enumerate(steps, start=1)
    )


def _step(position: int, one: dict[str, Any], program: Program, tasks: list[Task]) -> Step:
    starts_on, ends_on, uncertain = _day(one.get("start")), _day(one.get("end")), ""
    if starts_on and ends_on and ends_on < starts_on:
        ends_on, uncertain = None, _ORDER_REVERSED
    begin, end = one["span"]
    inside = (task for task in tasks if (task.source_start or 0) <= begin and end <= (task.source_end or 0))
    return Step(
        program=program,
        task=next((task for task in inside if task.program_id == program.pk), None),
        position=position,
        text=one["text"][:500],
        starts_on=starts_on,
        ends_on=ends_on,
        deliverable=deliverable_of(one["text"]),
        source_start=begin,
        source_end=end,
        uncertain=uncertain,
    )


def deliverable_of(text: str) -> str:
    """What units hand in, guessed from the words of a step."""
    return next((kind for kind, words in _HANDED_IN if words.search(text)), Deliverable.NONE)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
