"""The lines of reports: what is divided to a unit, what is known of it, what was said — in bulk, always fresh."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, Max, Q, QuerySet, Subquery
from django.utils import timezone

from jiangong.domains.indicators.choices import FactSource, IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Fact, Indicator
from jiangong.domains.indicators.queries import figures
from jiangong.domains.indicators.queries.sources import Sources
from jiangong.domains.plans.choices import EditionState
from jiangong.domains.plans.models import Edition, Goal, Target
from jiangong.domains.reporting.choices import EntryMode
from jiangong.domains.reporting.models import Entry, Expectation, Report, Window
from jiangong.kit.access.compiled import compiled
from jiangong.lib.amounts import from_units

WHY = "the lines of reports read through the gate"
ZERO = Decimal(0)
# What kind of fact a line makes.
FACTS = {
    EntryMode.LEDGER: FactSource.ADJUSTMENT,
    EntryMode.TYPED: FactSource.TYPED,
    EntryMode.ABOVE: FactSource.ABOVE,
}
MODES = {
    SourceMode.LEDGER: EntryMode.LEDGER,
    SourceMode.TYPED: EntryMode.TYPED,
    SourceMode.FROM_ABOVE: EntryMode.ABOVE,
}


@dataclass
class Line:
    """One goal on a unit's sheet.

    ``base`` counts without this report; ``known`` is what the unit is shown of it, or nothing when it must type.
    """

    goal: Goal
    indicator: Indicator = field(init=False)
    key: int = field(init=False)  # the goal's
    target: Decimal
    mode: EntryMode
    base: Decimal = ZERO
    known: Decimal | None = None
    before: Decimal = ZERO  # the year so far without this line
    previous: Decimal | None = None  # what was said in the window before
    computed_at: object = None
    entry: Entry | None = None
    expectation: Expectation | None = None
    findings: list[dict[str, str]] = field(default_factory=list)
    covered_by: object = None  # a unit above that has stated the figure for all below it

    def __post_init__(self) -> None:
        self.indicator, self.key = self.goal.indicator, self.goal.pk

    @property
    def stated(self) -> Decimal | None:
        """What is said so far; what is computed says itself."""
        if self.mode == EntryMode.DERIVED:
            return self.known
        return self.entry.stated if self.entry else None

    @property
    def is_known(self) -> bool:
        return self.known is not None

    @property
    def total(self) -> Decimal | None:
        """The year so far with what is stated, or with what is known while nothing is."""
        said = self.known if self.stated is None else self.stated
        if said is None:
            return self.before if self.mode != EntryMode.DERIVED else None
        return self.total_with(said)

    def total_with(self, said: Decimal) -> Decimal:
        """The year so far once ``said`` counts."""
        if self.indicator.is_stock or self.mode == EntryMode.DERIVED:
            return said
        return self.before + said - self.base

    @property
    def places(self) -> int:
        """How many decimals may be stated: a ledger may know more exactly than the indicator is usually told."""
        known = 0 if self.known is None else -int(self.known.normalize().as_tuple().exponent)
        return max(self.indicator.decimals, known)

    @property
    def explanation(self) -> str:
        return self.entry.explanation if self.entry else ""


def lines_of(reports: Collection[Report], today: date | None = None) -> dict[int, list[Line]]:
    """By report its lines in the notice's order; all reports are of one window."""
    if not reports:
        return {}
    return _Reading(list(reports), today or timezone.localdate()).lines()


def lines_for(report: Report) -> list[Line]:
    """The lines of one report, read once per request: the form and the act it feeds see the same."""
    known = getattr(report, "_lines", None)
    if known is None:
        known = report._lines = lines_of([report])[report.pk]
    return known


def year_span(window: Window) -> figures.Span:
    """From the plan's New Year, or from the window's own beginning when that lies outside it."""
    first = date(window.plan.year, 1, 1)
    return figures.Span(first if first <= window.ends_on else window.starts_on, window.ends_on)


@compiled
def _targets(plan: int, units: Collection[int]) -> QuerySet[Target]:
    """What the edition in force divides to these units."""
    latest = Edition.objects.filter(plan=plan, state=EditionState.APPROVED)
    rows = Target.objects.ungated(WHY).filter(
        edition__plan=plan,
        edition__state=EditionState.APPROVED,
        edition__number=Subquery(latest.values("plan").annotate(n=Max("number")).values("n")),
        recipient__organization__in=units,
    )
    related = ("goal__indicator", "goal__program", "goal__expectation")
    rows = rows.annotate(unit=F("recipient__organization_id"))
    return rows.select_related(*related).order_by("goal__program__position", "goal__position", "goal_id")


@compiled
def _entries(reports: Collection[int]) -> QuerySet[Entry]:
    return Entry.objects.ungated(WHY).filter(report__in=reports).order_by()


