"""Why something cannot be done with a plan now, as a sentence, or an empty text."""

from typing import TYPE_CHECKING

from jiangong.domains.plans.choices import OPEN_EDITIONS, CosignState, DeliveryState, PlanState
from jiangong.domains.plans.models import Cosignature, Delivery, Duty, Edition, Plan, Reading, Receipt, Step
from jiangong.domains.plans.queries.findings import blocking_sentence
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import Slot

if TYPE_CHECKING:
    from jiangong.domains.organizations.models import Organization


def manages(plan: Plan, actor: Actor) -> bool:
    """Whether the actor acts for the organization that makes the plan."""
    if actor.is_system:
        return True
    if actor.organization is None:
        return False
    return actor.scope_path == plan.organization.scope_path


def managing_refusal(plan: Plan, actor: Actor) -> str:
    return "" if manages(plan, actor) else "这份计划由别的单位制订，您只能查看。"


def editing_refusal(plan: Plan, actor: Actor) -> str:
    """Facts, programmes, tasks and steps change only while the plan is being drafted."""
    if reason := managing_refusal(plan, actor):
        return reason
    if plan.state != PlanState.DRAFTING:
        return f"计划现在是“{plan.get_state_display()}”，不能直接修改；需要修改请先退回拟稿，已下发的请启动调整。"
    return ""


def settling_refusal(plan: Plan, actor: Actor) -> str:
    """Findings are settled by those who make the plan, as long as anything can still change."""
    if reason := managing_refusal(plan, actor):
        return reason
    if plan.state in {PlanState.CLOSED, PlanState.VOID}:
        return f"计划{plan.get_state_display()}，不再处理问题。"
    return ""


def attaching_to_reading_refusal(reading: Reading, slot: Slot, actor: Actor) -> str:
    """The file a plan was read from stays as it was; another file is another reading."""
    if reading.organization_id != actor.organization_id or reading.reader_id != actor.user_id:
        return "这份文件由别人上传识读，请另行上传。"
    return "" if reading.plan_id is None else "这份文件已经生成计划，不能再换；新的文件请另行识读。"


def allocating_refusal(edition: Edition, actor: Actor) -> str:
    """Shares change only in a draft: of a plan being drafted, or of an adjustment."""
    if reason := managing_refusal(edition.plan, actor):
        return reason
    if edition.state != OPEN_EDITIONS[0]:
        return f"{edition}是“{edition.get_state_display()}”，不能修改；需要修改请启动调整。"
    if edition.plan.is_unissued and edition.plan.state != PlanState.DRAFTING:
        return f"计划现在是“{edition.plan.get_state_display()}”，不能修改分解表；请先退回拟稿。"
    return ""


def submitting_refusal(plan: Plan, actor: Actor) -> str:
    if reason := managing_refusal(plan, actor):
        return reason
    if plan.is_further_division:
        return "继续分解的任务不用核稿，请直接签发。"
    return completeness_refusal(plan)


def completeness_refusal(plan: Plan) -> str:
    """What still stands between a draft and its issue."""
    if not plan.recipients.exists():
        return "还没有任务单位，请先填写分解表。"
    return blocking_sentence(plan)


def reviewing_refusal(plan: Plan, actor: Actor) -> str:
    if reason := managing_refusal(plan, actor):
        return reason
    if plan.drafter_id == actor.user_id:
        return "您是拟稿人，请由其他人核稿。"
    return ""


def endorsing_refusal(plan: Plan, actor: Actor) -> str:
    if reason := reviewing_refusal(plan, actor):
        return reason
    if plan.cosignatures.filter(state=CosignState.ASKED).exists():
        return "还有部门没有会签，请先送会签。"
    return ""


def cosigning_refusal(plan: Plan, actor: Actor) -> str:
    if reason := reviewing_refusal(plan, actor):
        return reason
    return "" if plan.cosignatures.exists() else "没有列出会签部门；不需要会签的请直接核稿通过。"


def cosigned_refusal(plan: Plan, actor: Actor) -> str:
    if reason := managing_refusal(plan, actor):
        return reason
    waiting = plan.cosignatures.filter(state=CosignState.ASKED).select_related("organization")
    names = "、".join(str(one.organization) for one in waiting)
    return f"还在等{names}会签；纸质会签的可以代为登记。" if names else ""


def issuing_refusal(plan: Plan, actor: Actor) -> str:
    if reason := managing_refusal(plan, actor):
        return reason
    if plan.state == PlanState.DRAFTING and not plan.is_further_division:
        return "请先送核稿。"
    return completeness_refusal(plan)


def withdrawing_refusal(plan: Plan, actor: Actor) -> str:
    if reason := managing_refusal(plan, actor):
        return reason
    return "" if plan.drafter_id == actor.user_id else "只有拟稿人可以撤回。"


def adjusting_refusal(plan: Plan, actor: Actor) -> str:
    """A new edition starts from an issued plan that has no other one open."""
    if reason := managing_refusal(plan, actor):
        return reason
    if plan.state != PlanState.ISSUED:
        return "计划下发以后才需要调整。"
    if plan.editions.filter(state__in=OPEN_EDITIONS).exists():
        return "已有一版调整正在进行，请在那一版里修改。"
    return ""


def submitting_edition_refusal(edition: Edition, actor: Actor) -> str:
    if reason := managing_refusal(edition.plan, actor):
        return reason
    if not edition.plan.is_published:
        return "计划还没有下发，分解表随计划一起签发。"
    if not edition.reason.strip():
        return "请先填写调整原因。"
    return blocking_sentence(edition.plan)


