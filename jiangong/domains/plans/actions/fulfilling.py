"""What is done under a running plan: parts of tasks, steps, and material handed in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.plans import rules
from jiangong.domains.plans.choices import Channel
from jiangong.domains.plans.models import Delivery, Duty, Step
from jiangong.domains.plans.workflow import delivery_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.attachments.queries import has_attachment
from jiangong.kit.attachments.receiving import Received
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

PAPER = "paper"


@transaction.atomic
def complete_duty(duty: Duty, note: str, *, actor: Actor) -> Duty:
    """An organization says that its part of a task is done, and what came of it."""
    _require_part(duty, actor)
    if duty.done_at is not None:
        raise Conflict("这一项已经登记完成。请刷新页面查看最新情况。")
    if not note.strip():
        raise Refusal("请写一句完成情况。", "note")
    duty.done_at, duty.done_by, duty.note = timezone.now(), actor.user, note.strip()
    save_if_unchanged(duty, duty.version, ["done_at", "done_by", "note"])
    record(actor, "plans.duty.complete", duty)
    return duty


@transaction.atomic
def reopen_duty(duty: Duty, *, actor: Actor) -> Duty:
    """It was not done after all; the note stays until the next one."""
    _require_part(duty, actor)
    if duty.done_at is None:
        raise Conflict("这一项还没有登记完成。请刷新页面查看最新情况。")
    duty.done_at = duty.done_by = None
    save_if_unchanged(duty, duty.version, ["done_at", "done_by"])
    record(actor, "plans.duty.reopen", duty)
    return duty


def _require_part(duty: Duty, actor: Actor) -> None:
    if reason := rules.duty_refusal(duty, actor):
        raise NotAllowed(reason)


@transaction.atomic
def complete_step(step: Step, done_on: date, *, actor: Actor) -> Step:
    """Mark a dated step as done."""
    _require_step(step, actor)
    if done_on > timezone.localdate():
        raise Refusal("完成日期不能晚于今天。", "done_on")
    if not Step.objects.filter(pk=step.pk, done_on=None).update(done_on=done_on):
        raise Conflict("这个节点已经登记完成。请刷新页面查看最新情况。")
    record(actor, "plans.step.complete", step, done_on=done_on)
    return step


@transaction.atomic
def reopen_step(step: Step, *, actor: Actor) -> Step:
    """Take the mark away."""
    _require_step(step, actor)
    if not Step.objects.filter(pk=step.pk, done_on__isnull=False).update(done_on=None):
        raise Conflict("这个节点还没有登记完成。请刷新页面查看最新情况。")
    record(actor, "plans.step.reopen", step)
    return step


def _require_step(step: Step, actor: Actor) -> None:
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    if reason := rules.step_refusal(step, actor):
        raise NotAllowed(reason)


@transaction.atomic
def hand_in(delivery: Delivery, files: Iterable[Received], note: str, *, actor: Actor) -> Delivery:
    """A unit hands its material in."""
    if reason := rules.handing_in_refusal(delivery, actor):
        raise NotAllowed(reason)
    _add(delivery, files, actor)
    values = {"handed_in_at": timezone.now(), "handed_in_by_id": actor.user_id, "note": note.strip()}
    values |= {"returned_for": ""}
    return delivery_workflow.perform(
        delivery, "hand_in", actor=actor, values={**values, "channel": Channel.ONLINE}
    )


@transaction.atomic
def stand_in_delivery(
    delivery: Delivery, files: Iterable[Received], channel: str, note: str, *, actor: Actor
) -> Delivery:
    """The level above enters what a unit handed in on paper or by mail (代报送)."""
    if channel == Channel.ONLINE:
        raise Refusal("请选择对方是怎样报送的：纸质、电话、微信或邮件。", "channel")
    _add(delivery, files, actor)
    now: Any = timezone.now()
    values = {
        "channel": channel,
        "note": note.strip(),
        "returned_for": "",
        "handed_in_at": now,
        "handed_in_by_id": actor.user_id,
        "received_at": now,
        "received_by_id": actor.user_id,
    }
    return delivery_workflow.perform(delivery, "stand_in", actor=actor, values=values)


def _add(delivery: Delivery, files: Iterable[Received], actor: Actor) -> None:
    received = list(files)
    if received:
        add_attachments(delivery, PAPER, received, actor=actor)
    if not has_attachment(delivery, PAPER):
        raise Refusal("请选择要报送的文件。", "files")


@transaction.atomic
def receive_delivery(delivery: Delivery, *, actor: Actor) -> Delivery:
    """The level above has it."""
    values = {"received_at": timezone.now(), "received_by_id": actor.user_id}
    return delivery_workflow.perform(delivery, "receive", actor=actor, values=values)


@transaction.atomic
def withdraw_delivery(delivery: Delivery, *, actor: Actor) -> Delivery:
    """The unit takes back what nobody has confirmed yet, to exchange a file for instance."""
    values = {"handed_in_at": None, "handed_in_by_id": None}
    return delivery_workflow.perform(delivery, "withdraw", actor=actor, values=values)


@transaction.atomic
def send_back_delivery(delivery: Delivery, reason: str, *, actor: Actor) -> Delivery:
    """It has to be mended and handed in again."""
    values = {"received_at": None, "received_by_id": None, "returned_for": reason.strip()}
    return delivery_workflow.perform(delivery, "send_back", actor=actor, note=reason, values=values)
