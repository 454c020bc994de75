"""Random years of a small federation, and figures worked out a second time without any kept sum."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import connection
from django.db.models import Q

from jiangong.domains.indicators import measures as registry
from jiangong.domains.indicators.actions.facts import Figure, put_facts
from jiangong.domains.indicators.actions.folding import fold_below, fold_pending
from jiangong.domains.indicators.choices import FactSource, IndicatorKind, SourceMode
from jiangong.domains.indicators.measures import Measure, register_measure
from jiangong.domains.indicators.models import Fact, Indicator, SourceRule
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.indicators.receivers.triggers import watch_tables
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.domains.people.choices import CommitteeKind
from jiangong.domains.people.models import Committee
from jiangong.kit.access.paths import child_path
from tests.factories.organizations import make_organization

KIND, MODE, SOURCE = IndicatorKind, SourceMode, FactSource
FIRST, LAST = date(2023, 1, 1), date(2024, 12, 31)
DAYS = (LAST - FIRST).days
RANDOM_WHY = "a test reads everything"

# Committees stand for any ledger: a day, an end, a number, something to count once.
LEDGER = {
    KIND.SUM: {"value": "version"},
    KIND.DISTINCT: {"identity": "kind"},
    KIND.LATEST: {"until": "term_to"},
    KIND.MILESTONE: {"until": "term_to"},
}


@contextmanager
def committees_counted() -> Iterator[None]:
    """Committees as a ledger of every kind, watched like a real one."""
    before = dict(registry._measures)
    for kind, columns in LEDGER.items():
        register_measure(
            Measure(
                key=f"people.test_{kind}",
                model="people.Committee",
                label=f"委员会{kind.label}",
                unit="个",
                kind=kind,
                explanation="测试用。",
                date="term_from",
                counts=~Q(kind=CommitteeKind.LEADING_GROUP),
                **columns,
            )
        )
    watch_tables(using="default")
    try:
        yield
    finally:
        registry._measures.clear()
        registry._measures.update(before)
        with connection.cursor() as cursor:
            for event in ("insert", "update", "delete"):
                on = "" if connection.vendor == "sqlite" else ' ON "people_committee"'
                cursor.execute(f'DROP TRIGGER "figures_of_people_committee_{event}"{on}')


@dataclass
class History:
    """A federation, its indicators, and everything that happens to them, drawn from one seed."""

    seed: int
    random: Random = field(init=False)
    units: list[Organization] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    serial: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        root = make_organization("试市总工会", OrganizationKind.FEDERATION)
        districts = [make_organization(f"{n}区", OrganizationKind.DISTRICT, root) for n in range(2)]
        unions = [
            make_organization(f"{n}厂", OrganizationKind.GRASSROOTS, districts[n % 2]) for n in range(4)
        ]
        self.units = [root, *districts, *unions]
        for kind in (*LEDGER, KIND.RATIO):
            self.indicators.append(self._indicator(kind, root))

    def _indicator(self, kind: str, root: Organization) -> Indicator:
        parts = {}
        if kind == KIND.RATIO:
            first = self.indicators[0]
            parts = {"numerator": first, "denominator": self.indicators[2]}
        mode = self.random.choice(list(SourceMode))
        measure = "" if kind == KIND.RATIO else f"people.test_{kind}"
        return Indicator.objects.create(
            organization=root,
            code=f"ZB{len(self.indicators):04d}",
            name=f"指标{kind}",
            unit="万个" if self.random.random() < 0.2 and kind == KIND.SUM else "个",
            kind=kind,
            source_mode=MODE.TYPED if kind == KIND.RATIO else mode,
            measure=measure,
            **parts,
        )

    def day(self) -> date:
        return FIRST + timedelta(days=self.random.randint(0, DAYS))

    def live(self, steps: int) -> None:
        acts = (
            [self.enter] * 5
            + [self.change, self.remove]
            + [self.state] * 4
            + [self.move, self.rule]
            + [self.fold] * 3
        )
        for _ in range(steps):
            self.random.choice(acts)()

    def enter(self) -> None:
        begins = self.day()
        ends = self.random.choice((None, begins + timedelta(days=self.random.randint(0, 400))))
        Committee.objects.create(
            organization=self.random.choice(self.units),
            name="某",
            kind=self.random.choice(CommitteeKind.values),
            term_from=begins,
            term_to=ends,
            version=self.random.randint(0, 5),
        )

    def _some_row(self) -> Committee | None:
        rows = list(Committee.objects.ungated(RANDOM_WHY).order_by("pk"))
        return self.random.choice(rows) if rows else None

    def change(self) -> None:
        if row := self._some_row():
            Committee.objects.ungated(RANDOM_WHY).filter(pk=row.pk).update(
                organization=self.random.choice(self.units),
                term_from=min(self.day(), row.term_to or LAST),
                kind=self.random.choice(CommitteeKind.values),
            )

    def remove(self) -> None:
        if row := self._some_row():
            row.delete()

    def state(self) -> None:
        """Somebody states a figure, corrects one, or takes one back."""
        self.serial += 1
        origin = f"test:{self.random.randint(1, self.serial)}"
        indicator = self.random.choice([one for one in self.indicators if one.kind != KIND.RATIO])
        source = self.random.choice(list(FactSource))
        lowest = -3 if source == SOURCE.ADJUSTMENT else 0
        value = Decimal(self.random.randint(lowest * 10, 90)) / self.random.choice((1, 10))
        figure = Figure(origin, indicator.pk, self.random.choice(self.units).pk, self.day(), value, source)
        put_facts([origin], [figure] if self.random.random() < 0.9 else [])

    def move(self) -> None:
        """A union goes to the other district from a day on."""
        union = self.random.choice(self.units[3:])
        latest = OrganizationSpan.objects.ungated(RANDOM_WHY).filter(organization=union, ends_on=None).get()
        day = self.day()
        if day <= latest.starts_on:
            return
        parent = self.random.choice(self.units[:3])
        latest.ends_on = day
        latest.save()
        OrganizationSpan.objects.create(
            organization=union,
            name=union.name,
            kind=union.kind,
            parent=parent,
            path=child_path(parent.path, union.pk),
            starts_on=day,
        )

    def drawn_rule(self) -> SourceRule:
        """Another source for some unit from some month on, not stored yet."""
        indicator = self.random.choice([one for one in self.indicators if one.kind != KIND.RATIO])
        return SourceRule(
            indicator=indicator,
            organization=self.random.choice(self.units),
            starts_on=self.day().replace(day=1),
            mode=self.random.choice(list(SourceMode)),
        )

    def hold(self, rule: SourceRule) -> None:
        SourceRule.objects.ungated(RANDOM_WHY).update_or_create(
            indicator=rule.indicator,
            organization=rule.organization,
            starts_on=rule.starts_on,
            defaults={"mode": rule.mode},
        )
        fold_below(rule.indicator, rule.organization_id, rule.starts_on)

    def rule(self) -> None:
        self.hold(self.drawn_rule())

    def fold(self) -> None:
        fold_pending(self.random.choice((1, 3, 1000)))

    def span(self) -> Span:
        one, other = sorted((self.day(), self.day()))
        shape = self.random.random()
        if shape < 0.3:
            return Span.month(one.year, one.month)
        if shape < 0.6:
            return Span.year_to(other)
        return Span(one, other)


class BruteForce:
    """Every figure from the bare rows: no months, no sums, no cells, day by day as a clerk would."""

    def __init__(self, history: History) -> None:
        self.units = {one.pk: one for one in history.units}
        self.indicators = {one.pk: one for one in history.indicators}
        self.spans = list(OrganizationSpan.objects.ungated(RANDOM_WHY).order_by("starts_on"))
        self.rules = list(SourceRule.objects.ungated(RANDOM_WHY).order_by("starts_on"))
        self.facts = list(Fact.objects.ungated(RANDOM_WHY).order_by("dated_on", "pk"))
        self.rows = [
            row for row in Committee.objects.ungated(RANDOM_WHY) if row.kind != CommitteeKind.LEADING_GROUP
        ]

    def chain(self, unit: int, day: date) -> list[int]:
        """The unit and everything above it on that day, from the top."""
        own = [span for span in self.spans if span.organization_id == unit]
        begun = [span for span in own if span.starts_on <= day]
        span = begun[-1] if begun else own[0]
        return [int(part) for part in span.path.split("/") if part]

    def rule_of(self, indicator: Indicator, unit: int, day: date) -> str | None:
        month = day.replace(day=1)
        found = [
            one.mode
            for one in self.rules
            if one.indicator_id == indicator.pk and one.organization_id == unit and one.starts_on <= month
        ]
        if found:
            return found[-1]
        is_fixed_above = indicator.source_mode == MODE.FROM_ABOVE
        return MODE.FROM_ABOVE if is_fixed_above and unit == indicator.organization_id else None

    def mode(self, indicator: Indicator, unit: int, day: date) -> str:
        chain = self.chain(unit, day)
        if own := self.rule_of(indicator, unit, day):
            return own
        for above in reversed(chain[:-1]):
            rule = self.rule_of(indicator, above, day)
            if rule is not None and rule != MODE.FROM_ABOVE:
                return rule
        return MODE.TYPED if indicator.source_mode == MODE.FROM_ABOVE else indicator.source_mode

    def reaches(self, indicator: Indicator, unit: int, node: int, day: date) -> bool:
        """Whether an amount of the unit is part of the node's figure on that day."""
        chain = self.chain(unit, day)
        if node not in chain:
            return False
        between = chain[chain.index(node) : -1]
        return all(self.rule_of(indicator, one, day) != MODE.FROM_ABOVE for one in between)

    def counts(self, indicator: Indicator, unit: int, day: date, source: str | None) -> bool:
        wanted = {
            None: MODE.LEDGER,
            SOURCE.ADJUSTMENT: MODE.LEDGER,
            SOURCE.TYPED: MODE.TYPED,
            SOURCE.ABOVE: MODE.FROM_ABOVE,
        }
        return self.mode(indicator, unit, day) == wanted[source]

    def value(self, indicator: Indicator, node: int, span: Span) -> Decimal | None:
        if indicator.kind == KIND.RATIO:
            over = self.value(self.indicators[indicator.numerator_id], node, span)
            under = self.value(self.indicators[indicator.denominator_id], node, span)
            return over / under if under else None
        if indicator.kind in (KIND.LATEST, KIND.MILESTONE):
            return self.stock(indicator, node, span.ends_on)
        return self.flow(indicator, node, span)

    def flow(self, indicator: Indicator, node: int, span: Span) -> Decimal:
        def is_in(unit: int, day: date, source: str | None) -> bool:
            return (
                span.starts_on <= day <= span.ends_on
                and self.reaches(indicator, unit, node, day)
                and self.counts(indicator, unit, day, source)
            )

        rows = [row for row in self.rows if is_in(row.organization_id, row.term_from, None)]
        if indicator.kind == KIND.DISTINCT:
            total = Decimal(len({row.kind for row in rows}))
        else:
            by = Decimal(10_000) if indicator.unit == "万个" else Decimal(1)
            total = sum((Decimal(row.version) / by for row in rows), Decimal(0))
        for fact in self.facts:
            if fact.indicator_id == indicator.pk and is_in(fact.organization_id, fact.dated_on, fact.source):
                total += fact.value
        return total

    def stock(self, indicator: Indicator, node: int, day: date) -> Decimal:
        total = Decimal(0)
        for unit in self.units:
            if not self.reaches(indicator, unit, node, day):
                continue
            own = Decimal(0)
            if self.counts(indicator, unit, day, None):
                own += sum(
                    row.organization_id == unit
                    and row.term_from <= day
                    and (row.term_to is None or row.term_to > day)
                    for row in self.rows
                )
            for source in SOURCE:
                if self.counts(indicator, unit, day, source):
                    said = [
                        fact.value
                        for fact in self.facts
                        if (fact.indicator_id, fact.organization_id, fact.source)
                        == (indicator.pk, unit, source)
                        and fact.dated_on <= day
                    ]
                    own += said[-1] if said else 0
            total += (own > 0) if indicator.kind == KIND.MILESTONE else own
        return total
