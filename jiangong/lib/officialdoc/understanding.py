"""Cross checks: body against annex, a target stated twice, targets nobody was given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jiangong.lib.officialdoc.reading import Allocation, Finding, Measure, Target
from jiangong.lib.officialdoc.tables import is_ratio
from jiangong.lib.officialdoc.text import core
from jiangong.lib.officialdoc.wording import quoted

_SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1_000, "百": 100, "百万": 1_000_000, "千万": 10_000_000}
# Counters that people use for the same thing; 人次 and 人 are not: one person may take part twice.
_ALIKE = (
    {"个", "家", "处", "所", "座", "户"},
    {"人", "名", "位"},
    {"场", "场次", "次", "期"},
    {"份", "件", "个", "项"},
    {"项", "个"},
)
_HEADS = ({"人", "名", "位", "人次"},)
_GENERAL = re.compile(
    r"(?:分配|推荐|目标|任务|计划)?(?:名额|数量|任务数|任务|人数|目标数?|指标数?|数|合计|总数)(?:数|量)?"
)
_CLOSE, _NEAR = 0.6, 0.15


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of an allocation table, prepared for many comparisons."""

    table: Allocation
    number: int
    name: str
    unit: str
    total: str | None
    amount: Decimal | None
    counter: str
    is_ratio: bool


def _places(tables: Sequence[Allocation]) -> list[_Place]:
    return [_place(table, number) for table in tables for number in range(len(table.columns))]


def _place(table: Allocation, number: int) -> _Place:
    column = table.columns[number]
    total, unit = table.stated_total[number] or table.computed_total[number], column.unit or ""
    amount = None if total is None else _amount(total, unit)
    return _Place(table, number, column.name, unit, total, amount, scale_of(unit)[1], is_ratio(column))


