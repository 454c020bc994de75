"""What stands above and below the body: red head, number, title, addressees, signature, date, annex list."""

import re

from jiangong.lib.officialdoc.blocks import Document, Paragraph, Table
from jiangong.lib.officialdoc.composing import HEAD
from jiangong.lib.officialdoc.dates import full_date
from jiangong.lib.officialdoc.endings import find_annex_list, find_footers, find_signature
from jiangong.lib.officialdoc.fields import Header
from jiangong.lib.officialdoc.names import agencies, rejoined
from jiangong.lib.officialdoc.text import Span, core, smooth, split_outside, squeeze
from jiangong.lib.officialdoc.wording import AGENCY_END, CONTACT, KIND_END, LABEL, LONGEST_LINE

_NUMBER = re.compile(
    r"(?<![\w《])([\u4e00-\u9fffA-Za-z×＊*][\u4e00-\u9fffA-Za-z×＊*\s]{0,24}?)\s*[\[(]\s*(\d{4}|[〇零一二三四五六七八九]{4})\s*年?\s*[\])]\s*(第)?\s*([\d〇一二三四五六七八九十百]{1,5})\s*号"
)
_BARE_NUMBER = re.compile(r"(?:第\s*\d{1,5}\s*号|[\u4e00-\u9fff]{2,16}\d{4}-\d{1,5}号|\d{4}年第\d{1,4}号)")
_SIGNER = re.compile(  # lines that are neither head nor title
    r"^\(?(?:计量|填[报表]|制表|报送)?(?:单位|时间|日期|人)\s*:.{1,30}$|"
    r"^(?:发布时间|发布日期|来源|信息来源|作者|索引号|浏览|点击|字号|主题分类|成文日期|文\s*号|字体|分享|时间|日期|通讯员|本报记者|记者)\s*[:：]?(?=\s|\d|.{0,60}$).{0,80}$|\s*签发人\s*:.*$|^(?:来自|发件人|收件人|发送时间|发送日期|抄送人?|主题|附件|转发|回复|From|To|Cc|Subject|Date|Sent)\s*:.{0,160}$|^[-_=*>\s]{2,}.{0,14}(?:邮件|信息|消息|转发|Message|message).{0,10}?[-_=*\s]{0,}$|^(?:密级|机密|秘密|特急|加急|平急|急件|[(\[]?此件.{1,8}[)\]]?|0{3,}\d+|\d{6})\s*.{0,8}$"
)
_DRAWN = re.compile(r"[-_=*★☆—\s]{2,}")
_TITLE_ISSUER = re.compile(
    r"\s*(?:[【〔\[(（].{1,4}[】〕\])）]\s*)?([\u4e00-\u9fff]{2,20}?(?:总工会|产业工会|工会委员会|委员会|办公室|人民政府|[局厅]))\s*(?=(?:19|20)\d\d年|“|关于)"
)
_BARE_ANNEX = re.compile(r"\s*附\s*件\s*[\d一二三四五六七八九十]{0,2}\s*:?\s*")
_FAR, _LONGEST_TITLE = 40, 160


def read_header(document: Document) -> Header:
    """All fields of a notice; what is not there stays empty."""
    header = Header()
    lines = _opening(document)
    _find_number(document, lines, header)
    _find_title(document, lines, header)
    _find_addressees(document, header)
    find_signature(document, header)
    find_annex_list(document, header)
    find_footers(document, header)
    return header


def number_parts(folded: str) -> re.Match[str] | None:
    """Letters, year, 第 and serial of a document number."""
    return _NUMBER.search(folded)


def _opening(document: Document) -> list[Paragraph]:
    """Paragraphs before the first numbered one or table."""
    lines: list[Paragraph] = []
    for block in document.blocks[:_FAR]:
        if (
            not lines
            and isinstance(block, Paragraph)
            and _BARE_ANNEX.fullmatch(document.even((block.start, block.end)))
        ):
            continue  # an annex sent on its own
        if isinstance(block, Table) or LABEL.match(document.even((block.start, block.end))):
            break
        lines.append(block)
    return lines


def _find_number(document: Document, lines: list[Paragraph], header: Header) -> None:
    for line in lines:
        folded = document.even((line.start, line.end))
        if len(folded) > LONGEST_LINE or "《" in folded:
            continue
        if found := _NUMBER.search(folded) or _BARE_NUMBER.fullmatch(folded.strip("() ")):
            begin = line.start + folded.index(found[0])
            span = (begin, begin + len(found[0]))
            header.number, header.spans["number"] = document.name(span), span
            header.used.add(line.start)
            if found.start() > 2 and AGENCY_END.search(before := folded[: found.start()].strip()):
                header.issuer, header.spans["issuer"] = (
                    squeeze(before),
                    (line.start, line.start + len(before)),
                )
            return


