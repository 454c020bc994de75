"""Why something cannot be done with a circular now, as a sentence, or an empty text."""

from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.rules import manages
from jiangong.domains.statistics.choices import CircularState
from jiangong.domains.statistics.models import Circular
from jiangong.domains.statistics.queries.circulars import changes_since
from jiangong.kit.access.actor import Actor


def compiling_refusal(plan: Plan, actor: Actor) -> str:
    """Whoever makes the plan tells how it goes."""
    if not actor.can("statistics.compile"):
        return "您当前的任职没有“编制进度通报”的权限。"
    if not manages(plan, actor):
        return "这份计划由别的单位制订，进度通报由制订单位编制。"
    return "" if plan.is_published else "计划还没有下发，下发后才能编制进度通报。"


def managing_refusal(circular: Circular, actor: Actor) -> str:
    """Issuing and voiding are for who makes the plan."""
    return "" if manages(circular.plan, actor) else "进度通报由计划的制订单位办理。"


def editing_refusal(circular: Circular, actor: Actor) -> str:
    """What is issued stays as it is."""
    if circular.state != CircularState.DRAFT:
        return f"通报{circular.get_state_display()}，内容不再改动；需要更正请另行编制。"
    return compiling_refusal(circular.plan, actor)


def issuing_refusal(circular: Circular, actor: Actor) -> str:
    """Its figures must be those of the screen in the moment of issue."""
    if reason := managing_refusal(circular, actor):
        return reason
    changes = changes_since(circular)
    return f"编制以后有{len(changes)}个数变了，请先更新数据并核对，再印发。" if changes else ""
