"""What may stand in the way of acts of supervision; each returns the reason in Chinese, or ""."""

from datetime import date

from django.utils import timezone

from jiangong.domains.organizations.queries import home_of
from jiangong.domains.supervision.choices import (
    LIVE_FINDINGS,
    OPEN_VISITS,
    OWED_FINDINGS,
    InspectionPlanState,
    VisitState,
)
from jiangong.domains.supervision.models import Draw, Finding, InspectionPlan, Visit
from jiangong.domains.supervision.queries.visits import counted_beside, is_inspector
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day


def _elsewhere(plan: InspectionPlan, actor: Actor) -> str:
    """A plan belongs to the union that inspects."""
    if actor.is_system or plan.organization == home_of(actor):
        return ""
    return f"这项督导计划由{plan.organization}实施，请由该单位办理。"


def planning_refusal(plan: InspectionPlan, actor: Actor) -> str:
    """Who may plan, may plan for their own union."""
    if not actor.can("supervision.plan"):
        return "您当前的任职没有“拟定督导计划”的权限。"
    return _elsewhere(plan, actor)


def revising_refusal(plan: InspectionPlan, actor: Actor) -> str:
    """What visits rest on does not change any more."""
    if reason := planning_refusal(plan, actor):
        return reason
    if plan.state in (InspectionPlanState.CLOSED, InspectionPlanState.VOID):
        return f"这项督导计划{plan.get_state_display()}，不能修改。"
    if plan.draws.exists() or plan.visits.exists():
        return "已经公布名单或安排检查，计划不能再改。需要改的，请作废后重新拟定。"
    return ""


def closing_refusal(plan: InspectionPlan, actor: Actor) -> str:
    """A plan is over when everybody was there and everything is put right."""
    if reason := planning_refusal(plan, actor):
        return reason
    if not plan.visits.exists():
        return "还没有安排检查，不用结束；不再实施的请作废。"
    if left := plan.visits.filter(state__in=OPEN_VISITS).count():
        return f"还有{left}次检查没有完成，请完成或取消后再结束。"
    if left := Finding.objects.ungated("one plan").filter(visit__plan=plan, state__in=LIVE_FINDINGS).count():
        return f"还有{left}个问题没有销号，请复查后再结束。"
    return ""


def voiding_refusal(plan: InspectionPlan, actor: Actor) -> str:
    """Once somebody was there it is too late."""
    if reason := planning_refusal(plan, actor):
        return reason
    if plan.visits.filter(state__in=(VisitState.ONGOING, VisitState.DONE)).exists():
        return "已经开始检查，不能作废；没有完成的检查可以取消，再结束计划。"
    return ""


def announcing_refusal(plan: InspectionPlan, actor: Actor) -> str:
    """A draw belongs to a running plan of one's own union."""
    if not actor.can("supervision.draw"):
        return "您当前的任职没有“抽取检查对象”的权限。"
    if reason := _elsewhere(plan, actor):
        return reason
    return "" if plan.is_running else f"督导计划“{plan.get_state_display()}”，启动后才能抽取。"


def drawing_refusal(draw: Draw, actor: Actor) -> str:
    """Nobody draws before the seed can be known."""
    if reason := announcing_refusal(draw.plan, actor):
        return reason
    if draw.seed_on > timezone.localdate():
        return f"种子在{format_day(draw.seed_on)}产生，到那天再抽取。"
    return ""


def replacing_refusal(draw: Draw, actor: Actor) -> str:
    """Once an inspector has been somewhere, the result stands."""
    if reason := announcing_refusal(draw.plan, actor):
        return reason
    begun = draw.visits.filter(state__in=(VisitState.ONGOING, VisitState.DONE)).exists()
    return "已经有单位开始检查，不能重抽。个别单位去不了的，请取消那次检查并写明原因。" if begun else ""


def appointing_refusal(plan: InspectionPlan, actor: Actor) -> str:
    """Visits belong to a running plan."""
    if reason := planning_refusal(plan, actor):
        return reason
    return "" if plan.is_running else f"督导计划“{plan.get_state_display()}”，启动后才能安排检查。"


def cap_refusal(visit: Visit) -> str:
    """No unit is visited more often than the plan allows, unless somebody answers for it by name."""
    if visit.waived_by_id is not None:
        return ""
    most, others = visit.plan.most_visits, counted_beside(visit)
    if others < most:
        return ""
    return (
        f"{visit.organization}{visit.year}年已安排{others}次检查，达到每年{most}次的上限。"
        "请合并或取消；确需检查的，由有“批准超次检查”权限的领导批准并写明理由。"
    )


def waiving_refusal(visit: Visit, actor: Actor) -> str:
    """Only a visit that the cap holds back needs a waiver."""
    if not actor.can("supervision.waive"):
        return "您当前的任职没有“批准超次检查”的权限。"
    if visit.state != VisitState.PLANNED:
        return f"这次检查现在是“{visit.get_state_display()}”，不用再批准。"
    return "" if cap_refusal(visit) else "这次检查没有超过上限，不用批准。"


def starting_refusal(visit: Visit, actor: Actor) -> str:
    """Whoever was drawn goes, and not beyond the cap."""
    if not (actor.is_system or is_inspector(visit, actor)):
        return "您不是这次检查的督导员，请由抽中的督导员开始检查。"
    if not visit.plan.is_running:
        return f"督导计划{visit.plan.get_state_display()}，不能再开始检查。"
    return cap_refusal(visit)


