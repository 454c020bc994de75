"""The processing form of a document (文件处理单), as every office keeps it with the paper."""

from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.documents.actions import full_name
from jiangong.domains.documents.choices import Direction, Step
from jiangong.domains.documents.models import Document, DocumentOpinion
from jiangong.domains.documents.queries import opinions_of
from jiangong.kit.printing.pages import PrintPage
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Column, Merge, OfficialDocument, TableBlock

# Label and value twice on a line; together the width of the text block.
COLUMNS = (Column(width=26), Column(width=52, align="left"), Column(width=26), Column(width=52, align="left"))
WIDTH = len(COLUMNS) - 1
OPINIONS = (
    ("拟办意见", {Step.PROPOSE}),
    ("领导批示", {Step.INSTRUCT, Step.REASSIGN}),
    ("办理结果", {Step.COMPLETE}),
)
ROOM = 34.0  # millimetres for what is written by hand


class DocumentPrint(PrintPage):
    """One document's facts and everything said on it, on one sheet."""

    permission = "documents.view"
    model = Document

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization__parent", "handler")

    def describe(self, instance: Document) -> OfficialDocument:
        return processing_form(instance, list(opinions_of(instance)))

    def name(self, instance: Document) -> str:
        return f"文件处理单 {instance.register_number}"


def processing_form(document: Document, opinions: list[DocumentOpinion]) -> OfficialDocument:
    """Facts in pairs, then a field for each step with what was said there, or room to write."""
    pairs = _facts(document)
    long = [("内容摘要", document.summary), ("承 办 人", _handlers(document)), *_said(opinions)]
    rows: list[tuple[str | None, ...]] = [("标　　题", document.title, None, None)]
    rows += [(*left, *right) for left, right in zip(pairs[::2], pairs[1::2], strict=True)]
    first_long = len(rows)
    rows += [(label, text, None, None) for label, text in long]
    merges = [Merge(row, 1, columns=WIDTH) for row in (0, *range(first_long, len(rows)))]
    heights = dict.fromkeys(range(first_long), 10.0)
    heights |= {first_long + place: ROOM for place, (label, _) in enumerate(long) if label in dict(OPINIONS)}
    table = TableBlock(COLUMNS, tuple(rows), merges=tuple(merges), heights=heights)
    kind = "收文" if document.direction == Direction.INCOMING else "发文"
    return OfficialDocument(f"{full_name(document.organization)}{kind}处理单", (table,))


def _facts(document: Document) -> list[tuple[str, str]]:
    return [
        ("登 记 号", document.register_number),
        ("紧急程度", document.get_urgency_display()),
        ("来文单位" if document.direction == Direction.INCOMING else "发文单位", document.issuer_name),
        ("文　　号", document.official_number),
        ("成文日期", _day(document.issued_on)),
        ("收文日期", _day(document.received_on)),
        ("页数份数", "　".join(_count(document.pages, "页") + _count(document.copies, "份"))),
        ("办理期限", _day(document.due_on)),
    ]


def _said(opinions: list[DocumentOpinion]) -> list[tuple[str, str]]:
    """By step in the order of time; what belongs to none of them stands last, if there is any."""
    told = sorted(opinions, key=lambda one: (one.at, one.pk))
    named = set().union(*(steps for _, steps in OPINIONS))
    fields = [(label, _lines(one for one in told if one.step in steps)) for label, steps in OPINIONS]
    rest = _lines(one for one in told if one.step not in named)
    return [*fields, ("其他经过", rest)] if rest else fields


def _lines(opinions: Any) -> str:
    return "\n".join(_line(one) for one in opinions)


def _line(opinion: DocumentOpinion) -> str:
    label = (
        ""
        if opinion.step in {Step.PROPOSE, Step.INSTRUCT, Step.COMPLETE}
        else f"{opinion.get_step_display()}："
    )
    signed = f"{opinion.by or '系统'}　{format_day(timezone.localdate(opinion.at))}"
    return f"{label}{opinion.text}　（{signed}）"


def _handlers(document: Document) -> str:
    names = [str(document.handler) if document.handler else "", document.co_handler_names]
    return "　协办：".join(one for one in names if one)


def _day(day: date | None) -> str:
    return format_day(day) if day else ""


def _count(number: int | None, unit: str) -> list[str]:
    return [f"{number}{unit}"] if number is not None else []
