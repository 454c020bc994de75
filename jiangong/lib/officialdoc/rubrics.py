"""Scoring sheets: groups, items and points, whether points stand in brackets, in a column or in the sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jiangong.lib.officialdoc.blocks import Cell, Document
from jiangong.lib.officialdoc.cells import figure, is_blank, is_serial
from jiangong.lib.officialdoc.grids import Line, Sheet
from jiangong.lib.officialdoc.numbers import ARABIC, plain
from jiangong.lib.officialdoc.points import (
    BARE,
    IN_BRACKETS,
    PENALTY,
    fragments,
    is_extra,
    points_in,
    points_of_cell,
    signed,
    sum_of,
    unlabelled,
    whole_item,
)
from jiangong.lib.officialdoc.reading import Rubric, RubricGroup, RubricItem
from jiangong.lib.officialdoc.text import Span, fold, squeeze
from jiangong.lib.officialdoc.wording import TOTAL

_SCORED = re.compile(
    r"评分|分值|得分|标准分|考核|考评|评价|测评|评比|打分|分数|满分|计分|赋分|加分|扣分|权重|评审标准|评选标准|验收标准"
)
_POINTS_HEAD = re.compile(
    r"分\s*值|标准分|满分|分\s*数|基[本础准]分|配分|赋分|权重|总分|^分$|标准\(分\)|\(分\)|考核分$|最高分"
)
_SCORE_HEAD = re.compile(
    r"得分|自评|评分$|考评分|实得|打分|核定|扣分(?!标准|项|办法)|复评|初评|考核得分|审核分|评委"
)
_ITEM_HEAD = re.compile(
    r"内容|要点|要求|细则|二级|三级|评[分价审选]标准|评[分价审]要素|考核标准|考评标准|指标说明|评分项|具体|子项|小项|评价点|检查项"
)
_BASIS_HEAD = re.compile(
    r"评分(?:标准|细则|办法|方法|说明|依据|方式)|计分(?:标准|办法|方法|细则)|考核(?:方式|方法|办法|标准)|扣分标准|赋分(?:标准|办法)|佐证|备注|说明|评价方法|得分依据|查看资料|材料|考评办法|考评标准|评价标准"
)
_TOTALS = re.compile(r"^(?:总分|总得分|满分|合计得分|总分值|总计得分|合计分值|总评分|总评)(?:\(.*\))?$")


@dataclass
class Score:
    """A rubric with what its checks need: places of groups and the total that was written."""

    rubric: Rubric
    stated: str | None
    spans: list[Span] = field(default_factory=list)

    def counted(self) -> list[str | None]:
        """Points of the groups that make up the total."""
        return [group.points for group in self.rubric.groups if not is_extra(group.name)]


@dataclass
class _Group:
    name: str
    points: str | None
    span: Span
    key: int
    items: list[RubricItem] = field(default_factory=list)


@dataclass
class _Columns:
    group: int | None
    items: int
    group_points: int | None
    item_points: int | None


def read_rubric(document: Document, sheet: Sheet, plan: int | None) -> Score | None:
    """The sheet as a rubric, None when it scores nothing."""
    if not is_rubric(sheet):
        return None
    columns = _columns(sheet)
    if columns is None:
        return None
    groups: list[_Group] = []
    stated = None
    for line in sheet.lines:
        words = [text for text in line.texts if text]
        if words and any(TOTAL.fullmatch(word) or _TOTALS.fullmatch(word) for word in words[:2]):
            stated = _stated(words) or stated
            continue
        _read_line(document, line, columns, groups)
    groups = [group for group in groups if group.items or group.points]
    if not groups or not any(group.points or any(item.points for item in group.items) for group in groups):
        return None
    stated = stated or _stated_aside(sheet)
    built = [
        RubricGroup(
            group.name,
            group.points
            or (None if PENALTY.search(group.name) else sum_of([item.points for item in group.items])),
            tuple(group.items),
        )
        for group in groups
    ]
    return scored(plan, sheet.title, built, stated, [group.span for group in groups], sheet.span)


def is_rubric(sheet: Sheet) -> bool:
    heads = " ".join(fold(name) for name in sheet.headings)
    bracketed = sum(1 for line in sheet.lines for text in line.texts if IN_BRACKETS.search(text))
    is_named = bool(_SCORED.search(heads) or _SCORED.search(fold(sheet.title)))
    has_column = any(
        _POINTS_HEAD.search(fold(name)) or _SCORE_HEAD.search(fold(name)) for name in sheet.headings
    )
    return is_named and (bracketed > 1 or (has_column and _points_column(sheet) is not None))


def _points_column(sheet: Sheet) -> int | None:
    return next(iter(_points_columns(sheet)), None)


def _points_columns(sheet: Sheet) -> list[int]:
    found = []
    for column, name in enumerate(sheet.headings):
        texts = [line.texts[column] for line in sheet.lines if not is_blank(line.texts[column])]
        scored = sum(1 for text in texts if points_of_cell(text) is not None)
        if (
            scored
            and scored * 5 >= len(texts) * 3
            and (_POINTS_HEAD.search(fold(name)) or _SCORE_HEAD.search(fold(name)))
        ):
            found.append(column)
    return found


def _columns(sheet: Sheet) -> _Columns | None:
    points = _points_columns(sheet)
    heads = [fold(name) for name in sheet.headings]
    texts = [
        column
        for column, name in enumerate(heads)
        if column not in points
        and not is_serial(name)
        and not (_SCORE_HEAD.search(name) and not _BASIS_HEAD.search(name))
        and any(_is_wording(line.texts[column]) for line in sheet.lines)
    ]
    if not texts:
        return None
    if len(texts) == 1:
        return _Columns(None, texts[0], None, points[0] if points else None)
    group, rest = texts[0], texts[1:]
    with_points = [
        column
        for column in rest
        if sum(len(IN_BRACKETS.findall(line.texts[column])) for line in sheet.lines) > 1
    ]
    named = [
        column
        for column in rest
        if _ITEM_HEAD.search(heads[column]) and not _BASIS_HEAD.search(heads[column])
    ]
    items = (with_points or named or rest)[0]
    before = [column for column in points if column < items]
    after = [column for column in points if column > items]
    if before and after:
        return _Columns(group, items, before[0], after[0])
    return _Columns(group, items, None, next(iter(before or after), None))


def _is_wording(text: str) -> bool:
    return bool(text) and not is_blank(text) and not figure(text)


def _read_line(document: Document, line: Line, columns: _Columns, groups: list[_Group]) -> None:
    cell = line.cells[columns.items]
    points_cell = line.cells[columns.item_points] if columns.item_points is not None else None
    points = points_of_cell(line.texts[columns.item_points]) if columns.item_points is not None else None
    group = _group(document, line, columns, groups)
    if cell is None or cell.end == cell.start:
        if points and group.points is None and not group.items:
            group.points = points
        return
    if group.items and cell.row < min(
        each.row for each in line.cells if (each is not None and each.rows == 1) or each is cell
    ):
        return  # a merged item was read in its first row
    kind = "penalty" if PENALTY.search(group.name) else "plain"
    parts = fragments(document, cell, kind)
    scored = [item for item in parts if item.points]
    if columns.group_points is not None and group.points is None:
        group.points = points_of_cell(line.texts[columns.group_points])
    shares = columns.group is not None and _shares_points(points_cell, line.cells[columns.group])
    differs = len(scored) == len(parts) == 1 and scored[0].points != points and not group.items
    if points and (len(scored) > 1 or shares or (differs and columns.group is not None)):
        group.points = group.points or points
        group.items += parts
    elif points:
        group.items.append(RubricItem(whole_item(document, cell), signed(points, kind)))
    else:
        group.items += parts


def _shares_points(points: Cell | None, group: Cell | None) -> bool:
    """A points cell that reaches over all rows of its group is the group's."""
    return points is not None and points.rows > 1 and _same_rows(points, group)


