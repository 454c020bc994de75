"""A plan's rows as its review shows and edits them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Prefetch

from jiangong.domains.assessments.models import Rubric, RubricGroup, RubricItem
from jiangong.domains.plans.choices import DutyRole
from jiangong.domains.plans.models import Duty, Goal, Plan, Program, Recipient, Step, Task
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.scoping import organizations_within


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of rows of a plan: what is edited, and how its rows are found from the plan."""

    name: str
    label: str
    tab: str
    anchor: str
    model: type[models.Model]
    fields: tuple[str, ...]
    plan_path: str
    parent: str  # the field that says within what a row has its position

    def rows(self, plan: Plan) -> models.QuerySet:
        manager: Any = self.model._base_manager
        return manager.filter(**{self.plan_path: plan})


FACTS = ("title", "year", "official_number", "issuer_names", "addressees", "dated_on")
PARTS = {
    part.name: part
    for part in (
        Part("programs", "专案", "facts", "program", Program, ("title", "aim"), "plan", "plan"),
        Part(
            "tasks", "任务措施", "tasks", "task", Task, ("program", "ref", "text"), "program__plan", "program"
        ),
        Part(
            "steps",
            "时间节点",
            "steps",
            "step",
            Step,
            ("program", "text", "starts_on", "ends_on", "deliverable"),
            "program__plan",
            "program",
        ),
        Part(
            "goals",
            "目标",
            "goals",
            "goal",
            Goal,
            ("program", "indicator", "operator", "total", "total_to", "per", "period", "division", "holder"),
            "program__plan",
            "program",
        ),
        Part(
            "recipients",
            "任务单位",
            "goals",
            "recipient",
            Recipient,
            ("organization", "written"),
            "plan",
            "plan",
        ),
        Part(
            "groups",
            "评分大项",
            "rubrics",
            "group",
            RubricGroup,
            ("name", "points"),
            "rubric__in",
            "rubric",
        ),
        Part(
            "items",
            "评分细项",
            "rubrics",
            "item",
            RubricItem,
            ("text", "points", "kind"),
            "group__rubric__in",
            "group",
        ),
    )
}


def rows_of(part: Part, plan: Plan) -> models.QuerySet:
    """The rows of one kind that belong to a plan."""
    if part.plan_path.endswith("__in"):
        manager: Any = part.model._base_manager
        rubrics = plan.programs.exclude(rubric=None).values("rubric_id")
        return manager.filter(**{part.plan_path: rubrics})
    return part.rows(plan)


def mark_of(row: models.Model, fields: Iterable[str]) -> str:
    """What a row looks like now, in short: an edit carries the mark its editor saw."""
    values = [str(getattr(row, row._meta.get_field(name).attname)) for name in fields]  # type: ignore[union-attr]
    if isinstance(row, Task) and row.pk:
        duties = sorted(row.duties.all(), key=lambda one: one.pk)
        values += [f"{one.role}/{one.organization_id}/{one.written}" for one in duties]
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:16]


def draft_plans(actor: Actor) -> models.QuerySet[Plan]:
    """Plans whose drafting the actor may look at: those of the own subtree."""
    found = Plan.objects.visible_to(actor)
    if not actor.sees_everything:
        found = found.filter(organization_id__in=organizations_within(actor))
    return found.select_related("organization", "drafter")


@dataclass(frozen=True)
class Draft:
    """Everything that stands in a plan, in a constant number of queries."""

    plan: Plan

    @cached_property
    def programs(self) -> list[Program]:
        return list(self.plan.programs.select_related("rubric"))

    @cached_property
    def tasks(self) -> list[Task]:
        duties = Prefetch("duties", Duty.objects.select_related("organization").order_by("pk"))
        return list(
            Task.objects.filter(program__plan=self.plan).select_related("program").prefetch_related(duties)
        )

    @cached_property
    def steps(self) -> list[Step]:
        return list(Step.objects.filter(program__plan=self.plan).select_related("program"))

    @cached_property
    def goals(self) -> list[Goal]:
        goals = Goal.objects.filter(program__plan=self.plan)
        return list(goals.select_related("program", "indicator", "holder"))

    @cached_property
    def recipients(self) -> list[Recipient]:
        return list(self.plan.recipients.select_related("organization"))

    @cached_property
    def groups(self) -> list[RubricGroup]:
        keys = {one.rubric_id for one in self.programs if one.rubric_id}
        groups = RubricGroup.objects.filter(rubric_id__in=keys)
        return list(groups.select_related("rubric").prefetch_related("items"))

    @property
    def rubrics(self) -> list[tuple[Program, Rubric, list[RubricGroup]]]:
        """Programmes with their rubric and its groups."""
        return [
            (one, one.rubric, [group for group in self.groups if group.rubric_id == one.rubric_id])
            for one in self.programs
            if one.rubric is not None
        ]

    @property
    def items(self) -> int:
        return sum(len(group.items.all()) for group in self.groups)


def names_by_role(task: Task) -> dict[str, list[str]]:
    """The parts of a task as written in a form, by role."""
    found: dict[str, list[str]] = {role: [] for role in DutyRole}
    for duty in task.duties.select_related("organization").order_by("pk"):
        found[duty.role].append(str(duty.organization) if duty.organization else duty.written)
    return found
