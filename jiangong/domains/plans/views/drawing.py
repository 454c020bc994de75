"""The division as the template walks it: header, bands, rows and totals with every figure already written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.plans.models import Goal, Plan, Program, Receipt, Recipient
from jiangong.domains.plans.queries.gaps import GapExplanation
from jiangong.domains.plans.queries.grid import Band, Grid
from jiangong.kit.ui.figures import day_text
from jiangong.lib.amounts import plain, shown

ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands in the signing column."""

    label: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator: its heading, and what every cell below it repeats."""

    goal: Goal
    program: int
    css: str

    @property
    def name(self) -> str:
        return self.goal.indicator.name

    @property
    def unit(self) -> str:
        return self.goal.indicator.unit

    @property
    def decimals(self) -> int:
        return self.goal.indicator.decimals

    @property
    def label(self) -> str:
        """Above a figure on a phone."""
        return f"{self.name}（{self.unit}）"

    @property
    def total(self) -> str:
        """The stated total for the script; empty where none is stated."""
        return "" if self.goal.total is None else plain(self.goal.total)


@dataclass(frozen=True, slots=True)
class Group:
    """One programme over its columns."""

    number: int
    program: Program
    columns: tuple[Column, ...]
    has_gap: bool

    @property
    def ordinal(self) -> str:
        return f"专案{ORDINALS[self.number - 1] if self.number <= len(ORDINALS) else self.number}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure with its column."""

    text: str
    css: str
    column: Column


@dataclass(frozen=True, slots=True)
class Line:
    """One unit."""

    number: int
    recipient: Recipient
    cells: list[Cell]
    sign: Sign | None


@dataclass(frozen=True, slots=True)
class Section:
    """One band with its subtotals."""

    band: Band
    cells: list[Cell]
    lines: list[Line]
    signed: str


@dataclass(frozen=True)
class Drawing:
    """Everything the page shows of one version."""

    grid: Grid
    receipts: Mapping[int, Receipt] | None  # nothing while there is nothing to sign for
    explanations: list[GapExplanation]

    @cached_property
    def groups(self) -> list[Group]:
        gaps = {goal.pk for goal, _ in self.grid.gaps()}
        found: list[Group] = []
        for program in self.grid.programs:
            if goals := self.grid.goals_of(program):
                number = len(found) + 1
                last = goals[-1]
                columns = tuple(Column(one, number, "p-end" if one is last else "") for one in goals)
                found.append(Group(number, program, columns, any(one.pk in gaps for one in goals)))
        return found

    @cached_property
    def columns(self) -> list[Column]:
        return [column for group in self.groups for column in group.columns]

    @property
    def shown_group(self) -> int:
        """The programme a phone opens with: the first that does not add up."""
        return next((one.number for one in self.groups if one.has_gap), 1)

    @cached_property
    def doubtful(self) -> set[tuple[int, int]]:
        """Blank cells that may have been left out by mistake."""
        return {
            (fill.recipient.pk, goal.pk)
            for one in self.explanations
            for candidate in one.candidates
            for fill in candidate.fills
            for goal in one.goals
            if fill.recipient is not None and self.grid.value(fill.recipient, goal) is None
        }

    @cached_property
    def sections(self) -> list[Section]:
        numbers = {one.pk: place for place, one in enumerate(self.grid.recipients, start=1)}
        return [
            Section(
                band,
                [self._cell(self.grid.subtotal(band, one.goal), one) for one in self.columns],
                [self._line(numbers[one.pk], one) for one in band.recipients],
                self._signed(band.recipients),
            )
            for band in self.grid.bands
        ]

    def _line(self, number: int, recipient: Recipient) -> Line:
        cells = [
            self._cell(self.grid.value(recipient, one.goal), one, (recipient.pk, one.goal.pk))
            for one in self.columns
        ]
        return Line(number, recipient, cells, self._sign(recipient))

    def _cell(self, value: Decimal | None, column: Column, place: tuple[int, int] | None = None) -> Cell:
        css = [column.css] if column.css else []
        if value is None and place:
            css += ["nil", "void"] if place in self.doubtful else ["nil"]
        return Cell(shown(value, column.decimals), " ".join(css), column)

    def _sign(self, recipient: Recipient) -> Sign | None:
        if self.receipts is None or recipient.organization_id is None:
            return None
        receipt = self.receipts.get(recipient.organization_id)
        if receipt is None:
            since = self.grid.edition.effective_at or self.grid.edition.plan.issued_at
            days = (timezone.now() - since).days if since else 0
            return Sign(f"未签收　{days}天" if days else "未签收", "crit" if days else "warn", "clock")
        day = day_text(receipt.received_on or receipt.signed_at, "short")
        if receipt.on_behalf:
            return Sign(f"代签　{day}", "info", "rubber-stamp")
        return Sign(day, "ok", "circle-check")

    def _signed(self, recipients: Iterable[Recipient]) -> str:
        if self.receipts is None:
            return ""
        units = [one.organization_id for one in recipients if one.organization_id is not None]
        return f"{sum(one in self.receipts for one in units)}/{len(units)} 已签收"

    @property
    def signed(self) -> str:
        return self._signed(self.grid.recipients)

    @property
    def totals(self) -> list[Cell]:
        return [self._cell(one.goal.total, one) for one in self.columns]

    @property
    def allocated(self) -> list[Cell]:
        return [self._cell(self.grid.allocated[one.goal.pk], one) for one in self.columns]

    @property
    def gaps(self) -> list[Cell]:
        return [self._gap(one) for one in self.columns]

    def _gap(self, column: Column) -> Cell:
        gap = self.grid.gap(column.goal)
        tone = "" if gap is None else "gap-bad" if gap else "gap-ok"
        text = "0" if gap == 0 else f"{'+' if gap and gap > 0 else ''}{shown(gap)}"
        return Cell(text, f"{column.css} {tone}".strip(), column)

    @property
    def width(self) -> int:
        """All columns, with the unit's and the signing one."""
        return len(self.columns) + 2

    @property
    def height(self) -> int:
        """All rows, with two of headings, one per band and the three of totals."""
        return 2 + len(self.grid.recipients) + len(self.grid.bands) + 3


def total_label(plan: Plan) -> str:
    """What the sum to be divided is called."""
    if plan.is_further_division:
        return "本单位任务"
    city = {OrganizationKind.FEDERATION, OrganizationKind.DEPARTMENT}
    return "全市目标" if plan.organization.kind in city else "目标合计"
