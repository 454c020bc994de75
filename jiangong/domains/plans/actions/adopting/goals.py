"""Goals, units and shares of a reading: tables are divided, what no table divides is held by the city."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jiangong.domains.plans.actions.adopting.indicators import find_or_make_indicators
from jiangong.domains.plans.actions.adopting.names import Names
from jiangong.domains.plans.choices import Division, Operator
from jiangong.domains.plans.models import Goal, Plan, Program, Recipient, Target
from jiangong.kit.access.actor import Actor
from jiangong.lib.names import normalize
from jiangong.lib.officialdoc.reading import Reading as FoundReading
from jiangong.lib.officialdoc.understanding import columns_of, scale_of

UNCERTAIN = "识读没有把握，请对照原文核对。"
RANGE_REVERSED = "上限小于下限，请对照原文核对。"
LONGEST_UNIT, LONGEST_NAME = 12, 80


@dataclass
class Sketch:
    """A goal before its indicator is known."""

    program: int
    name: str
    unit: str
    total: Decimal | None = None
    total_to: Decimal | None = None
    operator: str = Operator.EXACTLY
    per: str = ""
    period: str = ""
    text: str = ""
    span: tuple[int | None, int | None] = (None, None)
    uncertain: str = ""
    divided: bool = True
    holder_id: int | None = None
    shares: dict[int | str, Decimal] = field(default_factory=dict)

    @property
    def figures(self) -> Iterator[Decimal]:
        yield from self.shares.values()
        yield from (one for one in (self.total, self.total_to) if one is not None)


def write_goals(programs: list[Program], result: dict[str, Any], names: Names, actor: Actor) -> None:
    """Units in the order of the notice, goals in the order of the tables and then of the text."""
    plan = programs[0].plan
    recipients = _write_recipients(plan, result, names)
    sketches = sketch_goals(result, names, len(programs))
    indicators = find_or_make_indicators(sketches, actor)
    goals = []
    for position, (sketch, indicator) in enumerate(zip(sketches, indicators, strict=True), start=1):
        goals.append(
            Goal(
                program=programs[sketch.program],
                indicator=indicator,
                position=position,
                operator=sketch.operator,
                total=sketch.total,
                total_to=sketch.total_to,
                per=sketch.per[:40],
                period=sketch.period[:60],
                division=Division.DIVIDED if sketch.divided else Division.HELD,
                holder_id=sketch.holder_id,
                text=sketch.text[:500],
                source_start=sketch.span[0],
                source_end=sketch.span[1],
                uncertain=sketch.uncertain,
            )
        )
    Goal.objects.bulk_create(goals)
    edition = plan.editions.get(number=1)
    Target.objects.bulk_create(
        Target(edition=edition, goal=goal, recipient=recipients[key], value=value)
        for goal, sketch in zip(goals, sketches, strict=True)
        for key, value in sketch.shares.items()
    )


def _write_recipients(plan: Plan, result: dict[str, Any], names: Names) -> dict[int | str, Recipient]:
    """The units of all tables, each once, where the notice first names it."""
    found: dict[int | str, Recipient] = {}
    for table in result.get("tables") or ():
        for row in table["rows"]:
            if (key := names.key(row["organization"])) in found:
                continue
            found[key] = Recipient(
                plan=plan,
                organization_id=names.organization_id(row["organization"]),
                position=len(found) + 1,
                written=row["organization"][:120],
                source_start=row["span"][0],
                source_end=row["span"][1],
            )
    Recipient.objects.bulk_create(found.values())
    return found


def sketch_goals(result: dict[str, Any], names: Names, programs: int) -> list[Sketch]:
    """Columns of tables joined with the targets of the text; what stands only in the text is held."""
    divided = _columns(result.get("tables") or (), names, programs)
    held: list[Sketch] = []
    read = FoundReading.from_json(result)
    matched = columns_of(read.targets, read.tables)
    for number, target in enumerate(result.get("targets") or ()):
        one = _of_target(target, programs)
        if not one.name:
            continue
        if number in matched:
            _confirm(divided[matched[number]], one)
        elif not any(_is_repeated(one, other) for other in held):
            one.holder_id = _holder(one, result, names)
            held.append(one)
    once = {id(one): one for one in divided.values()}
    return sorted([*once.values(), *held], key=lambda one: one.program)


def home(index: int | None, programs: int) -> int:
    """The programme something belongs to; what belongs to none is put to the first."""
    return index if index is not None and 0 <= index < programs else 0


def _columns(tables: Iterable[dict[str, Any]], names: Names, programs: int) -> dict[tuple[int, int], Sketch]:
    """Every column by the numbers of its table and its place; one that comes again is the same goal."""
    found: dict[tuple[int, int], Sketch] = {}
    first: dict[tuple[int, str, str], Sketch] = {}
    for number, table in enumerate(tables):
        for place in range(len(table["columns"])):
            one = _column(table, place, names, home(table.get("plan"), programs))
            same = first.setdefault((one.program, normalize(one.name), one.unit), one)
            if same is not one:  # continued, or divided in two tables
                same.shares = {**one.shares, **same.shares}
                same.total = same.total if same.total is not None else one.total
            found[number, place] = same
    return found


def _column(table: dict[str, Any], place: int, names: Names, program: int) -> Sketch:
    column, shares = table["columns"][place], dict[int | str, Decimal]()
    for row in table["rows"]:
        if (value := _number(row["values"], place)) is not None:
            key = names.key(row["organization"])
            shares[key] = shares.get(key, Decimal(0)) + value
    return Sketch(
        program=program,
        name=(column["name"] or table["title"] or "")[:LONGEST_NAME],
        unit=(column["unit"] or "")[:LONGEST_UNIT],
        total=_number(table.get("stated_total") or [], place),
        shares=shares,
        span=tuple(table["span"]),
    )


def _number(values: list[str | None], place: int) -> Decimal | None:
    value = values[place] if place < len(values) else None
    return None if value is None else Decimal(value)


def _of_target(target: dict[str, Any], programs: int) -> Sketch:
    value, upper = target.get("value"), target.get("value_to")
    total = Decimal(value) if value is not None else None
    total_to = Decimal(upper) if upper is not None else None
    uncertain = UNCERTAIN if target.get("uncertain") else ""
    if total is not None and total_to is not None and total_to < total:
        total_to, uncertain = None, RANGE_REVERSED
    return Sketch(
        program=home(target.get("plan"), programs),
        name=(target.get("indicator") or "")[:LONGEST_NAME],
        unit=(target.get("unit") or "")[:LONGEST_UNIT],
        total=total,
        total_to=total_to,
        operator=target.get("operator") or Operator.EXACTLY,
        per=target.get("per") or "",
        period=target.get("period") or "",
        text=target.get("text") or "",
        span=tuple(target["span"]),
        uncertain=uncertain,
        divided=False,
    )


def _confirm(column: Sketch, target: Sketch) -> None:
    """The text says how the column's total is meant; the figure itself is the table's where it states one."""
    if column.text:  # the first mention counts
        return
    column.operator, column.period, column.text = target.operator, target.period, target.text
    column.span, column.uncertain = target.span, target.uncertain
    if column.total is None:
        column.total = in_unit(target.total, target.unit, column.unit)
    column.total_to = in_unit(target.total_to, target.unit, column.unit)
    if column.total_to is not None and column.total is not None and column.total_to < column.total:
        column.total_to = None


def in_unit(value: Decimal | None, unit: str, wanted: str) -> Decimal | None:
    """The same amount counted in another multiple: 1.2万人次 is 12000人次."""
    return None if value is None else value * scale_of(unit)[0] / scale_of(wanted)[0]


def _is_repeated(one: Sketch, other: Sketch) -> bool:
    """Said a second time; different figures are found and told apart in the review."""
    return (
        one.program == other.program
        and normalize(one.name) == normalize(other.name)
        and one.unit == other.unit
        and one.per == other.per
        and one.period == other.period
    )


def _holder(target: Sketch, result: dict[str, Any], names: Names) -> int | None:
    """Who may look after it: whom the measure around it names, otherwise the department that issues."""
    begin, end = target.span
    for measure in result.get("measures") or ():
        if (
            begin is not None
            and end is not None
            and measure["span"][0] <= begin
            and end <= measure["span"][1]
        ):
            holder = names.holder_id([*(measure.get("lead") or ()), *(measure.get("responsible") or ())])
            if holder is not None:
                return holder
    return names.holder_id([result["issuer"]] if result.get("issuer") else []) or names.own_department_id
