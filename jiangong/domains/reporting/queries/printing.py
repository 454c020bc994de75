"""The report on paper (上报表): the lines, who answers for them, room for the seal."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from jiangong.domains.reporting.choices import EntryMode
from jiangong.domains.reporting.models import Report
from jiangong.domains.reporting.queries.lines import Line
from jiangong.domains.reporting.queries.signing import also
from jiangong.lib.amounts import plain
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Block, Column, OfficialDocument, Paragraph, TableBlock, Value


def report_document(report: Report, lines: Sequence[Line]) -> OfficialDocument:
    """One report; what is not entered yet is left blank, to be written by hand."""
    window = report.window
    lead = f"统计期：{format_day(window.starts_on)}至{format_day(window.ends_on)}"
    table = TableBlock(
        (
            Column("指标", align="left", width=44),
            Column("单位", width=14),
            Column("本期数", align="right", width=22),
            Column("累计数", align="right", width=22),
            Column("任务数", align="right", width=22),
            Column("来源和说明", align="left", width=32),
        ),
        tuple(_row(one) for one in lines),
    )
    signing = TableBlock(
        (Column(width=30), Column(width=48), Column(width=30), Column(width=48)),
        (
            (
                "填 报 人",
                _name(report.filled_by),
                "审 核 人",
                _name(report.checked_by, also(report, "checked")),
            ),
            ("负 责 人", _name(report.signed_by, also(report, "signed")), "填报日期", _day(report)),
            ("填报单位", f"{report.organization.name}（公章）", "联系电话", None),
        ),
        heights={0: 12.0, 1: 12.0, 2: 24.0},
    )
    by = f"（上级代填，{report.get_channel_display()}收到）" if report.on_behalf else ""
    heads = (f"填报单位：{report.organization.name}{by}", f"计划：{window.plan}", lead)
    blocks: list[Block] = [*(Paragraph(one) for one in heads), table]
    if report.note:
        blocks.append(Paragraph(f"说明：{report.note}"))
    return OfficialDocument(f"{window}进展上报表", (*blocks, signing))


def _row(line: Line) -> tuple[Value, ...]:
    said = line.known if line.stated is None else line.stated
    return (
        line.indicator.name,
        line.indicator.unit,
        _figure(said),
        _figure(line.total if said is not None else None),
        _figure(line.target),
        line.explanation or _source(line),
    )


def _source(line: Line) -> str:
    entry = line.entry
    if line.mode == EntryMode.LEDGER:
        return "与台账一致" if entry is None or entry.is_confirmed else "台账"
    return "下级填报汇总" if line.mode == EntryMode.TYPED and line.is_known else ""


def _figure(value: Decimal | None) -> Value:
    return None if value is None else Decimal(plain(value))


def _name(person: object, also: str = "") -> str | None:
    """Who signed, and as what they had signed before."""
    if not person:
        return None
    return f"{person}（{also}）" if also else str(person)


def _day(report: Report) -> str:
    return format_day(timezone.localdate(report.submitted_at)) if report.submitted_at else "年　　月　　日"