@compiled
def _said_before(plan: int, rhythm: str, starts_on: date, units: Collection[int]) -> QuerySet:
    """Of the window before: by unit and goal what was stated."""
    rows = Entry.objects.ungated(WHY).filter(
        report__window=Subquery(_window_before(plan, rhythm, starts_on)), report__organization__in=units
    )
    return rows.exclude(stated=None).order_by().values_list("organization_id", "goal_id", "stated")


class _Reading:
    """Everything a sheet stands on, in a number of queries that grows neither with units nor with goals."""

    def __init__(self, reports: list[Report], today: date) -> None:
        self.reports, self.window = reports, reports[0].window
        self.units = {one.organization_id for one in reports}
        self.span = figures.Span(self.window.starts_on, self.window.ends_on)
        self.year = year_span(self.window)
        self.targets = _targets(self.window.plan_id, self.units)
        self.indicators = {one.goal.indicator_id: one.goal.indicator for one in self.targets}
        self.sources = Sources(self.indicators.values())
        self.entries = {
            (one.report_id, one.goal_id): one for one in _entries([one.pk for one in self.reports])
        }
        self.values = self._read_values()
        self.previous = self._read_previous()
        self.own, self.standing = self._read_facts()

    def lines(self) -> dict[int, list[Line]]:
        mine: dict[int | None, list[Target]] = {}
        for one in self.targets:
            mine.setdefault(one.unit, []).append(one)
        return {
            report.pk: [self._line(report, one) for one in mine.get(report.organization_id, ())]
            for report in self.reports
        }

    def _read_values(self) -> dict[figures.ValueKey, figures.Value]:
        if not self.indicators:
            return {}
        spans = {self.span, self.year}
        return figures.values(list(self.indicators.values()), list(self.units), list(spans))

    def _read_previous(self) -> dict[tuple[int, int], Decimal]:
        """What each unit said in the window before this one."""
        window = self.window
        said = _said_before(window.plan_id, window.rhythm, window.starts_on, self.units)
        return {(unit, goal): stated for unit, goal, stated in said}

    def _read_facts(self) -> tuple[dict[str, Fact], dict[tuple[int, int, str], Decimal]]:
        """This window's own facts by origin; of stocks also the last fact of each unit, which stands until a next."""
        stocks = [one.pk for one in self.indicators.values() if one.is_stock]
        origins = [one.origin for one in self.entries.values()]
        if not origins and not stocks:
            return {}, {}
        wanted = Q(origin__in=origins) | Q(
            indicator__in=stocks, organization__in=self.units, dated_on__lte=self.window.ends_on
        )
        own, standing = {}, {}
        for fact in Fact.objects.ungated(WHY).filter(wanted).order_by("dated_on", "pk"):
            if fact.origin in origins:
                own[fact.origin] = fact
            standing[fact.organization_id, fact.indicator_id, fact.source] = from_units(fact.amount)
        return own, standing

    def _line(self, report: Report, target: Target) -> Line:
        goal, unit = target.goal, report.organization_id
        line = Line(
            goal,
            target.value,
            self._mode(goal.indicator, report),
            entry=self.entries.get((report.pk, target.goal_id)),
            previous=self.previous.get((unit, target.goal_id)),
            expectation=getattr(goal, "expectation", None),
        )
        now = self.values[goal.indicator_id, unit, self.span]
        year = self.values[goal.indicator_id, unit, self.year]
        line.computed_at = now.computed_at
        if line.mode == EntryMode.DERIVED:
            line.known = now.amount
            return line
        amount, so_far = now.amount or ZERO, year.amount or ZERO
        own = self._own_amount(line, report)
        line.base, line.before = amount - own, so_far - own
        line.known = self._known(line, report)
        return line

    def _mode(self, indicator: Indicator, report: Report) -> EntryMode:
        if indicator.kind == IndicatorKind.RATIO:
            return EntryMode.DERIVED
        mode, _ = self.sources.resolve(indicator.pk, report.organization.path, self.window.ends_on)
        return MODES[mode]

    def _own_amount(self, line: Line, report: Report) -> Decimal:
        """What of the figure this unit's own word has put in and this report would replace."""
        if line.indicator.is_stock:
            key = (report.organization_id, line.indicator.pk, FACTS[line.mode])
            return self.standing.get(key, ZERO)
        fact = self.own.get(line.entry.origin) if line.entry else None
        return from_units(fact.amount) if fact and fact.source == FACTS[line.mode] else ZERO

    def _known(self, line: Line, report: Report) -> Decimal | None:
        """A ledger knows, units below may have said; of a stock an earlier word stands until it is replaced."""
        if line.mode == EntryMode.ABOVE:
            return None
        if line.mode == EntryMode.TYPED:
            return line.base or None
        fact = self.own.get(line.entry.origin) if line.entry else None
        if line.indicator.is_stock and fact is None:
            return line.base + self._own_amount(line, report)
        return line.base


def _window_before(plan: int, rhythm: str, starts_on: date) -> QuerySet:
    earlier = Window.objects.ungated(WHY).filter(plan=plan, rhythm=rhythm, ends_on__lt=starts_on)
    return earlier.order_by("-ends_on").values("pk")[:1]
