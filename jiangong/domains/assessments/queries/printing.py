"""Rubrics, score sheets and rankings described as official documents."""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils import timezone

from jiangong.domains.assessments.choices import Stage
from jiangong.domains.assessments.models import Result, Round, Rubric, Sheet
from jiangong.domains.assessments.queries.rounds import tie_words
from jiangong.domains.assessments.queries.sheets import Line, lines_of
from jiangong.lib.amounts import plain
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import (
    Block,
    Column,
    Heading,
    Merge,
    OfficialDocument,
    Paragraph,
    RubricGroup,
    TableBlock,
    Value,
)
from jiangong.lib.officialdoc.writing import Rubric as PrintedRubric

SIGNING = 14.0  # millimetres: room for a signature
SCORE = 17.0  # 100.00 on one line
MARK = 16  # characters of the digest on paper


def rubric_document(rubric: Rubric) -> OfficialDocument:
    """The sheet as it is published, and how items are applied."""
    blocks: list[Block] = [printed_rubric(rubric)]
    guide = list(_guide(rubric))
    if guide:
        blocks += [Heading(1, "评分细则"), *guide]
    note = f"{rubric.organization}　{rubric.year}年"
    return OfficialDocument(title=str(rubric), blocks=tuple(blocks), note=note)


def printed_rubric(rubric: Rubric) -> PrintedRubric:
    groups = tuple(
        RubricGroup(
            group.name,
            _figure(group.points),
            tuple((one.text, _figure(one.points)) for one in group.items.all()) or (("", None),),
        )
        for group in rubric.groups.prefetch_related("items")
    )
    return PrintedRubric(groups, total=_figure(rubric.points))


def _guide(rubric: Rubric) -> Any:
    number = 0
    for group in rubric.groups.prefetch_related("items__levels", "items__rule__indicator"):
        for item in group.items.all():
            rule = getattr(item, "rule", None)
            said = [f"依据：{item.hint}"] if item.hint else []
            said += [
                f"{one.name}（{plain(one.least)}—{plain(one.most)}分）：{one.text}"
                for one in item.levels.all()
            ]
            if rule is not None and rule.is_adopted:
                said.append(f"数据计分：{rule.words.removesuffix('。')}")
            if said:
                number += 1
                yield Paragraph(f"{number}.{item.text}。{'；'.join(one.rstrip('。') for one in said)}。")


def sheet_document(sheet: Sheet, name: str) -> OfficialDocument:
    """A score sheet: filled in as far as it is, blank where it is not, with places for signatures."""
    lines = lines_of(sheet)
    one = sheet.round
    rows: list[tuple[Value, ...]] = []
    merges: list[Merge] = []
    for group, found in groupby(lines, key=lambda line: line.group):
        members = list(found)
        merges.append(Merge(len(rows), 0, len(members)))
        rows += [(group, *_cells(line)) for line in members]
    columns = (
        Column("项目", width=22),
        Column("评分内容", align="left", width=56),
        Column("分值", width=14),
        Column("得分", width=16),
        Column("说明", align="left", width=46),
    )
    totals = ("合计", None, _figure(one.rubric.points), _fixed(sheet.total, one.decimals), None)
    table = TableBlock(columns, tuple(rows), totals=totals, merges=tuple(merges))
    who = {Stage.SELF: "填表人", Stage.FIRST: "初评人", Stage.FINAL: "评委"}[Stage(sheet.stage)]
    blocks: list[Block] = [Paragraph(f"考评对象：{name}　环节：{sheet.get_stage_display()}"), table]
    if sheet.comment:
        blocks.append(Paragraph(f"评语：{sheet.comment}"))
    blocks += [Paragraph(_mark(sheet_mark(sheet))), _signatures((who, "监督人"))]
    return OfficialDocument(
        title=f"{one.title}评分表",
        blocks=tuple(blocks),
        note=str(one.organization),
    )


def _cells(line: Line) -> tuple[Value, ...]:
    told = [line.note] if line.note else []
    if line.reckoning is not None:
        told.insert(0, line.reckoning.words)
    return line.item.text, _figure(line.item.points), _figure(line.said), " ".join(told)


