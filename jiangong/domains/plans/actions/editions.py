"""Adjusting a division that is in force: a new version with its reason, decided by somebody else."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from jiangong.domains.plans import rules
from jiangong.domains.plans.models import Edition, Plan, Target
from jiangong.domains.plans.queries.grid import edition_in_force
from jiangong.domains.plans.workflow import edition_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal

_BATCH = 1000


@transaction.atomic
def start_adjustment(plan: Plan, reason: str, *, actor: Actor) -> Edition:
    """A new version that begins with every share of the one in force."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    if refusal := rules.adjusting_refusal(plan, actor):
        raise NotAllowed(refusal)
    if not reason.strip():
        raise Refusal("请写明调整原因。", field="reason")
    _hold(plan)
    current = edition_in_force(plan)
    if current is None:
        raise NotAllowed("这份计划还没有生效的版次，不能调整。")
    number = (plan.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Edition.objects.create(plan=plan, number=number, reason=reason.strip(), drafter=actor.user)
    copied = _copy_shares(current, edition)
    record(actor, "plans.edition.create", edition, number=number, cells=copied)
    return edition


def _hold(plan: Plan) -> None:
    """Two people who start at once queue here; the second finds the first one's version."""
    held = Plan.objects.ungated("the plan itself").filter(pk=plan.pk, state=plan.state)
    if not held.update(state=plan.state):
        raise Conflict("计划的状态刚刚变了，请刷新页面查看最新情况。")
    if plan.editions.filter(state__in=rules.OPEN_EDITIONS).exists():
        raise Conflict("别人刚刚启动了一版调整，请在那一版里修改。")


def _copy_shares(source: Edition, copy: Edition) -> int:
    """Every share in statements of a thousand, whatever the size of the grid."""
    rows = Target.objects.ungated("a version copied within its plan").filter(edition=source)
    copies = [
        Target(edition=copy, recipient_id=recipient, goal_id=goal, value=value)
        for recipient, goal, value in rows.values_list("recipient_id", "goal_id", "value")
    ]
    Target.objects.bulk_create(copies, batch_size=_BATCH)
    return len(copies)


def submit_edition(edition: Edition, *, actor: Actor, note: str = "") -> Edition:
    """Put an adjustment before whoever decides on it."""
    return edition_workflow.perform(edition, "submit", actor=actor, note=note)


def approve_edition(edition: Edition, *, actor: Actor, note: str = "") -> Edition:
    """Let a version take effect; of two people who decide at once, one is told that it is done."""
    decided = {"approver": actor.user, "effective_at": timezone.now()}
    return edition_workflow.perform(edition, "approve", actor=actor, note=note, values=decided)


def send_back_edition(edition: Edition, *, actor: Actor, note: str) -> Edition:
    """Ask for another adjustment."""
    return edition_workflow.perform(edition, "send_back", actor=actor, note=note)


def drop_edition(edition: Edition, *, actor: Actor, note: str) -> Edition:
    """Give an adjustment up; what is in force stays."""
    return edition_workflow.perform(edition, "drop", actor=actor, note=note)