def submitting_refusal(visit: Visit, actor: Actor) -> str:
    """The sheet is the inspectors'."""
    if actor.is_system or is_inspector(visit, actor):
        return ""
    return "您不是这次检查的督导员，请由抽中的督导员填写。"


def managing_refusal(visit: Visit, actor: Actor) -> str:
    """Merging, moving and cancelling are the planning union's."""
    return planning_refusal(visit.plan, actor)


def scheduling_refusal(visit: Visit, actor: Actor) -> str:
    """The day is agreed by whoever goes or whoever plans."""
    if visit.state != VisitState.PLANNED:
        return f"这次检查现在是“{visit.get_state_display()}”，日期不用再定。"
    if actor.can("supervision.inspect") and is_inspector(visit, actor):
        return ""
    return managing_refusal(visit, actor)


def reassigning_refusal(visit: Visit, actor: Actor) -> str:
    """Others go only as long as nobody has been there."""
    if visit.state != VisitState.PLANNED:
        return f"这次检查现在是“{visit.get_state_display()}”，不能再换督导员。"
    return managing_refusal(visit, actor)


def correcting_refusal(visit: Visit, actor: Actor) -> str:
    """A verified figure is corrected by those who were there."""
    if visit.state != VisitState.DONE:
        return "检查提交以后才需要更正核实数。"
    if not actor.can("supervision.inspect"):
        return "您当前的任职没有“督导检查”的权限。"
    return submitting_refusal(visit, actor)


def recording_refusal(visit: Visit, actor: Actor) -> str:
    """Further findings of a visit that took place."""
    if visit.state != VisitState.DONE:
        return "检查提交以后才能补登问题；检查时发现的请填在检查表里。"
    if actor.can("supervision.inspect") and is_inspector(visit, actor):
        return ""
    return managing_refusal(visit, actor)


def attaching_refusal(visit: Visit, slot: Slot, actor: Actor) -> str:
    """Pictures and the signed paper come from the inspectors."""
    if not actor.can("supervision.inspect"):
        return "您当前的任职没有“督导检查”的权限。"
    if visit.state not in (VisitState.ONGOING, VisitState.DONE):
        return "检查开始以后才能上传。"
    return submitting_refusal(visit, actor) and managing_refusal(visit, actor)


def is_inspecting_side(finding: Finding, actor: Actor) -> bool:
    """Whether the actor belongs to the union that had it inspected, or was there."""
    return (
        actor.is_system
        or finding.visit.plan.organization == home_of(actor)
        or is_inspector(finding.visit, actor)
    )


def answers_for_unit(finding: Finding, actor: Actor) -> bool:
    return finding.organization == home_of(actor)


def answering_refusal(finding: Finding, actor: Actor) -> str:
    """The unit answers; whoever had it inspected may write down an answer that came on paper."""
    if answers_for_unit(finding, actor) or finding.visit.plan.organization == home_of(actor):
        return ""
    return f"由{finding.organization}答复整改。"


def arranging_refusal(finding: Finding, actor: Actor) -> str:
    """Measure and person are named while it is owed."""
    if not actor.can("supervision.rectify"):
        return "您当前的任职没有“答复整改”的权限。"
    if finding.state not in OWED_FINDINGS:
        return f"这个问题{finding.get_state_display()}，不用再落实整改。"
    return answering_refusal(finding, actor)


def rechecking_refusal(finding: Finding, actor: Actor) -> str:
    """Another person looks again: not who found it, not who answered, not who puts it right, nobody of the unit."""
    if answers_for_unit(finding, actor):
        return "本单位的整改由督导单位复查。"
    if actor.user_id is not None:
        if actor.user_id == finding.recorded_by_id:
            return "问题是您登记的，请由另一人复查。"
        if actor.user_id == finding.answered_by_id:
            return "整改是您答复的，请由另一人复查。"
        if finding.responsible is not None and finding.responsible.user_id == actor.user_id:
            return "您是整改责任人，请由另一人复查。"
    if not is_inspecting_side(finding, actor):
        return f"由{finding.visit.plan.organization}或这次检查的督导员复查。"
    return ""


def postponing_refusal(finding: Finding, actor: Actor) -> str:
    """Only whoever set the day may move it."""
    if finding.state not in OWED_FINDINGS:
        return f"这个问题{finding.get_state_display()}，不用延期。"
    return planning_refusal(finding.visit.plan, actor)


def removing_refusal(finding: Finding, actor: Actor) -> str:
    """What was entered by mistake is withdrawn by whoever had it inspected."""
    return planning_refusal(finding.visit.plan, actor)


def proof_refusal(finding: Finding, slot: Slot, actor: Actor) -> str:
    """Proof comes from whoever answers, until somebody has looked."""
    if not actor.can("supervision.rectify"):
        return "您当前的任职没有“答复整改”的权限。"
    if finding.state not in LIVE_FINDINGS:
        return f"这个问题{finding.get_state_display()}，材料不能再改。"
    return answering_refusal(finding, actor)


def due_fault(due_on: date, today: date) -> str:
    return "" if due_on > today else "整改期限应在今天以后。"


def seed_day_fault(day: date | None) -> str:
    """Whoever knows the seed before the lists are out could choose it."""
    if day is None or day >= timezone.localdate():
        return ""
    return "种子产生日期不能早于今天：名单公布以前没有人能知道种子。"
