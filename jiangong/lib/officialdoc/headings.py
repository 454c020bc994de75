"""Numbered headings and items as a tree: which label stands beneath which is told by their order, not by kind."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from jiangong.lib.officialdoc.blocks import Document, Paragraph
from jiangong.lib.officialdoc.composing import BOLD
from jiangong.lib.officialdoc.numbers import from_chinese
from jiangong.lib.officialdoc.reading import Heading
from jiangong.lib.officialdoc.text import Span, closing_of, smooth, trim
from jiangong.lib.officialdoc.wording import PLAN_END

_CN = "[一二三四五六七八九十百]{1,4}"
_LABELS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("part", rf"(第\s*({_CN}|\d+)\s*(?:部分|编|篇))\s*[:、.]?\s*"),
        ("chapter", rf"(第\s*({_CN}|\d+)\s*章)\s*[:、.]?\s*"),
        ("section", rf"(第\s*({_CN}|\d+)\s*节)\s*[:、.]?\s*"),
        ("article", rf"(第\s*({_CN}|\d+)\s*条)\s*[:、.]?\s*"),
        ("chinese", rf"(({_CN}))\s*(?:[、.]\s*|\s+(?=[\u4e00-\u9fff“《])|,(?=[\u4e00-\u9fff]))"),
        ("chinese bracket", rf"(\(\s*({_CN})\s*\))\s*[、.:]?\s*"),
        ("chinese half bracket", rf"(({_CN})\))\s*[、.]?\s*"),
        (
            "decimal",
            r"((\d{1,2}(?:\.\d{1,2}){1,3}))\s*[、.]?\s*(?!月(?![度报嫂])|[日号]|之?前|万|亿)(?=[\u4e00-\u9fff“《])",
        ),
        (
            "arabic",
            r"((\d{1,2}))\s*(?:[、.:](?:(?!\d)|(?=\d{4}年|\d{1,2}(?:[-~至]+\d{1,2})?\s*[月日]))\s*|\s+(?=[\u4e00-\u9fff“《]))",
        ),
        ("arabic bracket", r"(\(\s*(\d{1,2})\s*\))\s*[、.:]?\s*"),
        ("arabic half bracket", r"((\d{1,2})\))\s*[、.]?\s*"),
        ("circle", r"(([①-⑳]))\s*[、.]?\s*"),
    )
)
_UNIT_AFTER = re.compile(r"^\d{1,2}\s+(?:年|月|日|个|名|人|家|万|%|元)")
_STOP = re.compile(r"[。!?;]|(?<!\d):|:(?!\d)")
_DUTY = re.compile(
    r"[(\[]\s*(?:牵头|责任|参加|参与|配合|主办|承办|协办|负责|落实|实施单位|完成时[限间])[^()\[\]]{0,6}:"
)
_LONGEST_LEAD = 40
_LONGEST_LOOK, _FEWEST_LOOKS = 20, 3


@dataclass
class Node:
    """A heading while the tree grows; `end` is where its own text ends, before its children."""

    kind: str
    value: int
    label: str
    title: str
    span: Span
    start: int
    text_start: int
    end: int
    runs_on: bool
    depth: int = 1
    children: list["Node"] = field(default_factory=list)
    path: tuple[str, ...] = ()
    own: list[Paragraph] = field(default_factory=list)

    @property
    def ref(self) -> str:
        return "/".join(self.path) or self.title

    def frozen(self) -> Heading:
        return Heading(
            self.depth, self.label, self.title, self.span, tuple(child.frozen() for child in self.children)
        )


def grow(document: Document, paragraphs: list[Paragraph], tops: set[int]) -> list[Node]:
    """The trees of one part; `tops` are offsets of paragraphs known to open a plan."""
    roots: list[Node] = []
    stack: list[Node] = []
    looks = _looks(document, [paragraph for paragraph in paragraphs if paragraph.start not in tops])
    for paragraph in paragraphs:
        node = read_label(document, paragraph) or looks.get(paragraph.start)
        if node is None:
            if stack:
                stack[-1].own.append(paragraph)
                stack[-1].end = paragraph.end
            continue
        at = 0 if paragraph.start in tops else _place(stack, node)
        del stack[at:]
        parent = stack[-1] if stack else None
        (parent.children if parent else roots).append(node)
        node.depth = at + 1
        node.path = (*(parent.path if parent else ()), *([node.label] if node.label else []))
        stack.append(node)
    return roots


def _looks(document: Document, paragraphs: list[Paragraph]) -> dict[int, Node]:
    """Headings without a label: by style anywhere; bold or merely short lines only where nothing is labelled."""
    free = [paragraph for paragraph in paragraphs if read_label(document, paragraph) is None]
    found = {
        each.start: _unlabelled(document, each, f"rank {each.rank}") for each in free if 0 < each.rank < BOLD
    }
    if found or len(free) < len(paragraphs):
        return found
    bold = {each.start for each in free if each.rank == BOLD and _is_short(document, each)}
    chosen = bold or {each.start for each, after in pairwise(free) if _is_short(document, each) and after}
    if len(chosen) < _FEWEST_LOOKS or len(chosen) * 3 > len(free) * 2:
        return {}
    following = {each.start: after.start for each, after in pairwise(free)}
    return {
        each.start: _unlabelled(
            document, each, "look above" if following.get(each.start) in chosen else "look"
        )
        for each in free
        if each.start in chosen
    }


def _is_short(document: Document, paragraph: Paragraph) -> bool:
    folded = document.even((paragraph.start, paragraph.end))
    return 1 < len(folded) <= _LONGEST_LOOK and not re.search(r"[。,;:!?、]|\d{4}", folded)


def _unlabelled(document: Document, paragraph: Paragraph, kind: str) -> Node:
    span = (paragraph.start, paragraph.end)
    return Node(
        kind,
        0,
        "",
        smooth(document.written(span)),
        span,
        paragraph.start,
        paragraph.start,
        paragraph.end,
        False,
    )


def walk(nodes: list[Node]) -> list[Node]:
    """Every node, parents before children."""
    return [each for node in nodes for each in (node, *walk(node.children))]


def read_label(document: Document, paragraph: Paragraph) -> Node | None:
    """The paragraph as a heading or item, None when it has no label."""
    folded = document.even((paragraph.start, paragraph.end))
    for kind, pattern in _LABELS:
        found = pattern.match(folded)
        if found is None or found.end() >= len(folded) or (kind == "arabic" and _UNIT_AFTER.match(folded)):
            continue
        value = _value(kind, found[2])
        if value is None:
            continue
        start = paragraph.start + found.end()
        span, runs_on = _title(document, start, paragraph.end)
        return Node(
            kind,
            value,
            _label(kind, found[1]),
            smooth(document.written(span)),
            span,
            paragraph.start,
            start,
            paragraph.end,
            runs_on,
        )
    return None


def _value(kind: str, numeral: str) -> int | None:
    if kind == "circle":
        return ord(numeral) - 0x245F
    if kind == "decimal":
        return int(numeral.rsplit(".", 1)[1])
    return int(numeral) if numeral.isdecimal() else from_chinese(numeral)


def _label(kind: str, written: str) -> str:
    """Labels in one spelling: 一, （一）, 1, （1）, ①, 第一条."""
    bare = "".join(written.split())
    return bare.replace("(", "（").replace(")", "）")


def _title(document: Document, start: int, end: int) -> tuple[Span, bool]:
    """The heading proper: all of a short line, or the first sentence of a running item."""
    folded = document.even((start, end))
    stop = _STOP.search(folded)
    while stop and _inside(folded, stop.start()):
        stop = _STOP.search(folded, stop.end())
    cut = stop.start() if stop else len(folded)
    if stop and stop[0] == ":" and cut > _LONGEST_LEAD:
        later = re.compile(r"[。!?;]").search(folded, cut)
        cut = later.start() if later else len(folded)
    if duty := _DUTY.search(folded):
        close = closing_of(folded, duty.start())
        if duty.start() < cut <= max(close + 1, 0) or (close >= 0 and duty.start() < cut):
            cut = duty.start()
    runs_on = bool(folded[cut:].strip(" 。;!?"))
    return trim(document.text, (start, start + cut), "。；;：:，,"), runs_on


def _inside(folded: str, at: int) -> bool:
    return folded.count("(", 0, at) > folded.count(")", 0, at) or folded.count("“", 0, at) > folded.count(
        "”", 0, at
    )


def _place(stack: list[Node], node: Node) -> int:
    """The depth a new label belongs to, counted from zero."""
    if node.kind.startswith(("look", "rank")):
        return _place_unlabelled(stack, node)
    same = [at for at, each in enumerate(stack) if each.kind == node.kind]
    if not same:
        return len(stack)
    if node.kind == "decimal":
        return _place_decimal(stack, node, same)
    following = [at for at in same if stack[at].value + 1 == node.value]
    if following:
        return following[-1]
    deepest = same[-1]
    last = stack[deepest]
    is_title = not last.own or PLAN_END.search(last.title)
    if node.value == 1 and not last.children and not last.runs_on and is_title and deepest == len(stack) - 1:
        return len(stack)
    return deepest


def _place_unlabelled(stack: list[Node], node: Node) -> int:
    """By rank; a line followed at once by another one stands above it."""
    if node.kind.startswith("rank"):
        return next(
            (at for at, each in enumerate(stack) if each.kind.startswith("rank") and each.kind >= node.kind),
            len(stack),
        )
    kinds = [each.kind for each in stack]
    if node.kind == "look":
        return kinds.index("look above") + 1 if "look above" in kinds else 0
    return 0


def _place_decimal(stack: list[Node], node: Node, same: list[int]) -> int:
    dots = node.label.count(".")
    for at in same:
        if stack[at].label.count(".") >= dots:
            return at
    return same[-1] + 1
