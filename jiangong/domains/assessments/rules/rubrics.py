"""Why a rubric, or how it is applied, cannot be changed now."""

from collections.abc import Callable

from jiangong.domains.assessments.choices import STARTED
from jiangong.domains.assessments.models import Rubric
from jiangong.kit.access.actor import Actor

Holding = Callable[[Rubric], str]
_holdings: list[Holding] = []


def register_holding(holding: Holding) -> Holding:
    """Higher apps say why a rubric they rest on must stay as it is."""
    if holding not in _holdings:
        _holdings.append(holding)
    return holding


def revising_refusal(rubric: Rubric, actor: Actor) -> str:
    """Points are changed where they were set, and only while nobody is judged by them."""
    if reason := guiding_refusal(rubric, actor):
        return reason
    return next((reason for holding in _holdings if (reason := holding(rubric))), "")


def guiding_refusal(rubric: Rubric, actor: Actor) -> str:
    """Levels, evidence and data rules explain a published text; they stay once somebody is scored by them."""
    if reason := making_refusal(rubric, actor):
        return reason
    begun = rubric.rounds.filter(state__in=STARTED).first()
    return f"“{begun}”正在用（用过）这份评分标准，不能再改；需要变动请另立新版。" if begun else ""


def making_refusal(rubric: Rubric, actor: Actor) -> str:
    """It is changed, and followed by a new edition, where it was made."""
    if not actor.can("assessments.edit"):
        return "您当前的任职没有“制定和修改评分标准”的权限。"
    if not actor.is_system and actor.scope_path != rubric.organization.scope_path:
        return f"“{rubric}”由{rubric.organization}制定，请由该单位修改。"
    return ""


def removing_refusal(rubric: Rubric, actor: Actor) -> str:
    """Only what nothing rests on goes."""
    if reason := revising_refusal(rubric, actor):
        return reason
    if used := rubric.rounds.first():
        return f"“{used}”用的是这份评分标准，不能删除。"
    if rubric.successors.exists():
        return "这份评分标准已有新版，不能删除。"
    return ""