def sheet_mark(sheet: Sheet) -> str:
    """The digest of what a sheet says: two copies with one mark say the same."""
    marks = sorted((key, mark["points"]) for key, mark in sheet.marks.items())
    told = f"{sheet.pk}|{sheet.stage}|{sheet.review}|{marks}|{sheet.total}|{sheet.comment}"
    return hashlib.sha256(told.encode()).hexdigest()


def ranking_document(result: Result, rows: Sequence[Mapping[str, Any]]) -> OfficialDocument:
    """Group by group, with how it was reckoned, places for signatures and the mark of the result."""
    one = result.round
    blocks: list[Block] = [Paragraph(_method(result))]
    for group, found in groupby(rows, key=lambda row: row["group"]):
        blocks.append(_ranking_table(group, list(found), one))
    blocks += [Paragraph(_mark(result.digest)), _signatures(("组长", "汇总人", "监督人"))]
    state = "" if result.is_official else f"（第{result.number}次汇总，未正式生效）"
    return OfficialDocument(
        title=f"{one.title}得分排名{state}",
        blocks=tuple(blocks),
        note=f"{one.organization}　{format_day(timezone.localdate(result.made_at))}",
    )


def _method(result: Result) -> str:
    one, sheets = result.round, len(result.inputs["sheets"])
    dropped = f"，各去掉{one.dropped}个最高分和最低分" if one.aggregation == "trimmed" else ""
    return (
        f"评分标准：{one.rubric}。数据起止：{format_day(one.starts_on)}至{format_day(one.ends_on)}。"
        f"评委{one.judges.count()}名，有效评分{sheets}份，得分按“{one.get_aggregation_display()}”计算{dropped}，"
        f"保留{one.decimals}位小数；少于{one.method.fewest}份评分的没有得分，不排名；得分相同的{tie_words(one.ties, one.rubric_id)}。"
    )


def _ranking_table(group: str, rows: list[Mapping[str, Any]], one: Round) -> TableBlock:
    # Widths that stand on an upright sheet: the ranking and its signatures belong on the same pages.
    columns = [Column("名次", width=10), Column("考评对象", align="left", width=24)]
    columns += [Column(title, align="right", width=SCORE) for title in ("得分", "平均分", "校正分")]
    earlier = [
        name for name, day in (("self_total", one.self_until), ("first_total", one.first_until)) if day
    ]
    labels = {"self_total": "自评", "first_total": "初评"}
    columns += [Column(labels[name], align="right", width=SCORE) for name in earlier]
    columns += [Column("份数", width=9), Column("总名次", width=10), Column("备注", align="left", width=18)]
    shown = tuple(
        (
            row["group_rank"],
            row["name"],
            _fixed(row["official"], one.decimals),
            _fixed(row["mean"], one.decimals),
            _fixed(row["normalised"], one.decimals),
            *(_fixed(row[name], one.decimals) for name in earlier),
            row["sheets"],
            row["rank"],
            remark(row, one),
        )
        for row in rows
    )
    return TableBlock(tuple(columns), shown, title=group)


def remark(row: Mapping[str, Any], one: Round) -> str:
    """What a reader of a place should know."""
    told = []
    if row["official"] is None:
        told.append("评分不足，不排名")
    if row["first_review"] is not None:
        told.append(f"复评，复评前{one.written(row['first_review'])}分")
    if row["alert"]:
        told.append(f"评委相差{one.written(row['spread'])}分")
    if row["tied"]:
        told.append(f"{row['tied']}家同分")
    return "；".join(told)


def _signatures(names: tuple[str, ...]) -> TableBlock:
    cells = tuple(part for name in names for part in (f"{name}签字", None))
    columns = tuple(Column(align="center") for _ in cells)
    return TableBlock(columns, (cells,), heights={0: SIGNING})


def _mark(digest: str) -> str:
    return f"内容校验码：{digest[:MARK]}"


def _fixed(value: Decimal | None, places: int) -> Value:
    """A score with all the places its round reckons to, so that points stand below points; none is cut off."""
    if value is None:
        return None
    least = -int(value.normalize().as_tuple().exponent)
    return value.quantize(Decimal(1).scaleb(-max(places, least)))


def _figure(value: Decimal | None) -> Value:
    return None if value is None else Decimal(plain(value))
