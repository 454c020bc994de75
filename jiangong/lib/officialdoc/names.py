"""Lists of organizations as clauses and cells give them: every separator, brackets inside names, 等 at the end."""

import re

from jiangong.lib.officialdoc.text import Span, split_outside, squeeze
from jiangong.lib.officialdoc.wording import AGENCY_END, GENERIC, ORG_END

_TAIL = re.compile(
    r"(?:等(?:\d{1,2}|[一二三四五六七八九十]+)?(?:个|家)?(?:有关|相关|市直|市级|各)?(?:部门|单位|成员单位|机构)*)?(?:按照?(?:各自)?(?:职责|职能)(?:分工)?(?:分别|抓好)?(?:负责|落实)?"
    r"|分工负责|分别负责|共同负责|具体负责|具体(?:落实|实施|组织|承办)|负责落实|组织实施|负责|牵头|配合|参与|参加|落实|协助)?$"
)
_ET_CETERA = re.compile(r"等(?:有关|相关|市直|市级|各)?(?:部门|单位|成员单位|机构|处室)*$")
_AND = re.compile(r"(?:以及|和|及|与|暨)")
_FRESH = re.compile(r"(?:各|省|市|区|县|州|全市|本|团|中国|国家|[\u4e00-\u9fff]{2,3}[省市区县州])")
_NOBODY = re.compile(r"^(?:[/\-\\无.]*|略|同上|待定|见附件)$")


def name_list(text: str, folded: str, span: Span) -> list[str]:
    """The names between `span`, without blanks, in order and once each."""
    found: list[str] = []
    for start, end in split_outside(folded[span[0] : span[1]], "、,;/|\n"):
        for left, right in _at_blanks(folded, (span[0] + start, span[0] + end)):
            for begin, finish in _at_conjunctions(folded, (left, right)):
                name = _bare(squeeze(text[begin:finish]))
                if name and not _NOBODY.fullmatch(squeeze(folded[begin:finish])) and name not in found:
                    found.append(name)
    return [name for number, name in enumerate(rejoined(found)) if not (number and GENERIC.fullmatch(name))]


def rejoined(names: list[str]) -> list[str]:
    """各区、市总工会 is one name: 各区 alone names nobody."""
    joined: list[str] = []
    for name in names:
        if (
            joined
            and re.fullmatch(
                r"(?:各|全[市省])[省市县区旗州盟](?:[（(][^（()）]{1,6}[)）])?(?:、[省市县区旗州盟])*",
                joined[-1],
            )
            and re.match(r"(?:自治)?[市县区旗州盟镇乡](?!直|属|级|教)", name)
        ):
            joined[-1] += "、" + name
        else:
            joined.append(name)
    return joined


def _bare(name: str) -> str:
    """Without 等部门, 按职责分工负责 and marks at the ends."""
    name = name.strip('。.:：;；,，、“”"')
    name = _ET_CETERA.sub("", _TAIL.sub("", name))
    return name.strip("。.:：;；,，、")


def _at_blanks(folded: str, span: Span) -> list[Span]:
    """Blanks part names when what stands before one is whole; otherwise they only space one out."""
    start, end = span
    pieces: list[Span] = []
    begin = start
    for found in re.finditer(r"\s+", folded[start:end]):
        left, right = folded[begin : start + found.start()], folded[start + found.end() : end]
        if (
            len(squeeze(left)) >= 3
            and ORG_END.search(squeeze(left))
            and len(squeeze(right)) >= 3
            and not right.startswith(("(", "等"))
        ):
            pieces.append((begin, start + found.start()))
            begin = start + found.end()
    return [*pieces, (begin, end)]


def _at_conjunctions(folded: str, span: Span) -> list[Span]:
    """市人社局和市财政局 are two, 人力资源和社会保障局 is one."""
    start, end = span
    pieces: list[Span] = []
    begin = start
    for found in _AND.finditer(folded, start, end):
        left, right = squeeze(folded[begin : found.start()]), squeeze(folded[found.end() : end])
        right = _ET_CETERA.sub("", right)
        if folded.count("(", begin, found.start()) > folded.count(")", begin, found.start()):
            continue
        if (
            ORG_END.search(left)
            and len(left) > 2
            and ORG_END.search(right)
            and (_FRESH.match(right) or len(right) > 3)
            and not left.endswith(("社会", "综合"))
        ):
            pieces.append((begin, found.start()))
            begin = found.end()
    return [*pieces, (begin, end)]


def agencies(line: str) -> list[str]:
    """Agencies with 、 or blanks between them, or one name set with blanks between its characters."""
    parts = [
        squeeze(part) for part in re.split(r"、|\s{2,}", line.strip().removesuffix("文件")) if part.strip()
    ]
    if len(parts) > 1 and all(len(part) > 3 for part in parts):
        return parts
    words = line.split()
    if words and words[-1] == "文件":
        words = words[:-1]
    if len(words) > 1 and all(
        len(word) > 3 and AGENCY_END.search(word.removesuffix("文件")) for word in words
    ):
        return [word.removesuffix("文件") for word in words]
    return [squeeze(line).removesuffix("文件")]
