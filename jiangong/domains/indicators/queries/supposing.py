"""What figures would be, were another rule there: said before somebody decides on it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain

from django.utils import timezone

from jiangong.domains.indicators.choices import IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Indicator, SourceRule
from jiangong.domains.indicators.queries.contributions import ALWAYS, Ledger, batches
from jiangong.domains.indicators.queries.figures import values
from jiangong.domains.indicators.queries.places import ever_below
from jiangong.domains.indicators.queries.sources import Sources
from jiangong.domains.indicators.queries.sourcing import consequences_of
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.paths import ancestor_ids
from jiangong.lib.amounts import UNITS, from_units, shown

MEANING = {
    SourceMode.LEDGER: "台账里的记录计入，上报表只核对；填报的数不计入。",
    SourceMode.TYPED: "确认的上报表填多少计多少；台账里的记录不计入。",
    SourceMode.FROM_ABOVE: "只计上级核定的一个数；它和所属单位的台账、填报都不再计入上级的合计。",
}


def supposed_values(
    indicator: Indicator, nodes: Collection[int], span: Span, rule: SourceRule
) -> dict[int, Decimal]:
    """By node what ``queries.figures.values`` would say of the span; straight from ledgers and facts.

    Of things that add up, only what is below the unit of the rule is read: above it that changes, and nothing else.
    """
    if indicator.kind == IndicatorKind.DISTINCT:
        whole = Ledger([indicator], days=_days(indicator, span), sources=Sources([indicator], rule))
        added, counted = _added([whole], nodes, span), _counted(whole, nodes)
        return {node: from_units(added[node] + counted[node]) for node in nodes}
    changed = ever_below(rule.organization_id)
    then = _added(_ledgers(indicator, changed, span, rule), nodes, span)
    others = [node for node in nodes if node != rule.organization_id]
    now = _added(_ledgers(indicator, changed, span), others, span) if others else {}
    known = values([indicator], others, [span])
    found = {node: from_units(then[node]) for node in nodes}
    for node in others:
        found[node] += (known[indicator.pk, node, span].amount or 0) - from_units(now[node])
    return found


def _days(indicator: Indicator, span: Span) -> tuple[date, date]:
    return ALWAYS if indicator.is_stock else (span.starts_on, span.ends_on)


def _ledgers(
    indicator: Indicator, organizations: Collection[int], span: Span, rule: SourceRule | None = None
) -> Iterator[Ledger]:
    for part in batches(organizations):
        yield Ledger([indicator], part, _days(indicator, span), sources=Sources([indicator], rule))


def _added(ledgers: Iterable[Ledger], nodes: Collection[int], span: Span) -> dict[int, int]:
    """What adds up by the end of the span at each node."""
    amounts = dict.fromkeys(nodes, 0)
    for one in chain.from_iterable(ledger.contributions() for ledger in ledgers):
        if one.day <= span.ends_on:
            for node in _reached(one.path, one.reach, nodes):
                amounts[node] += one.amount
    return amounts


def _counted(ledger: Ledger, nodes: Collection[int]) -> dict[int, int]:
    """How many things were seen at each node, each counted once."""
    things: dict[int, set[object]] = {node: set() for node in nodes}
    for seen in ledger.presences(*ledger.indicators):
        for node in _reached(seen.path, seen.reach, nodes):
            things[node].add(seen.identity)
    return {node: len(found) * UNITS for node, found in things.items()}


def _reached(path: str, reach: int, nodes: Collection[int]) -> list[int]:
    return [node for node in ancestor_ids(path)[reach:] if node in nodes]


def effect_of(rule: SourceRule) -> list[str]:
    """What becomes of the figures, in sentences."""
    unit, month, mode = rule.organization, rule.starts_on, SourceMode(rule.mode)
    said = [f"{unit}从{month.year}年{month.month}月起按“{mode.label}”计：{MEANING[mode]}"]
    following = SourceRule.objects.ungated("what holds later stays").filter(
        indicator=rule.indicator, organization=unit, starts_on__gt=month
    )
    if later := following.order_by("starts_on").first():
        begins = f"{later.starts_on.year}年{later.starts_on.month}月"
        said.append(f"到{begins}为止；{begins}起仍按已经指定的“{later.get_mode_display()}”。")
    said += _figures_of(rule, timezone.localdate())
    said += consequences_of(rule)
    return [*said, "已经印发、报送和评分的材料保留当时的数，不随着变。"]


def _figures_of(rule: SourceRule, today: date) -> list[str]:
    """The figures of the unit and of the top of its tree, as they are and as they would be."""
    indicator = rule.indicator
    if rule.starts_on > today:
        return ["起用月份还没有到，现在的数都不变。"]
    span = Span(today, today) if indicator.is_stock else Span(rule.starts_on, today)
    ends = {rule.organization.pk, ancestor_ids(rule.organization.path)[0]}
    named = Organization.objects.ungated("the name of the top is known to all").filter(pk__in=ends)
    nodes = {one.pk: one for one in named.order_by("-path")}
    before = values([indicator], list(nodes), [span])
    after = supposed_values(indicator, list(nodes), span, rule)
    when = "今天" if indicator.is_stock else f"{rule.starts_on.year}年{rule.starts_on.month}月至今天"
    sentences = []
    for key, node in nodes.items():
        old = shown(before[indicator.pk, key, span].amount, indicator.decimals)
        new = shown(after[key], indicator.decimals)
        changes = (
            f"不变，还是{old}{indicator.unit}"
            if old == new
            else f"由{old}{indicator.unit}变为{new}{indicator.unit}"
        )
        sentences.append(f"{node}{when}的数{changes}。")
    return sentences
