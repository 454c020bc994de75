"""Why an indicator cannot be changed now, as a sentence, or an empty text."""

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.models import Indicator
from jiangong.kit.access.actor import Actor


def defining_refusal(indicator: Indicator, actor: Actor) -> str:
    """A definition is changed where it was made."""
    if not actor.can("indicators.edit"):
        return "您当前的任职没有“定义和修改指标”的权限。"
    if actor.is_system or actor.scope_path == indicator.organization.scope_path:
        return ""
    return f"“{indicator}”由{indicator.organization}定义，请由该单位修改。"


def retiring_refusal(indicator: Indicator, actor: Actor) -> str:
    if reason := defining_refusal(indicator, actor):
        return reason
    return "这个指标已经停用。" if indicator.is_retired else ""


def restoring_refusal(indicator: Indicator, actor: Actor) -> str:
    if reason := defining_refusal(indicator, actor):
        return reason
    return "" if indicator.is_retired else "这个指标正在使用，不用恢复。"


def choosing_refusal(indicator: Indicator, actor: Actor) -> str:
    """Where figures come from is said by whoever defines them, never of what is worked out from two others."""
    if reason := defining_refusal(indicator, actor):
        return reason
    if indicator.kind == IndicatorKind.RATIO:
        return "比率由分子和分母算出，没有自己的数据来源，请到分子、分母指标上指定。"
    return ""
