"""Matters sent up at any time: raised, answered, passed on, settled."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.queries.officers import acting_union_id, own_organization_id
from jiangong.domains.reporting import rules
from jiangong.domains.reporting.choices import ANSWER_DAYS, MatterKind, MatterState
from jiangong.domains.reporting.models import Matter
from jiangong.domains.reporting.signals import matter_arrived
from jiangong.domains.reporting.workflow import matter_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

WHY = "the unions above one's own"


@transaction.atomic
def raise_matter(matter: Matter, *, actor: Actor) -> Matter:
    """Send something up to the union above; an answer is due by the day of its kind."""
    if not actor.can("reporting.fill"):
        raise NotAllowed("您当前的任职没有“填报、反映问题建议”的权限。")
    own = own_organization_id(actor)
    unit = Organization.objects.ungated("one's own unit").filter(pk=own).first()
    above = _above(unit)
    if unit is None or above is None:
        raise Refusal("本单位没有上级工会，问题建议请直接办理。")
    matter.organization, matter.addressee, matter.sender = unit, above, actor.user
    matter.due_on = _due(matter)
    matter.save(force_insert=True)
    record(actor, "reporting.matter.create", matter, kind=matter.kind, addressee=above.pk)
    matter_arrived.send(Matter, instance=matter, actor=actor)
    return matter


def _above(unit: Organization | None) -> Organization | None:
    parent = unit.parent if unit is not None else None
    key = acting_union_id(parent) if parent is not None else None
    return Organization.objects.ungated(WHY).filter(pk=key).first() if key else None


def _due(matter: Matter) -> date:
    return timezone.localdate() + timedelta(days=ANSWER_DAYS[MatterKind(matter.kind)])


@transaction.atomic
def answer_matter(matter: Matter, text: str, *, actor: Actor) -> Matter:
    """The union it is addressed to says what it thinks and does about it."""
    if not text.strip():
        raise Refusal("请写明答复。", "answer")
    values = {"answer": text.strip(), "answered_at": timezone.now(), "answered_by_id": actor.user_id}
    return matter_workflow.perform(matter, "answer", actor=actor, values=values)


@transaction.atomic
def escalate_matter(matter: Matter, *, actor: Actor) -> Matter:
    """What cannot be answered here goes one level further up; the day stays."""
    if not actor.can("reporting.answer"):
        raise NotAllowed("您当前的任职没有“答复问题建议”的权限。")
    if reason := rules.answering_refusal(matter, actor):
        raise NotAllowed(reason)
    if matter.state != MatterState.SENT:
        raise Refusal(f"这件事{matter.get_state_display()}，不用再转报。")
    above = _above(matter.addressee)
    if above is None:
        raise Refusal("本单位没有上级工会，请直接答复。")
    matter.addressee = above
    save_if_unchanged(matter, matter.version, ["addressee"])
    record(actor, "reporting.matter.escalate", matter, addressee=above.pk)
    matter_arrived.send(Matter, instance=matter, actor=actor)
    return matter


@transaction.atomic
def settle_matter(matter: Matter, *, actor: Actor) -> Matter:
    """Who raised it is content."""
    return matter_workflow.perform(matter, "settle", actor=actor)


@transaction.atomic
def ask_again(matter: Matter, reason: str, *, actor: Actor) -> Matter:
    """Who raised it is not; the answer is due anew."""
    due = _due(matter)
    text = f"{matter.text}\n追问：{reason.strip()}"[:2000]
    return matter_workflow.perform(
        matter, "ask_again", actor=actor, note=reason, values={"due_on": due, "text": text}
    )


@transaction.atomic
def withdraw_matter(matter: Matter, *, actor: Actor) -> Matter:
    """Who raised it takes it back."""
    return matter_workflow.perform(matter, "withdraw", actor=actor)
