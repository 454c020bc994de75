"""Proposals for one indicator's shares: worked out exactly, shown before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db.models import TextChoices

from jiangong.domains.plans.models import Goal, Recipient
from jiangong.domains.plans.queries.grid import ZERO, Grid
from jiangong.domains.plans.queries.measures import (
    Measures,
    earlier_goal,
    members_of,
    people_of,
    shares_of_goal,
)
from jiangong.kit.commands.errors import Refusal
from jiangong.lib.amounts import apportion, shown
from jiangong.lib.formulas import Formula, FormulaError, read_formula


class Basis(TextChoices):
    """What shares are in proportion to."""

    LAST_YEAR = "last_year", "按上年任务数乘系数"
    MEMBERS = "members", "按会员人数"
    PEOPLE = "people", "按在册职工人数"
    FORMULA = "formula", "按公式"
    EVENLY = "evenly", "平均分配"


QUANTITIES = {
    "上年": "上年任务数",
    "会员数": "会员人数",
    "职工数": "在册职工人数",
    "现在": "表中现在的数",
    "目标": "目标值",
    "已分": "已分解的合计",
    "剩余": "目标值减已分解",
    "单位数": "参加分配的单位数",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for; ``factor`` or an unfitted formula gives up the stated total for the result's own."""

    basis: Basis
    factor: Decimal | None = None
    formula: str = ""
    fits_total: bool = True
    includes_unassigned: bool = False


