"""Writing what no ledger knows, and saying where a unit's figure comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from jiangong.domains.indicators.actions.folding import rebuild
from jiangong.domains.indicators.choices import FactSource, SourceMode
from jiangong.domains.indicators.models import Fact, Indicator, SourceRule
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.running import as_one
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
        Fact(
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
    return Fact.objects.ungated(WHY).bulk_create(facts)


@transaction.atomic
def choose_source(
    indicator: Indicator,
    organization: Organization,
    mode: SourceMode,
    starts_on: date,
    reason: str = "",
    *,
    actor: Actor,
) -> SourceRule:
    """From a month on, take the figure of a unit and those below it from somewhere else."""
    if not actor.can("indicators.edit"):
        raise NotAllowed("您当前的任职没有“定义和修改指标”的权限。")
    if mode == SourceMode.LEDGER and not indicator.measure:
        raise Refusal("这个指标没有指定取数台账，不能从台账取数。", "mode")
    month = starts_on.replace(day=1)
    rule, _ = SourceRule.objects.ungated("one rule per unit and month").update_or_create(
        indicator=indicator,
        organization=organization,
        starts_on=month,
        defaults={"mode": mode, "reason": reason.strip()},
    )
    rebuild([indicator])
    record(actor, "indicators.source.choose", indicator, unit=organization.pk, mode=mode, month=month)
    return rule
