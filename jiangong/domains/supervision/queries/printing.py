"""Records on paper: of a draw and of a visit, with places for signatures."""

from collections.abc import Iterable

from django.utils import timezone

from jiangong.domains.supervision.choices import FindingState, SeedKind, Verdict
from jiangong.domains.supervision.models import CheckLine, Draw, FigureCheck, Finding, Visit
from jiangong.domains.supervision.queries.visits import inspectors_of
from jiangong.kit.access.actor import Actor
from jiangong.lib.amounts import shown
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Block, Column, Heading, OfficialDocument, Paragraph, TableBlock

ROOM = 20.0  # millimetres for what is written by hand
SIGNATURE = Column(width=52)
BLANK_DAY = "年　　月　　日"
RECIPE = (
    "抽取方法：对“种子|用途|轮次|尝试次数”（竖线连接，UTF-8编码）取SHA-256，读作256位整数；大于等于总权重最大整数倍的舍去，"
    "尝试次数从0加1再取；对总权重取余，余数落在按名单顺序排列的哪家权重上就抽中哪家，抽中的退出名单。单位的用途写“unit”，"
    "督导员的用途写“unit”加空格加单位编号，在不须回避、已分派次数最少的人员中同法抽取。"
)
DRAW_SIGNERS = ("抽取人", "监督人", "记录人")
VISIT_SIGNERS = ("督导员", "被检查单位负责人", "记录人")


def draw_record(draw: Draw) -> OfficialDocument:
    """What was fixed beforehand, from what, and what came out: enough to work it out again."""
    plan, inputs = draw.plan, draw.inputs
    blocks: list[Block] = [
        Paragraph(f"依据：{plan.basis}。目的：{plan.purpose.rstrip('。')}。"),
        Heading(1, "事先公布"),
        Paragraph(_announced(draw)),
        Paragraph(f"名单摘要（SHA-256）：{draw.inputs_digest}"),
        Heading(1, "抽取结果"),
        *_result(draw),
        Heading(1, "抽取名单"),
        _units(draw),
    ]
    if inputs["left_out"]:
        told = "；".join(f"{one['name']}（{one['why']}）" for one in inputs["left_out"])
        blocks.append(Paragraph(f"没有列入的单位：{told}。"))
    people = "、".join(f"{one['name']}（{one['place']}）" for one in inputs["inspectors"])
    blocks.append(Paragraph(f"督导员{len(inputs['inspectors'])}人：{people}。"))
    if inputs["absent"]:
        blocks.append(
            Paragraph(f"{len(inputs['absent']['users'])}名督导员不能参加：{inputs['absent']['reason']}。")
        )
    blocks += [Paragraph(RECIPE), signatures(DRAW_SIGNERS)]
    return OfficialDocument(f"{plan.title}抽取记录", tuple(blocks), note=f"第{draw.number}次抽取")


def _announced(draw: Draw) -> str:
    announced = timezone.localtime(draw.announced_at)
    said = f"{announced:%Y-%m-%d %H:%M}公布。种子来源：{draw.seed_source}，{format_day(draw.seed_on)}产生。"
    if draw.seed_kind == SeedKind.SEALED:
        said += f"种子摘要（SHA-256）：{draw.seed_digest}。"
    if draw.reason:
        said += f"重抽理由：{draw.reason.rstrip('。')}。"
    return said


def _result(draw: Draw) -> Iterable[Block]:
    if not draw.seed or draw.drawn_at is None:
        return [Paragraph("尚未抽取。")]
    units, people = draw.unit_names, draw.inspectors
    rows = tuple(
        (place, units[team["unit"]], "、".join(people[one]["name"] for one in team["members"]))
        for place, team in enumerate(draw.result["teams"], start=1)
    )
    drawn = timezone.localtime(draw.drawn_at)
    table = TableBlock(
        (Column("序号", width=14), Column("被检查单位", align="left"), Column("督导员", align="left")), rows
    )
    return [Paragraph(f"{drawn:%Y-%m-%d %H:%M}抽取。种子文字：{draw.seed}"), table]


