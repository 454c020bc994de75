"""What stands above and below the body: red head, number, title, addressees, signature, date, annex list."""

import re
from dataclasses import dataclass, field
from datetime import date

from jiangong.lib.officialdoc.blocks import Document, Paragraph, Table
from jiangong.lib.officialdoc.dates import full_date
from jiangong.lib.officialdoc.names import rejoined
from jiangong.lib.officialdoc.text import Span, core, smooth, split_outside, squeeze
from jiangong.lib.officialdoc.wording import AGENCY_END, KIND_END

_NUMBER = re.compile(
    r"(?<![\w《])([\u4e00-\u9fffA-Za-z×＊*][\u4e00-\u9fffA-Za-z×＊*\s]{0,24}?)\s*[\[(]\s*(\d{4}|[〇零一二三四五六七八九]{4})\s*年?\s*[\])]\s*(第)?\s*([\d〇一二三四五六七八九十百]{1,5})\s*号"
)
_BARE_NUMBER = re.compile(r"(?:第\s*\d{1,5}\s*号|[\u4e00-\u9fff]{2,16}\d{4}-\d{1,5}号|\d{4}年第\d{1,4}号)")
_SIGNER = re.compile(  # lines that are neither head nor title
    r"^\(?(?:计量)?单位\s*:.{1,20}$|"
    r"^(?:发布时间|发布日期|来源|信息来源|作者|索引号|浏览|点击|字号|主题分类|成文日期|文\s*号|字体|分享|时间|日期|通讯员|本报记者|记者)\s*[:：]?(?=\s|\d|.{0,60}$).{0,80}$|\s*签发人\s*:.*$|^(?:密级|机密|秘密|特急|加急|平急|急件|[(\[]?此件.{1,8}[)\]]?|0{3,}\d+|\d{6})\s*.{0,8}$"
)
_DRAWN = re.compile(r"[-_=*★☆—\s]{2,}")
_LABEL = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|第[一二三四五六七八九十]+[章条节]|附\s*件"
)
_ANNEX_LIST = re.compile(r"附\s*件\s*(?:\d{0,2}|[一二三四五六七八九十]{0,2})\s*[:.、]\s*(?=\S)")
_ANNEX_ITEM = re.compile(
    r"(?:附\s*件\s*)?(?:(\d{1,2})|([一二三四五六七八九十]{1,2})|\((\d{1,2})\))\s*(?:[.、:)]|\s(?=\S))\s*(?=[^\d\s])"
)
_INLINE_ITEM = re.compile(r"(?<=[\u4e00-\u9fff)\]》”。;、\s])\s*(?:附\s*件\s*)?\d{1,2}\s*[.、:](?!\d)\s*")
_CONTACT = re.compile(
    r"^\(?(?:联\s*系\s*人|联系电话|联系方式|电\s*话|邮\s*箱|传\s*真|抄\s*送|主\s*送|印\s*发|此件|附注|公开方式|信息公开)"
)
_DATE_TAIL = re.compile(
    r"(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*[日号]$"
)
_TITLE_ISSUER = re.compile(
    r"\s*([\u4e00-\u9fff]{2,20}?(?:总工会|产业工会|工会委员会|委员会|办公室|人民政府|[局厅]))\s*(?=(?:19|20)\d\d年|“|关于)"
)
_FAR, _LONGEST_TITLE, _LONGEST_LINE = 40, 160, 60