def _find_title(document: Document, lines: list[Paragraph], header: Header) -> None:
    """The first lines without a full stop that are not the head; the head's lines give the issuer."""
    heads: list[Paragraph] = []
    title: list[Paragraph] = []
    for line in lines:
        folded = document.even((line.start, line.end)).strip()
        if line.start in header.used or _DRAWN.fullmatch(folded) or _SIGNER.search(folded):
            header.used.add(line.start)
            continue
        if not title and _is_head(document, line):
            heads.append(line)
            continue
        if not _continues_title(folded, title, document):
            break
        title.append(line)
    _take_heads(document, heads, title, header)
    if title:
        span = (title[0].start, title[-1].end)
        header.title = smooth("".join(document.written((line.start, line.end)).strip() for line in title))
        header.spans["title"] = span
        header.used |= {line.start for line in title}
        header.body_start = span[1]
    elif lines and header.used:
        header.body_start = max(line.end for line in lines if line.start in header.used)


def _is_head(document: Document, line: Paragraph) -> bool:
    bare = document.name((line.start, line.end))
    name = bare.removesuffix("文件").removesuffix("（通知）")
    bare = re.sub(r"^[【〔\[(（].{1,4}[】〕\])）]", "", bare)
    is_short = len(bare) <= 34 and "关于" not in bare and not any(mark in bare for mark in "，。；：:“《")
    return is_short and bool(
        bare == "文件" or (bare.endswith("文件") and AGENCY_END.search(name)) or AGENCY_END.search(bare)
    )


def _continues_title(folded: str, title: list[Paragraph], document: Document) -> bool:
    if (
        folded.endswith(("。", ";", ":", ","))
        or len(folded) > _LONGEST_TITLE
        or CONTACT.match(folded)
        or full_date(folded.strip("()"))
    ):
        return False
    if re.fullmatch(r"\(.{2,60}\)", folded) and title:
        return bool(
            re.fullmatch(
                r"\((?:试行|暂行|草案|征求意见稿|修订|修订稿|送审稿|讨论稿|代拟稿|.{0,8}年度?|\d{4}-\d{4}年?)\)",
                folded.replace("--", "-"),
            )
        )
    if not title:
        return True
    whole = "".join(document.even((line.start, line.end)) for line in title)
    if whole.count("《") > whole.count("》") or whole.count("(") > whole.count(")"):
        return True
    if KIND_END.search(whole) and not re.match(r"的|之|实施|及|和|\(|-{1,2}", folded):
        return False
    return len(whole) + len(folded) <= _LONGEST_TITLE and len(title) < 5 and "。" not in folded


def _take_heads(document: Document, heads: list[Paragraph], title: list[Paragraph], header: Header) -> None:
    """Joint issuers stand one below the other; one that opens the title belongs to the title as well."""
    if heads and title and heads[-1].end + 1 == title[0].start:
        last = document.name((heads[-1].start, heads[-1].end))
        following = document.written((title[0].start, title[0].end)).strip()
        cited = core(last + following) in core(document.text[title[0].end :])
        if (
            not last.endswith("文件")
            and heads[-1].rank != HEAD
            and (following.startswith(("关于", "印发", "转发")) or cited)
        ):
            title.insert(0, heads[-1])
            if header.issuer is None and len(heads) > 1:
                heads = heads[:-1]
    named = [line for line in heads if document.name((line.start, line.end)) != "文件"]
    header.used |= {line.start for line in heads}
    if named and header.issuer is None:
        names = [name for line in named for name in agencies(document.written((line.start, line.end)))]
        header.issuer = "、".join(dict.fromkeys(names))
        header.spans["issuer"] = (named[0].start, named[-1].end)
    if title and header.issuer is None:
        first = document.written((title[0].start, title[0].end))
        opening = _TITLE_ISSUER.match(first)
        if opening:
            header.issuer, header.spans["issuer"] = (
                squeeze(opening[1]),
                (title[0].start, title[0].start + opening.end(1)),
            )
        elif (cut := first.find("关于")) > 3 and AGENCY_END.search(squeeze(first[:cut])):
            header.issuer = "、".join(agencies(first[:cut]))
            header.spans["issuer"] = (title[0].start, title[0].start + len(first[:cut].rstrip()))


def _find_addressees(document: Document, header: Header) -> None:
    """The first paragraph after the title that ends with a colon and names organizations."""
    for number, line in enumerate(document.paragraphs((header.body_start, len(document.text)))):
        folded = document.even((line.start, line.end)).rstrip()
        if number > 4 or LABEL.match(folded):
            return
        if full_date(folded.strip("()")) or (folded.startswith("(") and folded.endswith(")")):
            continue
        if folded.endswith(":") and "。" not in folded and len(folded) <= 400:
            span = (line.start, line.start + len(folded) - 1)
            names = split_names(document, span)
            if re.search(r"如下|为:|通知|报送|以下|事项|要求", folded) or not names:
                return
            header.addressees, header.spans["addressees"] = tuple(names), span
            header.used.add(line.start)
            header.body_start = line.end
            return
        if "。" in folded:
            return


def split_names(document: Document, span: Span) -> list[str]:
    """Addressees at 、 and ，; 各区、县（市）总工会 is one."""
    folded = document.even(span)
    folded = re.sub(r"^\s*主\s*送\s*:", lambda found: " " * len(found[0]), folded)
    return rejoined(
        [document.name((span[0] + start, span[0] + end)) for start, end in split_outside(folded, "、,;")]
    )
