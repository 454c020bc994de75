"""How figures, days and wishes of a plan are written."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template

from jiangong.domains.plans.choices import DeliveryState, Operator
from jiangong.domains.plans.models import Goal, Program, Step
from jiangong.domains.plans.queries.drafts import PARTS, mark_of
from jiangong.domains.plans.tables import DELIVERY_TONES
from jiangong.kit.ui.figures import day_text
from jiangong.lib.amounts import shown

register = template.Library()
BEFORE = {Operator.AT_LEAST: "≥", Operator.AT_MOST: "≤", Operator.ABOUT: "约"}


@register.filter
def amount(value: Decimal | None) -> str:
    """A figure with separators; — for what is not there."""
    return shown(value)


@register.filter
def delivery_tone(state: str) -> str:
    """As in the list of deliveries."""
    return DELIVERY_TONES[DeliveryState(state)]


@register.filter
def signed(value: Decimal) -> str:
    """A difference with its sign."""
    return f"+{shown(value)}" if value > 0 else shown(value)


@register.filter
def append(text: str, more: object) -> str:
    return f"{text}{more}"


@register.filter
def seen(program: Program) -> str:
    """The mark of a programme as it is shown now."""
    return mark_of(program, PARTS["programs"].fields)


@register.filter
def factual(value: Any) -> str:
    """A fact of the head, days in words."""
    if isinstance(value, date):
        return day_text(value, "prose")
    return "—" if value in (None, "") else str(value)


@register.filter
def span_of_days(step: Step) -> str:
    """From when until when."""
    begin, end = step.starts_on, step.ends_on
    if begin and end and begin != end:
        return f"{day_text(begin)} 至 {day_text(end)}"
    if end:
        return day_text(end) if begin else f"{day_text(end)}前"
    return f"{day_text(begin)}起" if begin else "未定日期"


@register.filter
def wanted(goal: Goal) -> str:
    """What a goal asks for: ≥1,000名, 300—400项."""
    unit = goal.indicator.unit
    if goal.total is None:
        return f"{goal.per}按需" if goal.per else "—"
    if goal.operator == Operator.BETWEEN and goal.total_to is not None:
        text = f"{shown(goal.total)}—{shown(goal.total_to)}{unit}"
    else:
        text = f"{BEFORE.get(Operator(goal.operator), '')}{shown(goal.total)}{unit}"
    return f"{goal.per}{text}" if goal.per else text