def _units(draw: Draw) -> TableBlock:
    barred = draw.inputs["barred"]
    rows = tuple(
        (one["id"], one["name"], one["weight"], one["why"], len(barred.get(str(one["id"]), ())))
        for one in draw.inputs["units"]
    )
    heads = (
        Column("编号", width=16),
        Column("单位", align="left"),
        Column("权重", width=14),
        Column("依据", align="left"),
        Column("须回避（人）", width=24),
    )
    return TableBlock(heads, rows, totals=("", "合计", sum(row[2] for row in rows), "", None))


def signatures(signers: tuple[str, ...]) -> TableBlock:
    """Room for names and days."""
    heads = tuple(f"{one}（签字）" for one in signers)
    blank = tuple("" for _ in signers)
    days = tuple(BLANK_DAY for _ in signers)
    columns = tuple(SIGNATURE for _ in signers)
    return TableBlock(columns, (heads, blank, days), heights={1: ROOM, 2: 10.0})


def visit_record(visit: Visit, actor: Actor) -> OfficialDocument:
    """The check sheet with figures and findings, to be signed on the spot."""
    names = "、".join(one.name for one in inspectors_of(visit))
    day = format_day(visit.visited_on) if visit.visited_on else ""
    blocks: list[Block] = [
        Paragraph(f"被检查单位：{visit.organization.name}。检查日期：{day}。督导员：{names}。"),
        Paragraph(f"依据：{visit.plan.basis}。"),
    ]
    lines, figures = list(visit.lines.all()), list(visit.figures.select_related("indicator"))
    if lines:
        blocks += [Heading(1, "检查情况"), _lines(lines)]
    if figures:
        blocks += [Heading(1, "数据核对"), _figures(figures)]
    if visit.summary:
        blocks += [
            Heading(1, "总体情况"),
            *(Paragraph(one) for one in visit.summary.splitlines() if one.strip()),
        ]
    findings = (
        Finding.objects.visible_to(actor).filter(visit=visit).exclude(state=FindingState.VOID).order_by("pk")
    )
    blocks += [Heading(1, "问题和整改期限"), *_findings(findings), signatures(VISIT_SIGNERS)]
    return OfficialDocument(f"{visit.plan.title}检查记录", tuple(blocks), note=str(visit.organization))


def _lines(lines: list[CheckLine]) -> TableBlock:
    rows = tuple(
        (one.position, one.group, one.text, Verdict(one.verdict).label if one.verdict else "", one.remark)
        for one in lines
    )
    heads = (
        Column("序号", width=12),
        Column("大项", align="left", width=26),
        Column("检查内容", align="left"),
        Column("结论", width=18),
        Column("说明", align="left", width=44),
    )
    return TableBlock(heads, rows)


def _figures(figures: list[FigureCheck]) -> TableBlock:
    rows = tuple(
        (
            f"{one.indicator.name}（{one.indicator.unit}）",
            shown(one.target, empty=""),
            shown(one.reported, empty=""),
            shown(one.verified, empty="未核"),
            shown(one.difference, empty=""),
            one.explanation,
        )
        for one in figures
    )
    heads = (
        Column("指标", align="left"),
        Column("任务数", align="right"),
        Column("上报数", align="right"),
        Column("核实数", align="right"),
        Column("差异", align="right"),
        Column("差异说明", align="left"),
    )
    first = figures[0]
    note = f"{first.starts_on:%Y-%m-%d}至{first.ends_on:%Y-%m-%d}"
    return TableBlock(heads, rows, unit_note=note)


def _findings(findings: Iterable[Finding]) -> Iterable[Block]:
    told = [
        f"{place}．{one.text.rstrip('。')}。{format_day(one.due_on)}前整改。"
        for place, one in enumerate(findings, 1)
    ]
    return [Paragraph(text) for text in told] or [Paragraph("没有发现问题。")]
