"""Writing what no ledger knows, and saying where a unit's figure comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from jiangong.domains.indicators import rules
from jiangong.domains.indicators.actions.folding import fold_below, rebuild
from jiangong.domains.indicators.choices import FactSource, SourceMode
from jiangong.domains.indicators.models import Fact, SourceRule
from jiangong.domains.indicators.queries.sources import Sources
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.instances import fresh
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.running import as_one
from jiangong.kit.loading import insert_rows
from jiangong.lib.amounts import to_units

WHY = "an origin owns its facts"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to be kept under an origin."""

    origin: str  # "reporting.entry:17"
    indicator_id: int
    organization_id: int
    dated_on: date
    value: Decimal
    source: FactSource = FactSource.TYPED
    url: str = ""


@as_one()
def put_facts(origins: Iterable[str], figures: Iterable[Figure]) -> list[Fact]:
    """Replace whatever these origins said before; without figures they say nothing any more.

    The caller audits: a fact is part of its decision, in its transaction.
    """
    if replaced := list(origins):
        Fact.objects.ungated(WHY).filter(origin__in=replaced).delete()
    facts = [
        fresh(
            Fact,
            origin=one.origin,
            indicator_id=one.indicator_id,
            organization_id=one.organization_id,
            dated_on=one.dated_on,
            amount=to_units(one.value),
            source=one.source,
            origin_url=one.url,
        )
        for one in figures
    ]
    insert_rows(facts)
    return facts


@transaction.atomic
def choose_source(rule: SourceRule, *, actor: Actor) -> SourceRule:
    """From a month on, take the figure of a unit and those below it from somewhere else."""
    indicator, unit = rule.indicator, rule.organization
    if reason := rules.choosing_refusal(indicator, actor):
        raise NotAllowed(reason)
    if rule.mode == SourceMode.LEDGER and not indicator.measure:
        raise Refusal("这个指标没有指定取数台账，不能从台账取数。", "mode")
    if not rule.reason.strip():
        raise Refusal("请写明原因，各级单位都看得到。", "reason")
    before, _ = Sources([indicator]).resolve(indicator.pk, unit.path, rule.starts_on)
    of_unit = SourceRule.objects.ungated("one rule per unit and month").filter(
        indicator=indicator, organization=unit
    )
    held = of_unit.filter(starts_on__lte=rule.starts_on).order_by("-starts_on").first()
    if held is not None and held.mode == rule.mode:
        raise Refusal(f"{unit}在这个月已经指定为“{held.get_mode_display()}”，不用再指定。", "mode")
    kept, _ = SourceRule.objects.ungated("one rule per unit and month").update_or_create(
        indicator=indicator,
        organization=unit,
        starts_on=rule.starts_on,
        defaults={"mode": rule.mode, "reason": rule.reason.strip()},
    )
    if unit.parent_id is None:
        rebuild([indicator])  # everything is below it, and one pass over everything is quicker
    else:
        fold_below(indicator, unit.pk, rule.starts_on)
    changed = {
        "source_mode": [before, rule.mode],
        "organizations": str(unit),
        "month": f"{rule.starts_on:%Y-%m}",
    }
    record(actor, "indicators.source.choose", indicator, fields=changed)
    return kept
