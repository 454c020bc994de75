"""Drafting a plan: facts and rows are written one at a time, and nobody overwrites what they have not seen."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone

from jiangong.domains.assessments.models import Rubric, RubricGroup
from jiangong.domains.plans import rules
from jiangong.domains.plans.actions.adopting.indicators import Named, catalogue_owner, find_or_make_indicators
from jiangong.domains.plans.actions.duties import replace_duties
from jiangong.domains.plans.models import Edition, Goal, Plan, Program, Recipient, Task
from jiangong.domains.plans.queries.drafts import FACTS, Part, mark_of, rows_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal

OVERTAKEN = "您填写期间，别人刚改过这一处，您的没有保存。您填写的内容还在，请对照最新内容核对后再保存。"
GONE = "这一行刚被别人删除，您的修改没有保存。请刷新页面查看最新内容。"
UP, DOWN = "up", "down"


@transaction.atomic
def create_plan(values: Mapping[str, Any], *, actor: Actor) -> Plan:
    """An empty draft by hand: one programme of the same name, the first edition."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    if actor.organization is None:
        raise Refusal("您当前没有任职的组织，不能拟订计划。请先切换任职。")
    plan = Plan.objects.create(organization=actor.organization, drafter=actor.user, **values)
    Program.objects.create(plan=plan, position=1, title=plan.title)
    Edition.objects.create(plan=plan, number=1, drafter=actor.user)
    record(actor, "plans.plan.create", plan)
    return plan


def open_draft(plan: Plan, actor: Actor) -> Plan:
    """The plan's row, held until the transaction ends: two editors of one draft queue here."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    mine = Plan.objects.ungated("the caller came through the gate").filter(pk=plan.pk)
    mine.update(version=F("version") + 1, updated_at=timezone.now())
    plan.refresh_from_db()
    if reason := rules.editing_refusal(plan, actor):
        raise NotAllowed(reason)
    return plan


@transaction.atomic
def revise_plan(plan: Plan, values: Mapping[str, Any], seen: str, *, actor: Actor) -> Plan:
    """Correct the facts of a draft."""
    open_draft(plan, actor)
    _require_seen(plan, FACTS, seen)
    before = {name: getattr(plan, name) for name in values}
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=tuple(values))
    record(actor, "plans.plan.edit", plan, fields=differences(before, plan))
    return plan


@transaction.atomic
def add_row(plan: Plan, part: Part, values: Mapping[str, Any], *, actor: Actor) -> models.Model:
    """A new row at the end of its kind."""
    open_draft(plan, actor)
    values = _with_indicator(values, actor)
    columns = {name: value for name, value in values.items() if name in part.fields}
    if part.parent == "plan":
        columns["plan"] = plan
    elif part.parent in values:
        columns[part.parent] = values[part.parent]
    siblings = part.model._base_manager.filter(**{part.parent: columns[part.parent]})
    last = siblings.aggregate(last=Max("position"))["last"] or 0
    row = part.model(**columns, position=last + 1)
    _require_new_unit(plan, row)
    row.save(force_insert=True)
    _write_duties(row, values, actor)
    _told(plan, part, "新增", actor)
    return row


@transaction.atomic
def revise_row(
    plan: Plan, part: Part, pk: int, values: Mapping[str, Any], seen: str, *, actor: Actor
) -> models.Model:
    """Change a row, unless somebody else changed it meanwhile; what was doubtful has now been looked at."""
    open_draft(plan, actor)
    row = _row(plan, part, pk)
    _require_seen(row, part.fields, seen)
    values = _with_indicator(values, actor)
    columns = [name for name in part.fields if name in values]
    for name in columns:
        setattr(row, name, values[name])
    _require_new_unit(plan, row)
    if hasattr(row, "uncertain"):
        row.uncertain = ""
        columns.append("uncertain")
    row.save(update_fields=columns)
    _write_duties(row, values, actor)
    _told(plan, part, "修改", actor)
    return row


@transaction.atomic
def remove_row(plan: Plan, part: Part, pk: int, seen: str, *, actor: Actor) -> None:
    """Take a row out with what hangs on it."""
    open_draft(plan, actor)
    row = _row(plan, part, pk)
    _require_seen(row, part.fields, seen)
    if isinstance(row, Program) and plan.programs.count() == 1:
        raise Refusal("计划至少要有一个专案，不能全部删除。")
    if isinstance(row, Goal) and row.children.exists():
        raise Refusal("下级已按这个目标继续分解，不能删除。")
    row.delete()
    _told(plan, part, "删除", actor)


@transaction.atomic
def move_row(plan: Plan, part: Part, pk: int, direction: str, *, actor: Actor) -> None:
    """Change places with the neighbour above or below."""
    open_draft(plan, actor)
    row = _row(plan, part, pk)
    manager = part.model._base_manager
    siblings = list(manager.filter(**{part.parent: getattr(row, part.parent)}).order_by("position", "pk"))
    here = siblings.index(row)
    there = here - 1 if direction == UP else here + 1
    if not 0 <= there < len(siblings):
        return
    siblings[here], siblings[there] = siblings[there], siblings[here]
    for position, one in enumerate(siblings, start=1):
        one.position = position
    manager.bulk_update(siblings, ["position"])
    _told(plan, part, "调整顺序", actor)


@transaction.atomic
def add_rubric(plan: Plan, program: Program, *, actor: Actor) -> Rubric:
    """An empty scoring sheet of 100 points for a programme that has none."""
    open_draft(plan, actor)
    if program.rubric_id is not None:
        raise Refusal("这个专案已有评分标准，请直接修改。")
    rubric = Rubric.objects.create(
        organization=catalogue_owner(plan.organization),
        title=f"{program.title}评分标准"[:200],
        year=plan.year,
    )
    RubricGroup.objects.create(rubric=rubric, position=1, name="工作成效", points=rubric.points)
    program.rubric = rubric
    program.save(update_fields=("rubric",))
    record(actor, "assessments.rubric.create", rubric)
    record(actor, "plans.plan.edit", plan, field="评分标准")
    return rubric


def _with_indicator(values: Mapping[str, Any], actor: Actor) -> Mapping[str, Any]:
    """A goal's indicator is typed by name and unit: known ones are taken, new ones defined."""
    if "indicator_name" not in values:
        return values
    figures = tuple(one for one in (values.get("total"), values.get("total_to")) if one is not None)
    named = Named(values["indicator_name"], values["indicator_unit"], figures)
    return {**values, "indicator": find_or_make_indicators([named], actor)[0]}


def _row(plan: Plan, part: Part, pk: int) -> Any:
    row = rows_of(part, plan).filter(pk=pk).first()
    if row is None:
        raise Conflict(GONE)
    return row


def _require_seen(row: models.Model, fields: tuple[str, ...], seen: str) -> None:
    if mark_of(row, fields) != seen:
        raise Conflict(OVERTAKEN)


def _require_new_unit(plan: Plan, row: models.Model) -> None:
    """One row for each unit: the constraint would say the same, without a sentence."""
    if not isinstance(row, Recipient) or row.organization_id is None:
        return
    twins = plan.recipients.filter(organization_id=row.organization_id).exclude(pk=row.pk)
    if twins.exists():
        raise Refusal(f"“{row.organization}”已在任务单位里，不能重复添加。", field="organization")


def _write_duties(row: models.Model, values: Mapping[str, Any], actor: Actor) -> None:
    if isinstance(row, Task) and "duties" in values:
        replace_duties(row, values["duties"], actor=actor)


def _told(plan: Plan, part: Part, act: str, actor: Actor) -> None:
    record(actor, "plans.plan.edit", plan, field=part.label, text=act)
