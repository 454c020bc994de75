"""What a number counts: the noun behind it, or the one in front."""

import re

from jiangong.lib.officialdoc.blocks import Document
from jiangong.lib.officialdoc.text import Span, squeeze

_ACTION = re.compile(
    r"(?:选树命名|评选命名|评选表彰|选树|评选|命名|表彰|授予|新建|改建|扩建|建成|建立健全|建立|建设|打造或提升|打造|创建|培育选树|培育|培养|举办|组织开展|(?<![工会党团群层社])组织|开展|推出|推动|推进|完成|实现|签订|新增|改造提升|改造|提升"
    r"|认定|扶持|实施|遴选|推荐|评定|召开|安排|发放|形成|孵化|征集|设立|投入|筹集|申报|挂牌|创办|发布|制作|编印|拍摄|确保|力争|保持|争取|做到|解决|排查|整改|达到|增加|新发展|组建|配备|配套|拨付|落实|选派|聘请|聘任|录取|评出|报送|上报|撰写|推送|推选|联系|结对|命|共|不少于|总数|总计|累计)"
    r"(?!率|数|量|面|额|的|者|会$|力度)"
)
_METRIC = re.compile(
    r"(?:培训|慰问|帮扶|服务|覆盖|惠及|参与|参加|发展|吸纳|救助|资助|走访|受益|疗休养|体检|调解|化解|吸引|带动|动员|帮助|发动|参赛|参保|入会|建会)(?!率|面|的)"
)
_LEADING = re.compile(
    r"^(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|[初底末份])?(?:至|到|[-~—–～]+)(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|[初底末份])?|(?:至|到)\d{1,2}月(?:\d{1,2}日|[上中下]旬|[初底末份])?|(?:到|在|自|从|于)?\s*(?:(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})\s*年(?:度)?(?:底|末|内|初)?(?:前|之前)?|(?:今年|明年|本年度?|全年|年内|年底前?|年度|当年|每年|每季度|每月|每半年|上半年|下半年|\d{1,2}月(?:份|底)?前?|第?[一二三四]季度)"
    r"|全(?:市|省|区|县|州|局|系统|集团|公司|院|校|行业)(?:各级)?(?:工会)?|各级工会|市总工会?|各[^,、。]{1,12}?(?:工会|单位)(?=要|应|须|需|至少|不)|每(?:个|家|名)?[^,、。]{0,12}?(?=至少|不少|新|建|选|不超|每|补|奖|给|资|$)"
    r"|每[队班期批户项场店](?=[\u4e00-\u9fff]{2})|请于?|要(?![约求素件点害闻])|应(?![急用届对])|需(?!求)|须|将(?!军)|力争|确保|预计|计划|原则上|总体|共|累计|总计|并|且|以及|和|及|与|其中|重点|再|新(?=建)|至少|最多|各(?![类级项种行])|均|实现|使|让|把|由|对|,|:|的|地)"
)
_TRAILING = re.compile(
    r"(?:达到|达|为|在|到|至|共|约|不少于|不低于|至少|数量|总数|人数|(?<!发生)(?<!起)数|总量|力争|确保|提高|提升|保持|控制|增长|增加|以上|超过|(?:比|较)(?:上年|去年)(?:同期)?|原则上|一般|各?限|各|每[人户名个家项]|的|等|:|,|、|\()+$"
)
_CUT = re.compile(
    r"(?:参与|参加|开展|覆盖|纳入|实现|达到|投入|并|进行|以上|建立|完成|获得|享受|受益|接受|走进|深入|提供|,|。|;|:|、|\)|“?$)"
)
_VERBAL = re.compile(
    r"^(?:的?(?:目标|任务|指标|标准|要求)|左右|以上|以内|为|以|并|参与|参加|开展|进行|覆盖|达到|[)\]”,。;:、]|$)"
)
_COUNT = re.compile(r"\d|[一二三四五六七八九十百千两]{1,5}(?:[名家个项场人次万条件期]|所|座)")
_QUANTITY_END = re.compile(
    r"(?:\d[\d,.]*|[一二三四五六七八九十百千]+)\s*[万亿]?[\u4e00-\u9fff]{1,3}(?:以上|左右|以内)?$"
)
_MONEY = re.compile(r"\d\s*[百千万亿]*元")
_AND_SO_ON = re.compile(r"等(?![奖级次])")
_AGAIN = re.compile(r"改造提升|提升改造|改造|提升|扩建|改建|续建|维修|更新|完善|复评|复核")
_SIZED = re.compile(
    r"[\d,.一二三四五六七八九十百千两]+\s*[万亿]?(?:人次|场次|[名家个项场人次条件期所座支队户份篇班台间处]|[%‰])"
)
_LONGEST, _FARTHEST = 40, 3


