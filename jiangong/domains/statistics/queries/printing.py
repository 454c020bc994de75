"""Boards, circulars and tables of records described as documents: every figure is the board's own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from jiangong.domains.statistics.choices import Stage
from jiangong.domains.statistics.models import Circular
from jiangong.domains.statistics.queries.attention import concerns_of
from jiangong.domains.statistics.queries.board import Board, BoardCell, BoardGoal
from jiangong.domains.statistics.queries.pace import CUT_RULE, RULE, percent_text
from jiangong.domains.statistics.queries.snapshots import board_from
from jiangong.domains.statistics.queries.tables import MONTHS, Pivot
from jiangong.lib.amounts import cut, displayed, plain, shown
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import (
    Annex,
    Block,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    Percent,
    TableBlock,
    Value,
    restored,
)

MOST = 8
PARTS = ("任务数", "完成数", "完成率")


def board_document(board: Board) -> OfficialDocument:
    """The tables of the notice, each figure beside its target."""
    blocks: list[Block] = [Paragraph(f"{_as_of(board)}{RULE}{CUT_RULE}")]
    if board.shows_verified:
        blocks.append(Paragraph(_checked(board)))
    tables = [programme_table(board, program, program) for program in programs(board)]
    if board.held:
        tables.append(held_table(board))
    dated = f"数据截至{format_day(board.as_of)}"  # a sheet of a workbook stands by itself
    blocks += [replace(one, unit_note=dated) for one in tables]
    name = board.title if board.root in board.title else f"{board.root}{board.title}"
    return OfficialDocument(f"{name}进度表", tuple(blocks))


def _checked(board: Board) -> str:
    """Which figures are not the reported ones: a table has no room for marks."""
    told = [
        f"{row.name}{goal.name}{displayed(cell.amount, goal.decimals)}{goal.unit}"
        f"（{format_day(cell.verified.ends_on)}核实，当时上报{displayed(cell.verified.reported, goal.decimals)}）"
        for row in board.rows
        for goal, cell in zip(board.goals, row.cells, strict=True)
        if cell.verified is not None
    ]
    return (
        f"下列{len(told)}项是督导检查的核实数，其余各项和合计是上报数：{'；'.join(told)}。"
        if told
        else "没有核实数。"
    )


def programs(board: Board) -> list[str]:
    return list(dict.fromkeys(goal.program for goal in board.goals))


def programme_table(board: Board, program: str, title: str = "") -> TableBlock:
    """Units in the notice's order; blank is not assigned, 0 is 0."""
    places = [place for place, goal in enumerate(board.goals) if goal.program == program]
    goals = [board.goals[place] for place in places]
    rows = []
    for row in board.rows:
        cells = [row.cells[place] for place in places]
        if any(cell.is_assigned or cell.amount for cell in cells):
            rows.append((row.name, *_flat(goals, cells)))
    heads = [Column("单位", align="left")]
    heads += [Column(part, goal.label, align="right") for goal in goals for part in PARTS]
    totals = ("合计", *_flat(goals, [board.head.cells[place] for place in places]))
    return TableBlock(tuple(heads), tuple(rows), title, totals=totals)


def held_table(board: Board) -> TableBlock:
    rows = tuple((goal.label, *_cell(goal, cell)) for goal, cell in board.held)
    heads = (Column("指标", align="left"), *(Column(part, align="right") for part in PARTS))
    return TableBlock(heads, rows, "本级掌握的目标")


def _flat(goals: list[BoardGoal], cells: Iterable[BoardCell]) -> Iterator[Value]:
    for goal, cell in zip(goals, cells, strict=True):
        yield from _cell(goal, cell)


def _cell(goal: BoardGoal, cell: BoardCell) -> tuple[Value, Value, Value]:
    amount = cell.amount if cell.is_assigned or cell.amount else None
    rate = None if cell.percent is None else Percent(int(cell.percent))  # rounded down, as on the page
    return (_number(cell.target), _amount(amount, goal.decimals), rate)


def _number(value: Decimal | None) -> Value:
    return None if value is None else Decimal(plain(value))


def _amount(value: Decimal | None, decimals: int) -> Value:
    """With the places it has on the screen and in the prose of the same document."""
    return None if value is None else cut(value, decimals)


