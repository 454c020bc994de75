"""Setting a programme up, opening it, going from stage to stage, answering for what stands in the way."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.documents.queries import find_by_official_number
from jiangong.domains.documents.rules import normalize_official_number
from jiangong.domains.honors.models import Notice, Programme, Quota, Stage, Waiver
from jiangong.domains.honors.queries.findings import findings_of
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.rules.conflicts import recusal_refusal
from jiangong.domains.honors.workflow import programme_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

LONGEST_REASON = 300
LONGEST_CLOSING = 500


@transaction.atomic
def create_programme(programme: Programme, *, actor: Actor) -> Programme:
    """A new programme in preparation; nobody below sees it yet."""
    if not actor.can("honors.organize"):
        raise NotAllowed(f"您当前的任职没有“{label_of('honors.organize')}”的权限。")
    _cite(programme, actor)
    try:
        with transaction.atomic():
            programme.save(force_insert=True)
    except IntegrityError:
        raise Refusal("本年度已有同名的选树项目，请直接使用。", "name") from None
    record(actor, "honors.programme.create", programme, kind=programme.kind)
    return programme


@transaction.atomic
def revise_programme(
    programme: Programme, changed: Sequence[str], version: int, *, actor: Actor
) -> Programme:
    """Correct what is said about a programme; an open one keeps its basis."""
    stored = Programme.objects.ungated("compared with what is being revised").get(pk=programme.pk)
    if reason := rules.editing_refusal(stored, actor):
        raise NotAllowed(reason)
    _cite(programme, actor)
    if stored.opened_on and (why := rules.basis_refusal(programme)):
        raise Refusal(why, "basis_number")
    columns = [*changed, "basis_number", "basis_document"]
    before = {name: getattr(stored, name) for name in columns}
    try:
        with transaction.atomic():
            save_if_unchanged(programme, version, columns)
    except IntegrityError:
        raise Refusal("本年度已有同名的选树项目，或依据不完整，请核对。", "name") from None
    record(actor, "honors.programme.edit", programme, fields=differences(before, programme))
    return programme


def _cite(programme: Programme, actor: Actor) -> None:
    """The number in its usual form, and the one registered document that bears it."""
    programme.basis_number = normalize_official_number(programme.basis_number)
    number = programme.basis_number
    programme.basis_document = find_by_official_number(number, actor) if number else None


@transaction.atomic
def plan_stages(programme: Programme, stages: Sequence[Stage], *, actor: Actor) -> Programme:
    """Put these stages in the place of those that were planned."""
    if reason := rules.planning_refusal(programme, actor):
        raise NotAllowed(reason)
    save_if_unchanged(programme, programme.version, [])  # two who plan at once cannot both be right
    programme.stages.all().delete()
    for position, stage in enumerate(stages, 1):
        stage.programme, stage.position = programme, position
    Stage.objects.bulk_create(stages)
    forget(programme)
    record(actor, "honors.programme.plan", programme, stages=[one.kind for one in stages])
    return programme


@transaction.atomic
def allot_quotas(programme: Programme, quotas: Sequence[Quota], *, actor: Actor) -> Programme:
    """Put these quotas in the place of those that were allotted."""
    if reason := rules.editing_refusal(programme, actor):
        raise NotAllowed(reason)
    regular = sum(one.places for one in quotas if not one.is_separate)
    whole = sum(one.places for one in quotas)
    if whole > programme.places:
        raise Refusal(f"分配了{whole}个名额，项目名额只有{programme.places}个，请核对。", "lines")
    save_if_unchanged(programme, programme.version, [])
    programme.quotas.all().delete()
    for one in quotas:
        one.programme = programme
    Quota.objects.bulk_create(quotas)
    forget(programme)
    record(actor, "honors.programme.allot", programme, regular=regular, separate=whole - regular)
    return programme


@transaction.atomic
def set_rule(programme: Programme, rule: Any, version: int | None = None, *, actor: Actor) -> Any:
    """Enter a rule of structure or a condition, or correct the one that was read at this ``version``."""
    if reason := rules.editing_refusal(programme, actor):
        raise NotAllowed(reason)
    rule.programme = programme
    rule.full_clean(exclude=["programme"])
    if rule.pk is None:
        rule.save(force_insert=True)
    else:
        save_if_unchanged(rule, rule.version if version is None else version, columns_of(rule))
    forget(programme)
    record(actor, "honors.programme.rule", programme, rule=rule._meta.model_name, key=rule.pk)
    return rule


def columns_of(rule: Any) -> list[str]:
    """What of a rule is entered."""
    kept = {"id", "version", "programme", "created_at", "updated_at"}
    return [one.name for one in rule._meta.concrete_fields if one.name not in kept]


@transaction.atomic
def remove_rule(programme: Programme, rule: Any, *, actor: Actor) -> Programme:
    """Take out a rule that was entered by mistake; one that no longer holds is given its last day instead."""
    if reason := rules.editing_refusal(programme, actor):
        raise NotAllowed(reason)
    record(actor, "honors.programme.rule", programme, rule=rule._meta.model_name, key=rule.pk, removed=True)
    rule.delete()
    forget(programme)
    return programme


@transaction.atomic
def open_programme(programme: Programme, *, actor: Actor) -> Programme:
    """Let the unions below nominate."""
    return programme_workflow.perform(
        programme, "open", actor=actor, values={"opened_on": timezone.localdate()}
    )


@transaction.atomic
def advance_programme(programme: Programme, note: str, *, actor: Actor) -> Programme:
    """Leave the stage in hand for the next."""
    stage = programme.current()
    values = {"stage": programme.stage + 1}
    programme_workflow.perform(programme, "advance", actor=actor, note=note, values=values)
    finish_stage(stage, note)
    forget(programme)
    return programme


def finish_stage(stage: Stage, note: str) -> None:
    rows = Stage.objects.filter(pk=stage.pk)
    rows.update(finished_on=timezone.localdate(), note=note.strip()[:LONGEST_REASON])


@transaction.atomic
def cancel_programme(programme: Programme, reason: str, *, actor: Actor) -> Programme:
    """Give a programme up; what the public still sees is taken down."""
    values = {"closing_reason": reason.strip()[:LONGEST_CLOSING]}
    programme_workflow.perform(programme, "cancel", actor=actor, note=reason, values=values)
    now = timezone.now()
    standing = Notice.objects.filter(programme=programme, recalled_at=None, closes_at__gt=now)
    standing.update(recalled_at=now, recall_reason="项目取消。")
    return programme


@transaction.atomic
def waive_finding(programme: Programme, key: str, reason: str, *, actor: Actor) -> Waiver:
    """A named person answers for going on; what law or a third party forbids nobody can waive."""
    if why := rules.waiving_refusal(programme, actor):
        raise NotAllowed(why)
    if actor.user is None:
        raise NotAllowed("说明放行要由本人办理，程序不能代办。")
    finding = next((one for one in findings_of(programme) if one.key == key and one.blocks), None)
    if finding is None:
        raise Conflict("这一项已经变化或已经处理，请刷新页面查看。")
    if not finding.waivable:
        raise NotAllowed("这一项不能放行，必须处理后才能继续。")
    if why := recusal_refusal(programme, finding.about, actor):
        raise NotAllowed(why)
    if not reason.strip():
        raise Refusal("请写明放行的理由。", "reason")
    waiver = Waiver(
        programme=programme,
        key=key,
        sentence=finding.sentence[:LONGEST_REASON],
        reason=reason.strip()[:LONGEST_REASON],
        by=actor.user,
    )
    try:
        with transaction.atomic():
            waiver.save(force_insert=True)
    except IntegrityError:
        raise Conflict("这一项刚刚已有人办理，请刷新页面查看。") from None
    record(actor, "honors.programme.waive", programme, finding=key.partition(":")[0])
    forget(programme)
    return waiver