def _same_rows(one: Cell, other: Cell | None) -> bool:
    return other is not None and (one.row, one.rows) == (other.row, other.rows)


def _group(document: Document, line: Line, columns: _Columns, groups: list[_Group]) -> _Group:
    """The group of this line: a merged or blank first cell goes on with the one above."""
    if columns.group is None:
        if not groups:
            groups.append(_Group("", None, line.span, -1))
        return groups[0]
    cell = line.cells[columns.group]
    folded = document.even((cell.start, cell.end)) if cell else ""
    if groups and (not folded.strip() or (cell is not None and id(cell) == groups[-1].key)):
        return groups[-1]
    found = points_in(folded)
    raw = document.written((cell.start, cell.end)) if cell else ""
    name = squeeze(raw[: found[1][0]] + raw[found[1][1] :]) if found else squeeze(raw)
    if not found and (bare := BARE.search(fold(name))) and len(name) > len(bare[0]) + 1:
        found, name = (plain(bare[1]), bare.span()), name[: bare.start()]
    if groups and groups[-1].name == name and not found:
        return groups[-1]
    groups.append(_Group(unlabelled(name), found[0] if found else None, line.span, id(cell)))
    return groups[-1]


def _stated(words: list[str]) -> str | None:
    for word in reversed(words):
        if (found := points_of_cell(word)) is not None:
            return found
        if bracketed := points_in(word):
            return bracketed[0]
    return None


def _stated_aside(sheet: Sheet) -> str | None:
    """The total in the title or in a heading: 评分标准（满分100分）, 分值（100分）."""
    for text in (fold(sheet.title), *[fold(name) for name in sheet.headings], *sheet.remarks):
        if found := points_in(text) or None:
            return found[0]
        if written := re.search(rf"(?:总分|满分|共计|合计)(?:为|:)?\s*({ARABIC})\s*分", text):
            return plain(written[1])
    return None


def scored(
    plan: int | None,
    title: str,
    groups: Sequence[RubricGroup],
    stated: str | None,
    spans: list[Span],
    span: Span,
) -> Score:
    """The rubric with its total: the one that was written, or the sum of the groups that count."""
    points = stated or sum_of([group.points for group in groups if not is_extra(group.name)])
    return Score(Rubric(plan, title, tuple(groups), points, span), stated, spans)