def _as_of(board: Board) -> str:
    term = board.term
    return f"数据截至{format_day(board.as_of)}，时序进度{term.elapsed:.1f}%（{term.passed}/{term.days}天）。"


def circular_document(circular: Circular, signed_at: datetime | None = None) -> OfficialDocument:
    """The circular in the layout of GB/T 9704: a draft from the figures kept with it, then as it was issued."""
    if circular.paper is not None:
        return restored(circular.paper)
    board, plan = board_from(circular.figures), circular.plan
    blocks: list[Block] = [Heading(1, "总体进展"), *_overall(board), Heading(1, "各单位进展"), *_units(board)]
    for title, text in (("存在问题", circular.problems), ("下一步要求", circular.demands)):
        if lines := [line.strip() for line in text.splitlines() if line.strip()]:
            blocks += [Heading(1, title), *(Paragraph(line) for line in lines)]
    annexes = [Annex(f"{one}进度表", (programme_table(board, one),)) for one in programs(board)]
    signed = signed_at or circular.issued_at  # those issued before words were kept
    return OfficialDocument(
        title=circular.title,
        blocks=tuple(blocks),
        issuers=tuple(one for one in plan.issuer_names.split("、") if one) or (plan.organization.name,),
        number=circular.official_number,
        addressees=tuple(one for one in plan.addressees.split("、") if one),
        annexes=tuple(annexes),
        dated_on=timezone.localdate(signed) if signed else None,
    )


def _overall(board: Board) -> Iterator[Block]:
    cells = [*board.head.cells, *(cell for _, cell in board.held)]
    goals = [*board.goals, *(goal for goal, _ in board.held)]
    said = "、".join(
        f"{stage.label}{count}项" for stage in Stage if (count := sum(c.stage == stage for c in cells))
    )
    basis = f"《{board.title}》{f'（{board.number}）' if board.number else ''}"
    yield Paragraph(f"{basis}{_as_of(board)}{len(goals)}项指标中，{said}。")
    for place, (goal, cell) in enumerate(zip(goals, cells, strict=True), start=1):
        yield Paragraph(f"{place}.{sentence(goal, cell)}")


def sentence(goal: BoardGoal, cell: BoardCell) -> str:
    """One figure in words."""
    done = f"完成{displayed(cell.amount, goal.decimals)}{goal.unit}"
    if cell.target is None:
        return f"{goal.name}{done}。"
    rate = f"，完成率{percent_text(cell.percent)}" if cell.percent is not None else ""
    return f"{goal.name}任务{shown(cell.target)}{goal.unit}，{done}{rate}，{cell.word}。"


def brief(goal: BoardGoal, cell: BoardCell) -> str:
    """The same in a list."""
    figures = f"{displayed(cell.amount, goal.decimals)}/{shown(cell.target)}{goal.unit}"
    return f"{goal.name}{figures}" + (f"（{percent_text(cell.percent)}）" if cell.percent is not None else "")


def _units(board: Board) -> Iterator[Block]:
    counts = board.counts
    said = "、".join(f"{stage.label}{counts[stage]}项" for stage in Stage if stage != Stage.NONE)
    yield Paragraph(
        f"分解到单位的任务中，{said}。未分配的不参加统计。各单位按文件顺序列在附件中，不排名。{CUT_RULE}"
    )
    behind = [one for one in concerns_of(board) if not one.is_whole and one.cell.stage == Stage.BEHIND]
    if behind:
        few = behind[:MOST]
        told = "；".join(f"{one.row.name}{brief(one.goal, one.cell)}" for one in few)
        rest = f"等{len(behind)}项" if len(behind) > len(few) else ""
        yield Paragraph(f"离时序较远的有：{told}{rest}。")


def pivot_document(pivot: Pivot) -> OfficialDocument:
    """A node's unions × indicators × months as one table."""
    heads = (Column("单位", align="left"), Column("指标", align="left"), Column("计量单位"))
    months = tuple(Column(f"{month}月", align="right") for month in MONTHS)
    rows = tuple(
        (line.name, line.indicator.name, line.indicator.unit, *map(_number, line.months), _number(line.year))
        for line in pivot.lines
    )
    table = TableBlock((*heads, *months, Column("全年", align="right")), rows)
    return OfficialDocument(f"{pivot.node}{pivot.year}年统计表", (table,))
