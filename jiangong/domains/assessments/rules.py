"""Why a rubric cannot be changed now, as a sentence, or an empty text."""

from collections.abc import Callable

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
    if not actor.can("assessments.edit"):
        return "您当前的任职没有“制定和修改评分标准”的权限。"
    if not actor.is_system and actor.scope_path != rubric.organization.scope_path:
        return f"“{rubric}”由{rubric.organization}制定，请由该单位修改。"
    return next((reason for holding in _holdings if (reason := holding(rubric))), "")
