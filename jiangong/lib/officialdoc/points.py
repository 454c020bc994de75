"""Points and the items they belong to: in brackets, at the end of a sentence, to be gained or lost."""

import re
from collections.abc import Sequence
from decimal import Decimal

from jiangong.lib.officialdoc.blocks import Cell, Document
from jiangong.lib.officialdoc.cells import figure
from jiangong.lib.officialdoc.numbers import ARABIC, plain, shown
from jiangong.lib.officialdoc.reading import RubricItem
from jiangong.lib.officialdoc.text import Span, fold, split_outside, tidy

IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?:满分|计|共|最高|得|分值|记|加|总分|小计|合计|:|权重)*\s*([+-]?(?:{ARABIC}))\s*分\s*[)\]]"
)


_MOST = re.compile(rf"(?:满分|最高(?:不超过|加|得|计)?|不超过|封顶|上限)\s*({ARABIC})\s*分")


_EARNS = re.compile(rf"(?:得|计|记|加|奖励|分值)\s*({ARABIC})\s*分")


_LOSES = re.compile(rf"(?:扣|减)\s*(?:除)?\s*({ARABIC})\s*分")


BARE = re.compile(rf"[\s,:]*(?<!\d)({ARABIC})\s*分\s*[。.]?$")


_BONUS, PENALTY = (
    re.compile(r"加分|附加分|奖励分|特色创新加|额外"),
    re.compile(r"扣分|减分|负面|一票否决|惩戒|否决"),
)


_LABEL = re.compile(
    r"\s*(?:\(?\d{1,2}\)|\d{1,2}[.、](?!\d)|[①-⑳]|\([一二三四五六七八九十]\)|[一二三四五六七八九十]{1,2}、)\s*"
)


def points_in(folded: str) -> tuple[str, Span] | None:
    """(points, place) of a bracket such as （3分） or （满分10分）."""
    found = IN_BRACKETS.search(folded)
    return (plain(found[1].lstrip("+")), found.span()) if found else None


def points_of_cell(text: str) -> str | None:
    bare = text.strip("+").removeprefix("-").removesuffix("分")
    found = figure(bare)
    return ("-" if text.startswith("-") else "") + found[0] if found else None


def unlabelled(name: str) -> str:
    found = _LABEL.match(fold(name))
    return name[found.end() :] if found and found.end() < len(name) else name


def fragments(document: Document, cell: Cell, kind: str = "plain") -> list[RubricItem]:
    """The items in one cell: parted by lines, by ；, by a closing （3分）."""
    spans: list[Span] = []
    begin = cell.start
    for stop in [*cell.breaks, cell.end]:
        folded = document.even((begin, stop))
        if folded.count("(") > folded.count(")") and stop < cell.end:
            continue  # a bracket broken over two lines
        spans += [(begin + left, begin + right) for left, right in split_outside(folded, ";")]
        begin = stop
    return items_of(
        [(document.written(span), fold(document.written(span))) for span in _at_points(document, spans)], kind
    )


def _at_points(document: Document, spans: list[Span]) -> list[Span]:
    """甲（3分）。乙（2分）: a sentence that begins after points is the next item."""
    result: list[Span] = []
    for start, end in spans:
        folded, begin = document.even((start, end)), 0
        for found in IN_BRACKETS.finditer(folded):
            following = folded[found.end() :]
            if (
                re.match(r"\s*[。,、]?\s*\S", following)
                and IN_BRACKETS.search(following)
                and not re.match(r"\s*:", following)
            ):
                result.append((start + begin, start + found.end()))
                begin = found.end()
        result.append((start + begin, end))
    return result


def items_of(parts: list[tuple[str, str]], kind: str = "plain") -> list[RubricItem]:
    """(raw, folded) pieces as items; a piece without points goes to its neighbour when others have some."""
    items: list[RubricItem] = []
    waiting = ""
    scored = [_points_of(folded, kind) for _, folded in parts]
    for (raw, _folded), found in zip(parts, scored, strict=True):
        if found is None:
            waiting += raw.strip() + "；"
            continue
        points, place = found
        text = raw[: place[0]] + raw[place[1] :] if place else raw
        if items and not waiting and not _clean(text):
            items[-1] = RubricItem(items[-1].text, points)
            continue
        items.append(RubricItem(_clean(waiting + text), points))
        waiting = ""
    if waiting:
        if items and any(found is not None for found in scored):
            items[-1] = RubricItem(_clean(items[-1].text + "；" + waiting), items[-1].points)
        else:
            items = [RubricItem(_clean("；".join(raw.strip() for raw, _ in parts)), None)]
    return [item for item in items if item.text or item.points]


def _points_of(folded: str, kind: str) -> tuple[str, Span | None] | None:
    """Brackets first, then 最高10分, then 得3分; in a list of deductions 扣5分 counts below zero."""
    if found := points_in(folded):
        return signed(found[0], kind), found[1]
    if kind == "penalty" and (lost := _LOSES.search(folded)):
        return "-" + plain(lost[1]), None
    if most := _MOST.search(folded):
        return signed(plain(most[1]), kind), None
    if (bare := BARE.search(folded)) and bare.start() and not _LOSES.search(folded[: bare.end()]):
        return signed(plain(bare[1]), kind), (bare.start(), bare.end()) if folded[
            bare.start()
        ] in " ,:" else None
    if earned := _EARNS.search(folded):
        return plain(earned[1]), None
    return None


def signed(points: str, kind: str) -> str:
    return "-" + points if kind == "penalty" and not points.startswith("-") and points != "0" else points


def whole_item(document: Document, cell: Cell) -> str:
    raw = document.written((cell.start, cell.end))
    found = points_in(fold(raw))
    return _clean(raw[: found[1][0]] + raw[found[1][1] :] if found else raw)


def _clean(text: str) -> str:
    bare = tidy(text).strip("；;。，, ")
    found = _LABEL.match(fold(bare))
    return (bare[found.end() :] if found and found.end() < len(bare) else bare).strip("；;。，, ")


def sum_of(points: Sequence[str | None]) -> str | None:
    """The sum of what is known, None when nothing is."""
    known = [Decimal(each) for each in points if each is not None]
    return shown(sum(known, Decimal(0))) if known else None


def is_extra(name: str) -> bool:
    """Bonus and deduction groups stand outside the hundred."""
    return bool(_BONUS.search(name) or PENALTY.search(name))
