"""Issuing a plan and signing for it: every unit once for what concerns it, whoever presses how often."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from jiangong.domains.plans import rules
from jiangong.domains.plans.choices import Channel
from jiangong.domains.plans.models import Delivery, Edition, Plan, Receipt, Recipient, Step
from jiangong.domains.plans.queries.grid import edition_in_force, working_edition
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.plans.queries.receipts import owed_receipt
from jiangong.domains.plans.workflow import edition_workflow, plan_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal


@transaction.atomic
def issue_plan(plan: Plan, *, actor: Actor) -> Plan:
    """Send a plan to its units: its first division takes effect, and what they hand in is listed."""
    edition = working_edition(plan)
    now = timezone.now()
    plan_workflow.perform(plan, "issue", actor=actor, values={"issued_at": now, "signer_id": actor.user_id})
    edition_workflow.perform(
        edition, "approve", actor=actor, values={"effective_at": now, "approver_id": actor.user_id}
    )
    list_deliveries(plan)
    return plan


def list_deliveries(plan: Plan) -> int:
    """One line for each unit and each step that asks for material; how many."""
    steps = Step.objects.filter(program__plan=plan).exclude(deliverable="")
    units = list(plan.recipients.exclude(organization=None).values_list("organization_id", flat=True))
    wanted = [Delivery(step=step, organization_id=unit) for step in steps for unit in units]
    Delivery.objects.bulk_create(wanted, batch_size=500)
    return len(wanted)


def current_edition(plan: Plan) -> Edition:
    """The version units sign for."""
    edition = edition_in_force(plan)
    if edition is None:
        raise Refusal("计划还没有下发，现在不用签收。")
    edition.plan = plan
    return edition


@transaction.atomic
def sign_plan(plan: Plan, *, actor: Actor) -> Receipt:
    """A unit signs for its task sheet; signing again changes nothing, what was signed in its stead is confirmed."""
    if not actor.can("plans.receive"):
        raise NotAllowed("您当前的任职没有“签收任务、报送材料”的权限。")
    if reason := rules.signing_refusal(plan, actor):
        raise NotAllowed(reason)
    edition, own = current_edition(plan), own_organization_id(actor)
    rows = Receipt.objects.ungated("one's own receipt")
    if not owed_receipt(plan, own):
        held = rows.filter(edition__plan=plan, organization_id=own).latest("edition__number")
        return _confirm(held, actor)
    # The unique constraint decides between two who press at once; the second gets the first one's receipt.
    receipt, created = rows.get_or_create(
        edition=edition, organization_id=own, defaults={"signed_by_id": actor.user_id}
    )
    if not created:
        return _confirm(receipt, actor)
    record(actor, "plans.receipt.create", receipt, edition=edition.number)
    return receipt


def _confirm(receipt: Receipt, actor: Actor) -> Receipt:
    """The unit says itself that it got what the level above recorded for it; its own signature needs no word."""
    unconfirmed = Receipt.objects.ungated("one's own receipt").filter(
        pk=receipt.pk, on_behalf=True, confirmed_at=None
    )
    if unconfirmed.update(confirmed_at=timezone.now(), confirmed_by=actor.user_id):
        record(actor, "plans.receipt.confirm", receipt)
    return receipt


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """How and when a unit that is not online got its task sheet."""

    recipient: Recipient
    channel: str
    received_on: date
    note: str = ""


@transaction.atomic
def stand_in(plan: Plan, paper: PaperReceipt, *, actor: Actor) -> Receipt:
    """The level above records the receipt of a unit that is not online, marked 代."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    if reason := rules.standing_in_refusal(plan, actor):
        raise NotAllowed(reason)
    edition, unit = current_edition(plan), paper.recipient.organization_id
    _check_paper(plan, paper)
    receipt, created = Receipt.objects.ungated("one row per unit and edition").get_or_create(
        edition=edition,
        organization_id=unit,
        defaults={
            "signed_by_id": actor.user_id,
            "on_behalf": True,
            "channel": paper.channel,
            "received_on": paper.received_on,
            "note": paper.note,
        },
    )
    if not created:
        raise Refusal(f"{paper.recipient}已经签收，不用代签收。", "recipient")
    record(actor, "plans.receipt.stand_in", receipt, edition=edition.number, channel=paper.channel)
    return receipt


def _check_paper(plan: Plan, paper: PaperReceipt) -> None:
    if paper.recipient.plan_id != plan.pk:
        raise Refusal("这个单位不在计划里，请重新选择。", "recipient")
    if not owed_receipt(plan, paper.recipient.organization_id):
        raise Refusal(f"{paper.recipient}已经签收，不用代签收。", "recipient")
    if paper.channel == Channel.ONLINE:
        raise Refusal("请选择对方是怎样签收的：纸质、电话、微信或邮件。", "channel")
    if paper.received_on > timezone.localdate():
        raise Refusal("收到日期不能晚于今天。", "received_on")
    issued = timezone.localdate(plan.issued_at) if plan.issued_at else None
    if issued and paper.received_on < issued:
        raise Refusal(f"收到日期不能早于下发日期{issued:%Y-%m-%d}。", "received_on")