@dataclass
class Header:
    """The fields with their spans, and which paragraphs they used up."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    addressees: tuple[str, ...] = ()
    annexes: list[tuple[str, Span]] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)  # offsets where used paragraphs begin
    body_start: int = 0
    signed_at: int | None = None


def read_header(document: Document) -> Header:
    """All fields of a notice; what is not there stays empty."""
    header = Header()
    lines = _opening(document)
    _find_number(document, lines, header)
    _find_title(document, lines, header)
    _find_addressees(document, header)
    _find_signature(document, header)
    _find_annexes(document, header)
    return header


def number_parts(folded: str) -> re.Match[str] | None:
    """Letters, year, 第 and serial of a document number."""
    return _NUMBER.search(folded)


def _opening(document: Document) -> list[Paragraph]:
    """Paragraphs before the first numbered one or table."""
    lines: list[Paragraph] = []
    for block in document.blocks[:_FAR]:
        if isinstance(block, Table) or _LABEL.match(document.even((block.start, block.end))):
            break
        lines.append(block)
    return lines


def _find_number(document: Document, lines: list[Paragraph], header: Header) -> None:
    for line in lines:
        folded = document.even((line.start, line.end))
        if len(folded) > _LONGEST_LINE or "《" in folded:
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
        header.title = smooth("".join(document.raw((line.start, line.end)).strip() for line in title))
        header.spans["title"] = span
        header.used |= {line.start for line in title}
        header.body_start = span[1]
    elif lines and header.used:
        header.body_start = max(line.end for line in lines if line.start in header.used)


def _is_head(document: Document, line: Paragraph) -> bool:
    bare = document.name((line.start, line.end))
    name = bare.removesuffix("文件").removesuffix("（通知）")
    is_short = len(bare) <= 34 and not any(mark in bare for mark in "，。；：:“《关于")
    return is_short and bool(
        bare == "文件" or (bare.endswith("文件") and AGENCY_END.search(name)) or AGENCY_END.search(bare)
    )


def _continues_title(folded: str, title: list[Paragraph], document: Document) -> bool:
    if (
        folded.endswith(("。", ";", ":", ","))
        or len(folded) > _LONGEST_TITLE
        or _CONTACT.match(folded)
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
        following = document.raw((title[0].start, title[0].end)).strip()
        cited = core(last + following) in core(document.text[title[0].end :])
        if not last.endswith("文件") and (following.startswith("关于") or cited):
            title.insert(0, heads[-1])
            if header.issuer is None and len(heads) > 1:
                heads = heads[:-1]
    named = [line for line in heads if document.name((line.start, line.end)) != "文件"]
    header.used |= {line.start for line in heads}
    if named and header.issuer is None:
        names = [document.name((line.start, line.end)).removesuffix("文件") for line in named]
        header.issuer = "、".join(dict.fromkeys(names))
        header.spans["issuer"] = (named[0].start, named[-1].end)
    if title and header.issuer is None:
        first = document.raw((title[0].start, title[0].end))
        named = _TITLE_ISSUER.match(first)
        if named:
            header.issuer, header.spans["issuer"] = (
                squeeze(named[1]),
                (title[0].start, title[0].start + named.end(1)),
            )
        elif (cut := first.find("关于")) > 3 and AGENCY_END.search(squeeze(first[:cut]).split(" ")[-1]):
            header.issuer = "、".join(part for part in re.split(r"\s+", first[:cut].strip()) if part)
            header.spans["issuer"] = (title[0].start, title[0].start + len(first[:cut].rstrip()))


def _find_addressees(document: Document, header: Header) -> None:
    """The first paragraph after the title that ends with a colon and names organizations."""
    for number, line in enumerate(document.paragraphs((header.body_start, len(document.text)))):
        folded = document.even((line.start, line.end)).rstrip()
        if number > 4 or _LABEL.match(folded):
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


def _find_signature(document: Document, header: Header) -> None:
    """The date that stands alone under the body, or alone under the title; names above it are the signature."""
    before: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Table):
            before = []
            continue
        if block.start < header.spans.get("number", (0, 0))[1] or block.start in header.used:
            before = []
            continue
        folded = document.even((block.start, block.end)).strip()
        alone = full_date(folded.strip("() "))
        tail = None if alone else _DATE_TAIL.search(folded)
        if alone or (
            tail
            and len(folded) < _LONGEST_LINE
            and AGENCY_END.search(folded[: tail.start()].strip())
            and full_date(tail[0])
        ):
            _sign(document, block, before, header, tail)
            return
        before = [*before, block][-4:]


def _sign(
    document: Document, block: Paragraph, before: list[Paragraph], header: Header, tail: re.Match[str] | None
) -> None:
    folded = document.even((block.start, block.end))
    header.issued_on = full_date(tail[0] if tail else folded.strip().strip("() "))
    begin = block.start + (folded.rindex(tail[0]) if tail else 0)
    header.spans["issued_on"] = (begin, block.end)
    header.used.add(block.start)
    header.signed_at = block.end
    signers = _signers(document, before)
    if tail and (name := squeeze(document.raw((block.start, begin)))):
        signers.append(((block.start, begin), name))
    header.used |= {span[0] for span, _ in signers}
    if header.issuer is None and signers:
        header.issuer = "、".join(dict.fromkeys(name for _, name in signers))
        header.spans["issuer"] = (signers[0][0][0], signers[-1][0][1])


def _signers(document: Document, before: list[Paragraph]) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    for line in reversed(before):
        folded = document.even((line.start, line.end)).strip()
        if (
            len(folded) > _LONGEST_LINE
            or folded.endswith(("。", ":", ";"))
            or _ANNEX_LIST.match(folded)
            or _LABEL.match(folded)
            or not AGENCY_END.search(squeeze(folded))
        ):
            break
        if "、" in folded or "  " in folded:
            names = [
                squeeze(part) for part in re.split(r"、|\s{2,}", document.raw((line.start, line.end)).strip())
            ]
        else:
            names = _spaced(document.raw((line.start, line.end)))
        found = [((line.start, line.end), name) for name in names if name] + found
    return found


def _spaced(line: str) -> list[str]:
    """Two agencies with one blank between them, or one name set with blanks between its characters."""
    parts = line.split()
    return (
        parts
        if len(parts) > 1 and all(len(part) > 3 and AGENCY_END.search(part) for part in parts)
        else [squeeze(line)]
    )


def _find_annexes(document: Document, header: Header) -> None:
    """Every list 附件：1.… 2.…; the plans of one notice may each have their own."""
    blocks = document.blocks
    for number, block in enumerate(blocks):
        if isinstance(block, Table) or block.start in header.used:
            continue
        folded = document.even((block.start, block.end))
        found = _ANNEX_LIST.match(folded)
        if found is None or not _is_list(document, number, folded):
            continue
        items = _items(document, block.start + found.end(), block.end)
        header.used.add(block.start)
        for following in blocks[number + 1 :]:
            if isinstance(following, Table) or following.start in header.used:
                break
            text = document.even((following.start, following.end))
            item = _ANNEX_ITEM.match(text)
            if (
                item is None
                or text.rstrip().endswith("。")
                or int(item[1] or item[3] or len(items) + 1) != len(items) + 1
            ):
                break
            items += _items(document, following.start + item.end(), following.end)
            header.used.add(following.start)
        header.annexes += items
    if header.annexes:
        header.spans["annexes"] = (header.annexes[0][1][0], header.annexes[-1][1][1])


def _is_list(document: Document, number: int, folded: str) -> bool:
    """附件1：名称 opens an annex, unless it is one of a row of such lines or the annex begins further down."""
    numbered = re.match(r"附\s*件\s*(\d{1,2}|[一二三四五六七八九十])\s*[:.、]", folded)
    if numbered is None:
        return True
    name = core(folded[numbered.end() :])
    later = document.blocks[number + 1 :]
    nearby = [block for block in later[:2] if isinstance(block, Paragraph)]
    if any(_ANNEX_LIST.match(document.even((block.start, block.end))) for block in nearby[:1]):
        return True
    return (
        bool(later)
        and isinstance(later[0], Paragraph)
        and any(
            core(document.even((block.start, block.end))).endswith(name)
            for block in later
            if isinstance(block, Paragraph)
        )
    )


def _items(document: Document, start: int, end: int) -> list[tuple[str, Span]]:
    """Names in one line: 1. 甲表 2. 乙表."""
    folded = document.even((start, end))
    first = _ANNEX_ITEM.match(folded)
    begin = first.end() if first else 0
    cuts = [begin]
    ends = []
    for found in _INLINE_ITEM.finditer(folded, begin):
        ends.append(found.start())
        cuts.append(found.end())
    ends.append(len(folded))
    spans = [_bare(folded, cut, finish) for cut, finish in zip(cuts, ends, strict=True)]
    return [
        (smooth(document.raw((start + left, start + right))), (start + left, start + right))
        for left, right in spans
        if right > left
    ]


def _bare(folded: str, start: int, end: int) -> Span:
    while end > start and (folded[end - 1].isspace() or folded[end - 1] in "。;,、."):
        end -= 1
    while start < end and folded[start].isspace():
        start += 1
    if folded[start:end].startswith("《") and folded[start:end].endswith("》"):
        return start + 1, end - 1
    return start, end