def likeness(one: str, other: str) -> float:
    """The share of the shorter name's pairs of characters that the other has too."""
    first, second = _pairs(one), _pairs(other)
    return len(first & second) / max(min(len(first), len(second)), 1)


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    bare = core(text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


@lru_cache(maxsize=1024)
def scale_of(unit: str) -> tuple[int, str]:
    """(multiplier, counter): 万人次 is ten thousand 人次."""
    for length in (2, 1):
        if unit[:length] in _SCALES and len(unit) > length:
            return _SCALES[unit[:length]], unit[length:]
    return 1, unit


def check_targets(
    targets: Sequence[Target], tables: Sequence[Allocation], measures: Sequence[Measure]
) -> Iterator[Finding]:
    """Every target against the tables of its plan and against the other targets."""
    matched = _matches(targets, tables)
    for number, target in enumerate(targets):
        if target.uncertain:
            yield Finding(
                "uncertain_target",
                f"{quoted(target.text[:60])}里的数量读得没有把握，请核对指标、数值和单位。",
                target.span,
            )
        place = matched.get(number)
        if place is not None:
            yield from _against(target, place)
        elif _is_unassigned(target, tables, measures):
            yield Finding(
                "unassigned_target",
                f"{quoted(target.indicator)}{target.value}{target.unit}没有分解到单位，也没有写明责任单位；建议由市级掌握，并指定负责部门。",
                target.span,
            )
    yield from _twice(targets)


def _matches(targets: Sequence[Target], tables: Sequence[Allocation]) -> dict[int, _Place]:
    """Which column divides which target: equal figures first, then names that are nearly the same."""
    offers: list[tuple[float, int, _Place]] = []
    places = _places(tables)
    for number, target in enumerate(targets):
        if target.per is None:
            amount, counter = _amount(target.value, target.unit), scale_of(target.unit)[1]
            near = (
                place
                for place in places
                if _same_plan(target, place.table) and place.is_ratio == (target.unit == "%")
            )
            offers += [
                (score, -number, place)
                for place in near
                if (score := _fit(target, place, amount, counter)) > 0
            ]
    matched: dict[int, _Place] = {}
    taken: set[tuple[int, int]] = set()
    for _, negative, place in sorted(offers, key=lambda offer: offer[:2], reverse=True):
        key = (id(place.table), place.number)
        if -negative not in matched and key not in taken:
            matched[-negative] = place
            taken.add(key)
    return matched


def _same_plan(target: Target, table: Allocation) -> bool:
    return target.plan is None or table.plan is None or target.plan == table.plan


def _fit(target: Target, place: _Place, amount: Decimal, counter: str) -> float:
    """Above 1 when the figures agree and the names have something in common; else how alike the names are."""
    alike = likeness(target.indicator, place.name)
    if amount == place.amount:
        is_general = bool(_GENERAL.fullmatch(place.name)) and place.unit == target.unit
        return 1 + alike if alike >= _NEAR or is_general or likeness(target.text, place.name) >= _NEAR else 0
    if alike < _CLOSE or place.amount is None or len(core(place.name)) < 3:
        return 0
    return (
        alike
        if counter == place.counter or not place.unit or _interchangeable(target.unit, place.unit)
        else 0
    )


def _amount(value: str, unit: str) -> Decimal:
    return Decimal(value) * scale_of(unit)[0]


def _interchangeable(one: str, other: str) -> bool:
    pair = {scale_of(one)[1], scale_of(other)[1]}
    return any(pair <= alike for alike in _ALIKE)


def _against(target: Target, place: _Place) -> Iterator[Finding]:
    where = f"《{place.table.title or '任务分解表'}》的{quoted(place.name)}"
    one, other = scale_of(target.unit)[1], scale_of(place.unit)[1]
    if (
        one != other
        and place.unit
        and any({one, other} <= heads for heads in _HEADS)
        and not _interchangeable(one, other)
    ):
        yield Finding(
            "annex_conflict",
            f"正文写“{target.value}{target.unit}”，{where}单位是“{place.unit}”，两处单位不一致，请核对。",
            target.span,
        )
    if place.total is not None and not _agrees(target, place):
        yield Finding(
            "annex_conflict",
            f"正文写{quoted(target.indicator)}{target.value}{target.unit}，{where}合计是{place.total}{place.unit}，两处不一致，请核对。",
            target.span,
        )


def _agrees(target: Target, place: _Place) -> bool:
    total, value = place.amount or Decimal(0), _amount(target.value, target.unit)
    if target.operator == ">=":
        return total >= value
    if target.operator == "<=":
        return total <= value
    if target.operator == "between":
        return value <= total <= _amount(target.value_to or target.value, target.unit)
    return target.operator == "about" or total == value


def _is_unassigned(target: Target, tables: Sequence[Allocation], measures: Sequence[Measure]) -> bool:
    """Only where the plan divides something among units: elsewhere nothing is given to anybody."""
    if (
        target.per
        or target.uncertain
        or target.unit in ("%", "‰", "个百分点", "个工作日")
        or target.unit.endswith("元")
    ):
        return False
    if not any(table.plan == target.plan for table in tables):
        return False
    return not any(
        (measure.lead or measure.responsible) and measure.span[0] <= target.span[0] < measure.span[1]
        for measure in measures
    )


def _twice(targets: Sequence[Target]) -> Iterator[Finding]:
    first: dict[tuple, Target] = {}
    for target in targets:
        if target.uncertain or len(core(target.indicator)) < 3:
            continue
        key = (target.plan, core(target.indicator), scale_of(target.unit)[1], target.per, target.period)
        before = first.setdefault(key, target)
        if before.operator == target.operator and _amount(before.value, before.unit) != _amount(
            target.value, target.unit
        ):
            yield Finding(
                "conflicting_values",
                f"{quoted(target.indicator)}一处写{before.value}{before.unit}，一处写{target.value}{target.unit}，请核对。",
                target.span,
            )


def columns_of(targets: Sequence[Target], tables: Sequence[Allocation]) -> dict[int, tuple[int, int]]:
    """Which column divides which target: number of the target → numbers of the table and the column."""
    numbers = {id(table): number for number, table in enumerate(tables)}
    return {
        number: (numbers[id(place.table)], place.number)
        for number, place in _matches(targets, tables).items()
    }