def approving_refusal(edition: Edition, actor: Actor) -> str:
    if reason := submitting_edition_refusal(edition, actor) if edition.number > 1 else "":
        return reason
    if not edition.plan.is_published:
        return "计划还没有下发，分解表随计划一起签发。"
    if edition.state == OPEN_EDITIONS[0] and edition.number > 1 and not edition.plan.is_further_division:
        return "请先送审定。"
    if edition.number > 1 and edition.drafter_id == actor.user_id and not edition.plan.is_further_division:
        return "您是调整人，请由其他人审定。"
    return ""


def dropping_refusal(edition: Edition, actor: Actor) -> str:
    if reason := managing_refusal(edition.plan, actor):
        return reason
    return "" if edition.number > 1 else "第一版不能放弃；不再需要的计划请作废。"


def answers_for(organization: "Organization", actor: Actor) -> bool:
    """Whether the actor acts for exactly this organization."""
    return (
        bool(actor.scope_path)
        and actor.organization is not None
        and (actor.scope_path == organization.scope_path)
    )


def handing_in_refusal(delivery: Delivery, actor: Actor) -> str:
    if not answers_for(delivery.organization, actor):
        return "只有本单位可以报送；代为报送请用“代报送”。"
    return "" if delivery.step.program.plan.state == PlanState.ISSUED else "计划已经办结，不再收取材料。"


def receiving_refusal(delivery: Delivery, actor: Actor) -> str:
    return managing_refusal(delivery.step.program.plan, actor)


def attaching_refusal(plan: Plan, slot: Slot, actor: Actor) -> str:
    """Paper kept with a plan comes from whoever makes it."""
    if not actor.can("plans.edit"):
        return "您当前的任职没有“拟订计划、分解任务”的权限。"
    return managing_refusal(plan, actor)


def is_recipient(plan: Plan, organization_id: int | None) -> bool:
    """Whether the plan gives this unit work."""
    return organization_id is not None and plan.recipients.filter(organization=organization_id).exists()


def running_refusal(plan: Plan) -> str:
    """What is signed, handed in and marked done belongs to the time between issue and close."""
    return (
        ""
        if plan.state == PlanState.ISSUED
        else f"计划现在是“{plan.get_state_display()}”，不能再办理这一项。"
    )


def signing_refusal(plan: Plan, actor: Actor) -> str:
    """A unit signs for itself; what comes from above is signed below."""
    if not is_recipient(plan, own_organization_id(actor)):
        return "这份计划没有给本单位下达任务，不用签收。"
    return running_refusal(plan)


def standing_in_refusal(plan: Plan, actor: Actor) -> str:
    return managing_refusal(plan, actor) or running_refusal(plan)


def receipt_attaching_refusal(receipt: Receipt, slot: Slot, actor: Actor) -> str:
    """The scan of a paper receipt belongs to whoever recorded it."""
    if not receipt.on_behalf:
        return "本单位已经在系统里签收，不用留存扫描件。"
    return standing_in_refusal(receipt.edition.plan, actor)


def dividing_refusal(plan: Plan, actor: Actor) -> str:
    """A unit divides what it was given, once."""
    if not is_recipient(plan, own_organization_id(actor)):
        return "这份计划没有给本单位下达任务，不能继续分解。"
    if reason := running_refusal(plan):
        return reason
    live = plan.children.exclude(state=PlanState.VOID).filter(organization=own_organization_id(actor))
    return "本单位已经分解过这份计划，请在原来的分解表里修改。" if live.exists() else ""


def answering_refusal(cosignature: Cosignature, actor: Actor) -> str:
    """A department answers for itself while it is asked."""
    if not answers_for(cosignature.organization, actor):
        return f"这份会签请{cosignature.organization}办理。"
    return open_cosigning_refusal(cosignature.plan)


def open_cosigning_refusal(plan: Plan) -> str:
    if plan.state == PlanState.COSIGNING:
        return ""
    return f"计划现在是“{plan.get_state_display()}”，不在会签中。"


def listing_refusal(plan: Plan, actor: Actor) -> str:
    """Who is to cosign is settled before it is sent to them."""
    if reason := managing_refusal(plan, actor):
        return reason
    if plan.is_further_division:
        return "继续分解的任务不用会签。"
    if plan.state in (PlanState.DRAFTING, PlanState.REVIEWING):
        return ""
    return f"计划现在是“{plan.get_state_display()}”，会签部门不能再改。"


def duty_refusal(duty: Duty, actor: Actor) -> str:
    """Each organization speaks for its own part."""
    if duty.organization is None or not answers_for(duty.organization, actor):
        return f"这一项由{duty.organization or duty.written}登记。"
    return running_refusal(duty.task.program.plan)


def step_refusal(step: Step, actor: Actor) -> str:
    plan = step.program.plan
    return managing_refusal(plan, actor) or running_refusal(plan)


def delivery_attaching_refusal(delivery: Delivery, slot: Slot, actor: Actor) -> str:
    """A unit's papers come from the unit, or from the level above in its stead, until they are received."""
    plan = delivery.step.program.plan
    if delivery.state not in (DeliveryState.DUE, DeliveryState.RETURNED):
        return f"材料{delivery.get_state_display()}，不能再改；需要更换的请对方退回。"
    if answers_for(delivery.organization, actor) and actor.can("plans.receive"):
        return running_refusal(plan)
    if not actor.can("plans.edit"):
        return "您当前的任职没有“拟订计划、分解任务”的权限。"
    return managing_refusal(plan, actor) or running_refusal(plan)
