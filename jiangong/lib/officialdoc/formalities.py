"""Formal checks: the document number, and the list of annexes against those that follow."""

from collections.abc import Iterator, Sequence

from jiangong.lib.officialdoc.annexes import Annex
from jiangong.lib.officialdoc.captions import without_unit
from jiangong.lib.officialdoc.fields import Header
from jiangong.lib.officialdoc.header import number_parts
from jiangong.lib.officialdoc.numbers import small
from jiangong.lib.officialdoc.parts import Parts
from jiangong.lib.officialdoc.reading import Finding
from jiangong.lib.officialdoc.text import Span, core, fold
from jiangong.lib.officialdoc.understanding import likeness
from jiangong.lib.officialdoc.wording import quoted

_KIN = 0.3


def check_header(header: Header, number_text: str, year: int | None) -> Iterator[Finding]:
    """The document number in the form of GB/T 9704."""
    span = header.spans.get("number")
    found = number_parts(fold(number_text)) if span else None
    if span is None or found is None:
        return
    faults = []
    if "〔" not in number_text or "〕" not in number_text:
        faults.append("年份应当用六角括号〔〕括起")
    if found[3] or found[4].startswith("0"):
        faults.append("序号不加“第”字、不编虚位")
    if year is not None and small(found[2]) != year:
        faults.append(f"年份与成文日期的{year}年不同")
    if faults:
        yield Finding(
            "number_malformed",
            f"发文字号{quoted(header.number or '')}不规范：{'；'.join(faults)}，请核对。",
            span,
        )


def check_annexes(header: Header, parts: Parts, tables: Sequence[str] = ()) -> Iterator[Finding]:
    """The list under the body against the annexes that follow."""
    free = list(parts.annexes)
    pending: list[tuple[int, str, Span]] = []
    for place, (name, span) in enumerate(header.annexes, start=1):
        name, span, _ = without_unit(name, span)
        same = next((annex for annex in free if _same_name(annex.title, name)), None)
        if same is None and not any(_same_name(title, name) for title in tables):
            pending.append((place, name, span))
        elif same is not None:
            free.remove(same)
    for place, name, span in pending:
        alike = max(
            free, key=lambda annex: (annex.label[2:] == str(place), likeness(annex.title, name)), default=None
        )
        if alike is not None and (
            alike.label[2:] == str(place) or likeness(alike.title, name) >= _KIN or not alike.title
        ):
            free.remove(alike)
            if alike.title:
                yield Finding(
                    "annex_conflict",
                    f"附件目录写《{name}》，附件的标题是《{alike.title}》，两处不一致，请核对。",
                    alike.span,
                )
        else:
            yield Finding("annex_missing", f"附件目录列有《{name}》，文件里没有找到，请补上或核对。", span)
    labels = {annex.label for annex in parts.annexes}
    for annex in free:
        if "-" in annex.label and annex.label.partition("-")[0] in labels:
            continue  # 附件1-1 is part of 附件1
        if annex.title or header.annexes:
            yield Finding(
                "annex_unlisted", f"文件里有{_called(annex)}，附件目录没有列出，请核对。", annex.span
            )


def _same_name(one: str, other: str) -> bool:
    first, second = core(one), core(other)
    return bool(first) and (
        first == second
        or (min(len(first), len(second)) >= 6 and (first.endswith(second) or second.endswith(first)))
    )


def _called(annex: Annex) -> str:
    return f"{annex.label}《{annex.title}》" if annex.title else annex.label
