"""Scoring sheets written as text: headings with （20分） and items with （5分） beneath."""

import re
from collections.abc import Callable, Iterator

from jiangong.lib.officialdoc.blocks import Document
from jiangong.lib.officialdoc.headings import Node
from jiangong.lib.officialdoc.points import items_of, points_in
from jiangong.lib.officialdoc.reading import RubricGroup, RubricItem
from jiangong.lib.officialdoc.rubrics import Score, scored
from jiangong.lib.officialdoc.text import Span, fold, split_outside, squeeze

_TITLE = re.compile(r"评分|考核|考评|测评|打分|评价|评审|验收|计分|标准|细则")


def text_rubrics(
    document: Document,
    roots: list[Node],
    title_of: Callable[[int], str],
    plan_of: Callable[[int], int | None],
) -> Iterator[Score]:
    """Every row of sibling headings that carry points and are called a scoring standard by what stands above."""
    pending: list[tuple[list[Node], str]] = [(run, "") for run in _runs(roots)]
    while pending:
        siblings, above = pending.pop(0)
        groups = [node for node in siblings if _own_points(document, node)]
        title = above or title_of(siblings[0].start)
        if len(groups) > 1 and _TITLE.search(title):
            built = [_group(document, node) for node in groups]
            if any(group.items for group in built):
                span = (groups[0].start, _last(groups[-1]))
                yield scored(
                    plan_of(span[0]),
                    title,
                    built,
                    points_of_title(title),
                    [node.span for node in groups],
                    span,
                )
                continue
        pending += [(node.children, node.title) for node in siblings if node.children]


def points_of_title(title: str) -> str | None:
    found = points_in(fold(title))
    return found[0] if found else None


def _runs(nodes: list[Node]) -> list[list[Node]]:
    """Roots of different parts stand in one list; a label that starts again begins another part."""
    runs: list[list[Node]] = []
    for node in nodes:
        if runs and node.value == runs[-1][-1].value + 1 and node.kind == runs[-1][-1].kind:
            runs[-1].append(node)
        else:
            runs.append([node])
    return runs


def _own_points(document: Document, node: Node) -> str | None:
    found = points_in(document.even((node.text_start, min(node.end, node.text_start + 80))))
    return found[0] if found else None


def _group(document: Document, node: Node) -> RubricGroup:
    line = document.written((node.text_start, node.end)).split("\n")[0]
    found = points_in(fold(line))
    if found is None:
        raise LookupError("a group is a heading with points")
    name, rest = line[: found[1][0]], line[found[1][1] :]
    items: list[RubricItem] = []
    if node.children:
        for child in node.children:
            items += _pieces(document.written((child.text_start, _last(child))))
    else:
        items = _pieces(
            rest + "\n" + "\n".join(document.written((each.start, each.end)) for each in node.own)
        )
    return RubricGroup(squeeze(name).strip("：:，,"), found[0], tuple(item for item in items if item.points))


def _pieces(text: str) -> list[RubricItem]:
    folded = fold(text)
    spans: list[Span] = split_outside(folded, ";\n。")
    return items_of([(text[start:end], folded[start:end]) for start, end in spans])


def _last(node: Node) -> int:
    return max([node.end, *(_last(child) for child in node.children)])
