"""Who counts by what: of indicators and units the mode of a day, and the rule it comes from."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from jiangong.domains.indicators.choices import IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Indicator, SourceRule
from jiangong.domains.indicators.queries.sources import Sources
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids

WHY = "what holds above holds below, and everybody below may read it"
NOT_UNIONS = (OrganizationKind.DEPARTMENT, OrganizationKind.PARTNER)
MOST = 500  # units of one page


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one unit's figure of one indicator comes from."""

    indicator: Indicator
    unit: Organization
    mode: SourceMode
    rule: SourceRule | None  # nothing: as the indicator usually has it
    coming: tuple[SourceRule, ...]  # the unit's own, from later months on

    @property
    def is_own(self) -> bool:
        return self.rule is not None and self.rule.organization_id == self.unit.pk


def plain_indicators(actor: Actor) -> list[Indicator]:
    """All that have a source of their own; a ratio is worked out."""
    rows = Indicator.objects.visible_to(actor).filter(retired_on=None).exclude(kind=IndicatorKind.RATIO)
    return list(rows.select_related("organization").order_by("code", "pk"))


def rules_for(actor: Actor) -> QuerySet[SourceRule]:
    """Of indicators the actor may see: those of units within reach, and those above that hold there too."""
    inside = SourceRule.objects.visible_to(actor).values("pk")
    above = ancestor_ids(actor.scope_path)
    known = Indicator.objects.visible_to(actor).values("pk")
    rows = SourceRule.objects.ungated(WHY).filter(indicator__in=known)
    return rows.filter(Q(pk__in=inside) | Q(organization__in=above))


def unions_of(actor: Actor, indicator: Indicator | None = None) -> list[Organization]:
    """The unions at the top of the actor's reach and those right below, in their order; also any with a rule."""
    reach = Organization.objects.visible_to(actor).filter(closed_on=None).exclude(kind__in=NOT_UNIONS)
    top = ancestor_ids(actor.scope_path)[-1:]
    wanted = Q(pk__in=top) | Q(parent__in=top)
    if indicator is not None:
        rules = SourceRule.objects.ungated(WHY).filter(indicator=indicator)
        wanted |= Q(pk__in=rules.values("organization"))
    found = reach.filter(wanted).select_related("parent").order_by("position", "pk")[:MOST]
    return sorted(found, key=lambda one: one.path.count("/"))


def standings(
    indicators: Collection[Indicator], units: Collection[Organization], day: date
) -> list[Standing]:
    """Every indicator with every unit, in the order given."""
    sources = Sources(indicators)
    rules: dict[tuple[int, int], list[SourceRule]] = defaultdict(list)
    rows = SourceRule.objects.ungated(WHY).filter(indicator__in=[one.pk for one in indicators])
    for rule in rows.select_related("organization").order_by("starts_on"):
        rules[rule.indicator_id, rule.organization_id].append(rule)
    month = day.replace(day=1)
    return [
        Standing(
            indicator,
            unit,
            sources.resolve(indicator.pk, unit.path, day)[0],
            _holding(indicator, unit, month, rules),
            tuple(one for one in rules.get((indicator.pk, unit.pk), ()) if one.starts_on > month),
        )
        for indicator in indicators
        for unit in units
    ]


def _holding(
    indicator: Indicator, unit: Organization, month: date, rules: dict[tuple[int, int], list[SourceRule]]
) -> SourceRule | None:
    """The nearest rule; a total fixed above for another unit says nothing of this one."""
    for key in reversed(ancestor_ids(unit.path)):
        begun = [one for one in rules.get((indicator.pk, key), ()) if one.starts_on <= month]
        if begun and (key == unit.pk or begun[-1].mode != SourceMode.FROM_ABOVE):
            return begun[-1]
    return None


Consequences = Callable[[SourceRule], Iterable[str]]
_consequences: list[Consequences] = []


def register_consequences(source: Consequences) -> Consequences:
    """Higher apps say what else becomes of a rule that somebody is about to make."""
    if source not in _consequences:
        _consequences.append(source)
    return source


def consequences_of(rule: SourceRule) -> list[str]:
    return [one for source in _consequences for one in source(rule)]