@dataclass(frozen=True, slots=True)
class ProposedShare:
    """One unit before and after."""

    recipient: Recipient
    before: Decimal | None
    after: Decimal | None

    @property
    def is_change(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Proposal:
    """All units with what they would get; ``unmeasured`` keep what they have."""

    goal: Goal
    lines: tuple[ProposedShare, ...]
    unmeasured: tuple[Recipient, ...]
    explanation: str

    @property
    def total(self) -> Decimal:
        return sum((one.after for one in self.lines if one.after is not None), ZERO)

    @property
    def changes(self) -> tuple[ProposedShare, ...]:
        return tuple(one for one in self.lines if one.is_change)


def propose_shares(grid: Grid, goal: Goal, wish: Wish) -> Proposal:
    """Who takes part gets a whole share in proportion; largest remainder makes the sum exact."""
    taking_part = _taking_part(grid, goal, includes_all=wish.includes_unassigned)
    measures, explanation = _measures(grid, goal, wish, taking_part)
    measured = {one.pk: measures[one.pk] for one in taking_part if one.pk in measures}
    if any(value < 0 for value in measured.values()):
        raise Refusal("公式得出了负数，请修改公式。", field="formula")
    unmeasured = tuple(one for one in taking_part if one.pk not in measured)
    kept = sum((grid.value(one, goal) or ZERO for one in grid.recipients if one.pk not in measured), ZERO)
    total = _total(goal, wish, measured, kept)
    shares = _divide(goal, total, measured)
    lines = tuple(
        ProposedShare(one, before, shares.get(one.pk, before))
        for one in grid.recipients
        for before in (grid.value(one, goal),)
    )
    return Proposal(goal, lines, unmeasured, explanation)


def _taking_part(grid: Grid, goal: Goal, *, includes_all: bool) -> list[Recipient]:
    """Units that have a share; everybody where nobody has one yet, or where it is asked for."""
    known = [one for one in grid.recipients if one.organization_id is not None]
    having = [one for one in known if grid.value(one, goal) is not None]
    return known if includes_all or not having else having


def _measures(
    grid: Grid, goal: Goal, wish: Wish, recipients: list[Recipient]
) -> tuple[dict[int, Fraction], str]:
    """By recipient, and in words what it was measured by."""
    if wish.basis == Basis.EVENLY:
        return {one.pk: Fraction(1) for one in recipients}, "每家相等"
    if wish.basis == Basis.FORMULA:
        formula = _formula(wish.formula)
        return _reckoned(grid, goal, formula, recipients), f"公式：{formula.text}"
    if wish.basis == Basis.LAST_YEAR:
        found, explanation = _last_year(goal)
    elif wish.basis == Basis.MEMBERS:
        found, explanation = members_of(recipients), "按会员人数"
    else:
        found, explanation = people_of(recipients), "按在册职工人数"
    return _by_recipient(recipients, found), explanation


def _last_year(goal: Goal) -> tuple[Measures, str]:
    earlier = earlier_goal(goal)
    if earlier is None:
        raise Refusal(f"“{goal.indicator.name}”在往年已下发的计划里没有分解过，请换一种方法。", field="basis")
    plan = earlier.program.plan
    return shares_of_goal(earlier), f"{plan.year}年任务数（{plan.title}）"


def _by_recipient(recipients: Iterable[Recipient], measures: Measures) -> dict[int, Fraction]:
    return {
        one.pk: Fraction(measures[one.organization_id])
        for one in recipients
        if one.organization_id in measures
    }


def _formula(text: str) -> Formula:
    try:
        return read_formula(text, QUANTITIES)
    except FormulaError as error:
        raise Refusal(str(error), field="formula") from None


def _reckoned(grid: Grid, goal: Goal, formula: Formula, recipients: list[Recipient]) -> dict[int, Fraction]:
    """The formula for every unit; quantities are looked up only when it uses them."""
    given = grid.allocated[goal.pk]
    whole: dict[str, Decimal | None] = {
        "目标": goal.total,
        "已分": given,
        "剩余": None if goal.total is None else goal.total - given,
        "单位数": Decimal(len(recipients)),
    }
    columns: dict[str, Measures] = {}
    if "上年" in formula.names:
        columns["上年"] = _last_year(goal)[0]
    if "会员数" in formula.names:
        columns["会员数"] = members_of(recipients)
    if "职工数" in formula.names:
        columns["职工数"] = people_of(recipients)
    found = {}
    for one in recipients:
        own: Mapping[str, Decimal | None] = {
            **{name: column.get(one.organization_id or 0) for name, column in columns.items()},
            "现在": grid.value(one, goal),
        }
        try:
            result = formula.reckon({**whole, **own})
        except FormulaError as error:
            raise Refusal(str(error), field="formula") from None
        if result is not None:
            found[one.pk] = result
    return found


def _total(goal: Goal, wish: Wish, measured: Mapping[int, Fraction], kept: Decimal) -> Decimal:
    """What is divided among those measured: the stated total less what the others keep, or the measures' own sum."""
    own_sum = wish.factor is not None or (wish.basis == Basis.FORMULA and not wish.fits_total)
    if own_sum:
        exact = sum(measured.values(), Fraction(0)) * Fraction(1 if wish.factor is None else wish.factor)
        step = Decimal(1).scaleb(-goal.indicator.decimals)
        decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
        return decimal.quantize(step, ROUND_HALF_UP)
    if goal.total is None:
        raise Refusal(f"“{goal.indicator.name}”没有写明目标值，请填写系数或不按目标值取齐。", field="factor")
    if goal.total < kept:
        raise Refusal(
            f"其余单位已有{shown(kept)}{goal.indicator.unit}，超过目标值，请先调减。", field="basis"
        )
    return goal.total - kept


def _divide(goal: Goal, total: Decimal, measured: Mapping[int, Fraction]) -> dict[int, Decimal]:
    decimals = goal.indicator.decimals
    if total != round(total, decimals):
        raise Refusal(f"目标值的小数多于{decimals}位，分不尽，请先改正目标值。", field="basis")
    weights = {key: Decimal(one.numerator) / Decimal(one.denominator) for key, one in measured.items()}
    if not sum(weights.values()):
        raise Refusal("没有可以用来分配的数，请换一种方法。", field="basis")
    return apportion(total, weights, decimals)
