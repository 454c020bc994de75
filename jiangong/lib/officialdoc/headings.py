"""Numbered headings and items as a tree: which label stands beneath which is told by their order, not by kind."""

import re
from dataclasses import dataclass, field

from jiangong.lib.officialdoc.blocks import Document, Paragraph
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
        ("decimal", r"((\d{1,2}(?:\.\d{1,2}){1,3}))\s*[、.]?\s*(?=[\u4e00-\u9fff“《])"),
        ("arabic", r"((\d{1,2}))\s*(?:[、.:](?!\d)\s*|\s+(?=[\u4e00-\u9fff“《]))"),
        ("arabic bracket", r"(\(\s*(\d{1,2})\s*\))\s*[、.:]?\s*"),
        ("arabic half bracket", r"((\d{1,2})\))\s*[、.]?\s*"),
        ("circle", r"(([①-⑳]))\s*[、.]?\s*"),
    )
)
_UNIT_AFTER = re.compile(r"^\d{1,2}\s+(?:年|月|日|个|名|人|家|万|%|元)")
_STOP = re.compile(r"[。!?;]|:(?!\d)")
_DUTY = re.compile(
    r"[(\[]\s*(?:牵头|责任|参加|参与|配合|主办|承办|协办|负责|落实|实施单位|完成时[限间])[^()\[\]]{0,6}:"
)
_LONGEST_LEAD = 40


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
        return "/".join(self.path)

    def frozen(self) -> Heading:
        return Heading(
            self.depth, self.label, self.title, self.span, tuple(child.frozen() for child in self.children)
        )


def grow(document: Document, paragraphs: list[Paragraph], tops: set[int]) -> list[Node]:
    """The trees of one part; `tops` are offsets of paragraphs known to open a plan."""
    roots: list[Node] = []
    stack: list[Node] = []
    for paragraph in paragraphs:
        node = read_label(document, paragraph)
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
        node.path = (*(parent.path if parent else ()), node.label)
        stack.append(node)
    return roots


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
            smooth(document.raw(span)),
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


def _place_decimal(stack: list[Node], node: Node, same: list[int]) -> int:
    dots = node.label.count(".")
    for at in same:
        if stack[at].label.count(".") >= dots:
            return at
    return same[-1] + 1
