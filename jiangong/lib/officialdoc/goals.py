"""Tables that set targets row by row: an indicator, its unit, its figure."""

import re
from collections.abc import Iterator

from jiangong.lib.officialdoc.blocks import Document
from jiangong.lib.officialdoc.cells import is_serial, pretty
from jiangong.lib.officialdoc.grids import Line, Sheet
from jiangong.lib.officialdoc.numbers import ARABIC, plain
from jiangong.lib.officialdoc.reading import Target
from jiangong.lib.officialdoc.text import fold
from jiangong.lib.officialdoc.units import COUNTER, as_unit, named_and_unit

_INDICATOR = re.compile(r"指标|项目|任务|内容|目标名称|事项|名称|类别")
_FIGURE_HEAD = re.compile(r"目标值|目标数|目标任务数|任务数|指标值|数量|目标|计划数|计划|年度值|\d{4}年")
_GOAL = re.compile(
    rf"(?P<ge>不少于|不低于|至少|达到|≥|>=|力争)?(?P<le>不超过|控制在|≤|<=|最多)?(?P<about>约)?(?P<number>{ARABIC})(?:(?:-|~|至)(?P<to>{ARABIC}))?(?P<unit>{COUNTER}|%)?(?P<after>及?以上|以内|左右|以下)?"
)


def read_goals(document: Document, sheet: Sheet, plan: int | None) -> list[Target] | None:
    """The rows as targets, None when the table names organizations or has no column of units or goals."""
    heads = [fold(name) for name in sheet.headings]
    units = next(
        (
            column
            for column, name in enumerate(heads)
            if re.search(r"^(?:计量)?单位$", name) and _holds_units(sheet, column)
        ),
        None,
    )
    figures = [
        column
        for column, name in enumerate(heads)
        if column != units and _FIGURE_HEAD.search(name) and _holds_goals(sheet, column)
    ]
    names = [
        column
        for column, name in enumerate(heads)
        if column != units and column not in figures and not is_serial(name) and _INDICATOR.search(name)
    ]
    if (
        not figures
        or not names
        or (units is None and not all(_has_unit(sheet, column) for column in figures))
    ):
        return None
    return list(_rows(document, sheet, plan, (names[-1], units, figures)))


def _holds_units(sheet: Sheet, column: int) -> bool:
    texts = [line.texts[column] for line in sheet.lines if line.texts[column]]
    return bool(texts) and sum(1 for text in texts if as_unit(text)) * 5 >= len(texts) * 4


def _holds_goals(sheet: Sheet, column: int) -> bool:
    texts = [line.texts[column] for line in sheet.lines if line.texts[column]]
    return bool(texts) and sum(1 for text in texts if _GOAL.fullmatch(text)) * 5 >= len(texts) * 3


def _has_unit(sheet: Sheet, column: int) -> bool:
    found = [_GOAL.fullmatch(line.texts[column]) for line in sheet.lines if line.texts[column]]
    return bool(found) and sum(1 for each in found if each and each["unit"]) * 5 >= len(found) * 4


def _rows(
    document: Document, sheet: Sheet, plan: int | None, columns: tuple[int, int | None, list[int]]
) -> Iterator[Target]:
    name, units, figures = columns
    for line in sheet.lines:
        for column in figures:
            found = _GOAL.fullmatch(line.texts[column])
            indicator, own_unit = named_and_unit(pretty(document, line.cells[name]))
            if found and indicator:
                unit = (
                    found["unit"]
                    or (as_unit(line.texts[units]) if units is not None else None)
                    or own_unit
                    or ""
                )
                period = re.search(r"(?:\d{4}|本|全)年(?:度)?", fold(sheet.headings[column]))
                yield Target(
                    plan, _text(document, line), indicator, _operator(found), plain(found["number"]), plain(found["to"]) if found["to"] else None,
                    unit, None, period[0] if period else None, line.span, not unit,
                )  # fmt: skip


def _text(document: Document, line: Line) -> str:
    return " ".join(document.written(line.span).split())


def _operator(found: re.Match[str]) -> str:
    after = found["after"] or ""
    if found["to"]:
        return "between"
    if found["ge"] or after.endswith("以上"):
        return ">="
    if found["le"] or after in ("以内", "以下"):
        return "<="
    return "about" if found["about"] or after else "="
