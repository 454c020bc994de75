"""For whom a quantity is set: 每个区县, 各县（市、区）, 市直各基层工会, and how far such words reach."""

import re

from jiangong.lib.officialdoc.blocks import Document
from jiangong.lib.officialdoc.text import Span, squeeze

SETTING = re.compile(
    r"选树|评选|命名|表彰|新建|建设|建成|打造|创建|培育|培养|举办|组织|开展|推出|完成|签订|发展|建立|认定|扶持|实施|遴选|推荐|评定|新增|改造|提升|召开|安排|走访|慰问|培训|发放|形成|孵化|征集"
)
_STARTS = (
    "不少|不低|不超|不得|不多|至少|最多|力争|选树|选派|选拔|选送|新建|新增|建成|建设|建立|培育|培训|培养|开展|举办|组织|组建|确保|确定|要|应|须|需|原则|可|限|达|签订|完成"
    "|推荐|推选|推出|报|补助|奖励|给予|资助|发放|参加|承办|打造|创建|发展|配备|设立|联系|投入|结对|包联|撰写|下(?=基层|沉)|申报|安排|年均|一般|上报|每|各|召开|提出|征集|慰问|走访|评选|命名|\\d|(?:[一二两三四五六七八九十]{1,3}(?:[名家个项场人次条期件]))|$"
)
EVERY = re.compile(
    r"人均|户均|[\u4e00-\u9fff]{0,8}(?:单位|工会|公司|部门|企业|班组|车间|学校|街道|[县区市镇乡部局])各(?=$|限|不超|不少|至少|推荐|选派)|每(?:队|班|期|批|户|店|项|场|组(?!织))(?=[\u4e00-\u9fff\d])(?![伍长员级次目])|每[百千]名[\u4e00-\u9fff]{2}|每(?:半年|年度|年|季度|季|个月|月|周|人|届|两年|学期)"
    rf"|(?:每|(?:(?:市|省|区|县|州)[直属管](?:机关)?|直属|所属|下属)?各)[^,。;、\d]{{1,14}}?(?:\([^()]{{1,6}}\)[^,。;、\d]{{0,8}}?)?(?={_STARTS})"
)
_ALL = re.compile(r"\s*(?:全[市省县区州年国旗镇街]|总|共|合计|累计|年度|本年)")
_SUM = re.compile(r"总数|总量|总额|总计|累计|合计|总人数|总人次")
_DIGIT = re.compile(r"\d|[一二三四五六七八九十百]{1,5}(?:[名家个项场人次条])")
_UNITS = re.compile(
    r"各(?:个)?(?:县|区|市|州|旗|乡|镇|街道|社区|村|单位|产业|企业|基层|直属|分公司|车间|班组|地)"
)


def scope(document: Document, clause: Span, floor: int, is_share: bool) -> str | None:
    """The last 每… before a number at `clause[1]`: in its clause, or in an earlier one of the sentence that reaches so far."""
    for start in (clause[0], floor):
        found = [
            one
            for one in EVERY.finditer(document.folded, start, clause[1])
            if _holds(document, one, start, clause)
        ]
        if found and (
            start == clause[0]
            or (not is_share and _carries(document.folded, floor, found[-1].span(), clause))
        ):
            return squeeze(document.written(_with_neighbour(found)))
    return None


def _holds(document: Document, one: re.Match[str], start: int, clause: Span) -> bool:
    folded, end = document.folded, clause[1]
    if (
        "各" in one[0][:5]
        and not one[0].startswith("每")
        and (start != clause[0] or not _distributes(folded, one, start))
    ):
        return False
    return folded.count(")", one.start(), end) <= folded.count("(", one.start(), end)


def _carries(folded: str, floor: int, every: Span, clause: Span) -> bool:
    """Whether 每… of an earlier clause holds for this one: not for totals, nor where something else is done."""
    if _ALL.match(folded, *clause) or _SUM.search(folded, *clause):
        return False
    if not _DIGIT.search(folded, every[1], clause[0]):
        return True
    return not SETTING.search(folded, *clause) and not _DIGIT.search(folded, floor, every[0])


def _with_neighbour(found: list[re.Match[str]]) -> Span:
    """每户每年 is one expression."""
    last = found[-1]
    joined = len(found) > 1 and found[-2].end() == last.start()
    return (found[-2].start() if joined else last.start()), last.end()


def _distributes(folded: str, one: re.Match[str], start: int) -> bool:
    """各县区 as the subject of a clause, or right before 不少于: each of them, not all together."""
    after = folded[one.end() : one.end() + 8]
    if re.match(r"(?:原则上)?(?:不少|至少|不超|不得|最多|不低|各|限)", after):
        return True
    is_subject = one.start() == start or folded[one.start() - 1] in ",。;: "
    return is_subject and bool(_UNITS.match(folded, one.start() + one[0].index("各"), one.end()))
