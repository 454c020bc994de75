"""Plans described as official documents: the notice with its annexes, the tables, a unit's task sheet."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jiangong.domains.assessments.queries.printing import printed_rubric
from jiangong.domains.plans.choices import Operator
from jiangong.domains.plans.models import Duty, Goal, Plan, Program, Step
from jiangong.domains.plans.queries.course import Matrix, MatrixRow, matrices, programs_with_goals
from jiangong.domains.plans.queries.grid import Grid, grid_of, working_edition
from jiangong.domains.plans.queries.sheets import Sheet, SheetProgram
from jiangong.lib.amounts import plain, shown
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import (
    Annex,
    Block,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    TableBlock,
    Value,
)


def notice_document(plan: Plan) -> OfficialDocument:
    """The plan as a notice in the layout of GB/T 9704, each programme's table and rubric as an annex."""
    grid, programs = grid_of(working_edition(plan)), programs_with_goals(plan)
    duties = {one.program.pk: one for one in matrices(plan)}
    steps = list(Step.objects.filter(program__plan=plan))
    blocks: list[Block] = [Paragraph("现将有关工作安排如下，请结合实际抓好落实。")]
    for program in programs:
        blocks += _programme(
            program, duties.get(program.pk), [s for s in steps if s.program_id == program.pk]
        )
    return OfficialDocument(
        title=f"关于印发《{plan.title}》的通知",
        blocks=tuple(blocks),
        issuers=tuple(one for one in plan.issuer_names.split("、") if one) or (plan.organization.name,),
        number=plan.official_number,
        addressees=tuple(one for one in plan.addressees.split("、") if one),
        annexes=tuple(_annexes(programs, grid)),
        dated_on=plan.dated_on,
    )


def _programme(program: Program, matrix: Matrix | None, steps: list[Step]) -> Iterator[Block]:
    yield Heading(1, program.title)
    if program.aim or program.goals.all():
        yield Heading(2, "目标任务")
        yield from (Paragraph(line) for line in program.aim.splitlines() if line.strip())
        held = [goal for goal in program.goals.all() if not goal.is_divided]
        yield from (Paragraph(f"{wanted(goal)}，由{goal.holder or '本级'}掌握。") for goal in held)
    if matrix is not None:
        yield Heading(2, "任务措施")
        yield from (Paragraph(f"{place}.{_measure(row)}") for place, row in enumerate(matrix.rows, start=1))
    if steps:
        yield Heading(2, "工作安排")
        # Running text, not headings: a heading may not stand alone at the foot of a page.
        yield from (
            Paragraph(f"{place}.{step.text.rstrip('。')}。") for place, step in enumerate(steps, start=1)
        )


def _measure(row: MatrixRow) -> str:
    said = "；".join(f"{label}单位：{'、'.join(_names(duties))}" for label, duties in row.by_role())
    return f"{row.task.text.rstrip('。')}。{f'（{said}）' if said else ''}"


def _names(duties: Iterable[Duty]) -> list[str]:
    return [str(one.organization or one.written) for one in duties]


def wanted(goal: Goal) -> str:
    """What a goal asks for, in words."""
    name, unit = goal.indicator.name, goal.indicator.unit
    if goal.total is None:
        return name
    if goal.operator == Operator.BETWEEN and goal.total_to is not None:
        return f"{name}{shown(goal.total)}至{shown(goal.total_to)}{unit}"
    before = goal.get_operator_display() if goal.operator in (Operator.AT_LEAST, Operator.AT_MOST) else ""
    after = "左右" if goal.operator == Operator.ABOUT else ""
    return f"{name}{before}{shown(goal.total)}{unit}{after}"


def _annexes(programs: Iterable[Program], grid: Grid) -> Iterator[Annex]:
    for program in programs:
        if table := programme_table(program, grid):
            yield Annex(f"{program.title}任务分解表", (table,))
        if program.rubric is not None:
            yield Annex(str(program.rubric), (printed_rubric(program.rubric),))


def programme_table(program: Program, grid: Grid) -> TableBlock | None:
    """One programme's division: the units it concerns in the notice's order, blank where nothing was assigned."""
    goals = grid.goals_of(program)
    if not goals:
        return None
    rows = [
        (str(unit), *(_figure(grid.value(unit, goal)) for goal in goals))
        for unit in grid.recipients
        if any(grid.value(unit, goal) is not None for goal in goals)
    ]
    heads = [Column("单位", align="left")]
    heads += [Column(f"{one.indicator.name}（{one.indicator.unit}）", align="right") for one in goals]
    totals = ("合计", *(_figure(grid.allocated[goal.pk]) for goal in goals))
    return TableBlock(tuple(heads), tuple(rows), totals=totals)


def _figure(value: Decimal | None) -> Value:
    return None if value is None else Decimal(plain(value))


def allocation_document(plan: Plan) -> OfficialDocument:
    """The tables alone."""
    grid = grid_of(working_edition(plan))
    tables: list[Block] = []
    for program in grid.programs:
        if table := programme_table(program, grid):
            tables += [Heading(1, program.title), table]
    return OfficialDocument(f"{plan.title}任务分解表", tuple(tables))


def sheet_document(sheet: Sheet) -> OfficialDocument:
    """What one unit has to do, with room for its seal."""
    blocks: list[Block] = []
    for one in sheet.programs:
        blocks += _sheet_programme(one)
    number = f"（{sheet.plan.official_number}）" if sheet.plan.official_number else ""
    lead = f"《{sheet.plan.title}》{number}下达{sheet.recipient}的任务如下，请签收并按期完成。"
    signing = TableBlock(
        (Column(width=30), Column(width=126, align="left")),
        (("签收单位", "（公章）"), ("签 收 人", None), ("签收日期", "年　　月　　日")),
        heights={0: 22.0, 1: 11.0, 2: 11.0},
    )
    return OfficialDocument(
        f"{sheet.recipient}任务书",
        (Paragraph(lead), *blocks, Heading(1, "签收"), signing),
        note=f"{sheet.edition}，联系：{sheet.plan.organization.name}{sheet.plan.drafter or ''}",
    )


def _sheet_programme(one: SheetProgram) -> Iterator[Block]:
    yield Heading(1, one.program.title)
    if shares := [share for share in one.shares if share.value is not None]:
        yield TableBlock(
            (Column("指标", align="left"), Column("任务数", align="right"), Column("单位")),
            tuple((s.goal.indicator.name, _figure(s.value), s.goal.indicator.unit) for s in shares),
        )
    for duty in one.duties:
        yield Paragraph(f"{duty.get_role_display()}：{duty.task.text}")
    if one.steps:
        yield TableBlock(
            (
                Column("期限", width=34),
                Column("时间安排", align="left", width=92),
                Column("需报送", width=30),
            ),
            tuple(_step_row(step, bool(delivery)) for step, delivery in one.steps),
        )


def _step_row(step: Step, asked: bool) -> tuple[Value, ...]:
    until = format_day(step.ends_on) if step.ends_on else None
    return (until, step.text, step.get_deliverable_display() if asked or step.deliverable else None)