def counted(document: Document, clause: Span, sentence: Span, place: Span) -> tuple[str, bool]:
    """(indicator, whether it is sure) of the quantity at `place`."""
    folded = document.folded
    after = _noun_after(document, place[1], sentence[1])
    before = _noun_before(document, clause, place[0])
    is_share = folded[place[0] : place[1]].rstrip("以上内下左右").endswith(("%", "‰", "百分点"))
    if after and not (is_share and before):
        verb = _METRIC.search(before or "")
        return ((verb[0] + after) if verb and before.endswith(verb[0]) else after), not is_share
    if before:
        return before, True
    earlier = _beside(document, clause, place[0]) or _earlier(document, clause[0], sentence[0])
    if earlier and (again := _AGAIN.search(folded, clause[0], place[0])):
        earlier = again[0] + earlier  # 新建驿站8个，改造12个
    return earlier, bool(earlier) and not is_share


def bracketed(document: Document, start: int, opening: int) -> tuple[str, bool]:
    """What a bracket after a number speaks of: the thing that number counts."""
    text = document.folded[start:opening].rstrip()
    quantity = _QUANTITY_END.search(text)
    end = start + quantity.start() if quantity else start + len(text)
    return _noun_before(document, (start, end), end), bool(quantity)


def _noun_after(document: Document, start: int, limit: int) -> str:
    folded = document.folded
    text, raw = folded[start:limit], document.text[start:limit]
    if _VERBAL.match(text.lstrip()) and not text.lstrip().startswith("(") and not re.match(r"\s*[”]", text):
        return ""
    if re.match(r"\s*的(?=[\u4e00-\u9fff])", text):
        skipped = text.index("的") + 1
        text, raw = text[skipped:], raw[skipped:]
    whole = re.sub(r"\([^()]{0,60}\)", lambda found: "\x00" * len(found[0]), text)
    cut = _CUT.search(whole, 1)
    end = cut.start() if cut else len(whole)
    if whole[:end].startswith("\x00") and not whole[:end].strip("\x00 "):
        return ""
    noun = "".join(
        character for character, mark in zip(raw[:end], whole[:end], strict=True) if mark != "\x00"
    )
    noun = squeeze(noun).rstrip("等和及的")
    if noun.count("“") > noun.count("”") and "”" in raw[end : end + 20]:
        noun = squeeze(raw[: raw.index("”", end) + 1])
    return noun if 1 < len(noun) <= _LONGEST else noun[:_LONGEST] if noun and len(noun) > 1 else ""


def _noun_before(document: Document, clause: Span, end: int) -> str:
    """From the last verb that acts on it, without dates, subjects and modal words."""
    folded = document.folded
    start = clause[0]
    listed = folded.rfind("、", start, end)
    if listed >= 0 and not _AND_SO_ON.search(folded, listed, end) and not _joins(folded, start, listed, end):
        start = listed + 1
    text = document.text[start:end]
    even = folded[start:end]
    if (opened := even.rfind("(")) >= 0 and ")" not in even[opened:]:
        text, even = text[opened + 1 :], even[opened + 1 :]
    acts = [found for found in _ACTION.finditer(even) if not _quoted(even, found.start())]
    if acts and (rest := squeeze(text[acts[-1].end() :])) and _TRAILING.sub("", rest):
        text = text[acts[-1].end() :]
    elif acts and len(acts) > 1:
        text = text[acts[-2].end() : acts[-1].start()] or text
    elif acts:
        text = "" if re.match(r"\s*[每各]", text) else text[: acts[-1].start()]
    return _stripped(squeeze(text))


def _joins(folded: str, start: int, listed: int, end: int) -> bool:
    """甲、乙60家: both are counted when no number stands before the 、."""
    return (
        not _COUNT.search(folded[start:listed])
        and bool(_ACTION.search(folded[start:listed]))
        and not _ACTION.search(folded[listed:end])
    )


def _quoted(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)


def _stripped(text: str) -> str:
    while True:
        shorter = _TRAILING.sub("", _LEADING.sub("", text, count=1)).strip("，,：:、 ")
        if shorter == text:
            return text[-_LONGEST:]
        text = shorter


def _beside(document: Document, clause: Span, end: int) -> str:
    """每年开班12期、每期50人: what stands before the first number of the list."""
    listed = document.folded.rfind("、", clause[0], end)
    if listed < 0:
        return ""
    first = _COUNT.search(document.folded, clause[0], listed)
    return _noun_before(document, (clause[0], first.start()), first.start()) if first else ""


def _earlier(document: Document, end: int, floor: int) -> str:
    """The nearest clause before that names what it counts, when this one holds nothing but the number."""
    folded = document.folded
    for _ in range(_FARTHEST):
        if end <= floor:
            break
        end = end - 1 if folded[end - 1] in ",:" else end
        start = max(max(folded.rfind(mark, floor, end) for mark in ",:。;") + 1, floor)
        if _MONEY.search(folded, start, end):
            end = start
            continue
        count = _SIZED.search(folded, start, end)
        until = count.start() if count else end
        found = _noun_before(document, (start, until), until)
        if not found and count:
            found = _noun_after(document, count.end(), end)
        if found:
            return found
        end = start
    return ""
