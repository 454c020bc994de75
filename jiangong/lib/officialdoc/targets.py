"""Quantities that a text sets: how many of what, at least or at most, for whom and until when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jiangong.lib.officialdoc.blocks import Document
from jiangong.lib.officialdoc.dates import Era, moments
from jiangong.lib.officialdoc.indicators import bracketed, counted
from jiangong.lib.officialdoc.numbers import ARABIC, CHINESE, value_of
from jiangong.lib.officialdoc.reading import Target
from jiangong.lib.officialdoc.scopes import EVERY, SETTING, scope
from jiangong.lib.officialdoc.text import Span, squeeze, trim

_COUNTERS = "天(?!然|津)|吨标准煤|个百分点|个工作日|平方公里|平方米|人次|人天|户次|家次|场次|班次|项次|课时|学时|公里|对次|名|人|位|家|个|项|场|次|件|份|篇|期|条|户|所|处|座|台|套|幅|部|首|册|本|张|块|面|枚|栋|间|例|宗|辆|支|队|批|种|类|门|节|对|组|轮|亩|吨|元|堂|站|只|株|笔|单|倍|㎡|m²|款|起(?![草来点步诉])"
_UNIT = rf"(?:(?:百万|千万|万|亿)?(?:{_COUNTERS})(?:/(?:年|月|季度|人|家|个|次))?|%|‰|个百分点)"
_GE = r"不少于|不低于|不小于|不得少于|不得低于|不能少于|不下于|至少|最少|力争达到|力争完成|力争实现|力争|突破|超过|超|多于|高于|大于等于|大于|≥|>=?"
_LE = r"不超过|不多于|不高于|不得高于|不得超过|不得多于|不大于|最多|至多|控制在|低于|少于|小于|≤|<=?|限报|限额|限推荐|限选派|限选|限(?=\s*[\d一二两三])"
_ABOUT = r"大约|约|近|大概|接近"
_QUANTITY = re.compile(
    rf"(?:(?P<ge>{_GE})|(?P<le>{_LE})|(?P<about>{_ABOUT}))?\s*(?:为|在|到|达到|达)?\s*"
    rf"(?<![\d.第A-Za-z十百千])(?P<number>{ARABIC}|{CHINESE})(?:\s*(?:{_UNIT}|[百千]?万|亿|千|百)?\s*(?:-{{1,2}}|~|至|到)\s*(?P<to>{ARABIC}|{CHINESE}))?\s*(?P<more>余|多(?!家|个|名|种|项|次|方|元))?"
    rf"(?P<scale>[百千](?=[\u4e00-\u9fff]))?\s*(?P<unit>{_UNIT})(?P<over>余)?\s*(?:\((?:含|不含)[^()]{{1,8}}\))?\s*(?P<after>及?以上|以内|之内|以下|左右|上下)?"
)
_PAST = re.compile(
    r"截至|截止(?:目前|\d)|去年|上年|近年来|年来|以来|过去|已(?:经)?(?:建|完成|开展|选树|创建|达|有|组建|覆盖|累计|连续|举办|发展|帮扶)|目前|现有|曾"
)
_COMPARED = re.compile(r"(?:上年|去年)(?:度)?(?:水平|同期)|(?:比|较)(?:上年|去年)(?:同期)?")
_SLOGAN = re.compile(
    r"(?:方面|环节|阶段|问题|要求|原则|维护|意识|自信|坚持|全面|统一|结合|重点|关键|层面|步骤|确保|不|大|全|能|必须|精神|讲|带|化|服务|体系|机制|制度|途径|渠道|平台|力量|任务|工作|措施|方式)"
)
_COUNTABLE = frozenset(
    (
        "家",
        "场",
        "名",
        "次",
        "期",
        "所",
        "座",
        "场次",
        "人次",
        "人",
        "户",
        "件",
        "篇",
        "对",
        "台",
        "辆",
        "堂",
        "班次",
        "课时",
        "学时",
    )
)
_SIZE = re.compile(r"(?:的)?(?:企业|单位|用人单位|班组|基层工会|非公企业|工会|园区|村|项目部|事业单位|规模)")
_PARTS = frozenset(("批", "组", "期", "类", "个", "次", "轮"))
_PAPER = re.compile(r"一式|共印|纸质|电子版|盖章|报送|上报|附\s*件|报名表|推荐表|申报表")
_MONEY = re.compile(r"奖励|奖金|补助|补贴|资助|慰问金|经费|给予|标准为|发放")
_TIME = re.compile(r"工作日|自然日|日历日|月|小时|学期|年头|方面|环节|阶段|层面|维度")
_LABEL = re.compile(r"(?:[①-⑳]|\(?\d{1,2}\)|\d{1,2}[.、](?!\d)|[一二三四五六七八九]是)\s*")
_PROGRESS = re.compile(r"(?:任务|进度|工作量|指标)(?:量|数)?的?\s*$|完成(?:全年|年度|总)?\s*$")
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_DISTANT = re.compile(
    r"(?P<ge>至少|不少于|不低于|不得少于|最少)|(?P<le>不超过|不多于|不得超过|最多|至多|不高于)"
)
_SENTENCE_END = "。;!?\n"


@dataclass(frozen=True, slots=True)
class Found:
    """A target and the exact place of its number."""

    target: Target
    place: Span


def read_targets(document: Document, span: Span, plan: int | None, era: Era) -> Iterator[Found]:
    """The targets of one paragraph."""
    folded = document.folded
    for found in _QUANTITY.finditer(folded, *span):
        sentence = _bounds(folded, found.start("number"), span, _SENTENCE_END)
        if _is_target(folded, found, sentence) and not _is_report(
            document, (sentence[0], found.start()), era
        ):
            yield _found(document, found, sentence, plan, era)


def _is_report(document: Document, before: Span, era: Era) -> bool:
    """2022年开展竞赛85场 in a notice of 2023 tells what was done."""
    year = era.issued.year if era.issued else era.year
    even = document.even(before)
    if year is None or "年" not in even or _COMPARED.search(even):
        return False
    stated = [moment.stated_year for moment in moments(even, era) if moment.stated_year]
    return bool(stated) and max(stated) < year


def _bounds(folded: str, at: int, span: Span, marks: str) -> Span:
    start, end = at, at
    while start > span[0] and (folded[start - 1] not in marks or _THOUSANDS.match(folded, start - 2)):
        start -= 1
    while end < span[1] and (folded[end] not in marks or _THOUSANDS.match(folded, end - 1)):
        end += 1
    return trim(folded, (start, end))


def _is_target(folded: str, found: re.Match[str], sentence: Span) -> bool:
    number, unit = found["number"], found["unit"]
    before, after = folded[sentence[0] : found.start()], folded[found.end() : sentence[1]]
    if (_TIME.match(after) and unit == "个") or (
        unit in ("个工作日", "天") and not any(found[name] for name in ("ge", "le", "after"))
    ):
        return False
    if before.count("《") > before.count("》") or (
        re.match(r"(?:部|队|门|人)?(?:门|长|伍|委|大代表|社局|民|才|员|力资源)", after)
        and unit in ("部", "人", "名", "队")
    ):
        return False
    if (
        _PAST.search(_COMPARED.sub("", folded[sentence[0] : found.end()]))
        or (after.startswith("组成") and "由" in before)
        or re.search(r"每(?:个)?\s*$", before)
        or re.search(r"第\s*$", before)
        or (unit in ("名", "位") and re.search(r"前\s*$", before))  # 录取前8名
        or (unit in _PARTS and re.search(r"(?<![部区评得计满十百])分\s*$", before))  # 分4批组织
    ):
        return False
    if unit in ("人", "名") and found["after"] and _SIZE.match(after) and not SETTING.search(before[-8:]):
        return False
    if unit == "%" and _PROGRESS.search(before):
        return False
    if unit in ("份", "套", "张") and _PAPER.search(folded[sentence[0] : sentence[1]]):
        return False
    if before.count("(") > before.count(")") and unit == "人" and not found["after"]:
        return False
    has_operator = any(found[name] for name in ("ge", "le", "about", "after", "to"))
    return number[0].isdecimal() or has_operator or _is_chinese_target(found, before, after)


def _is_chinese_target(found: re.Match[str], before: str, after: str) -> bool:
    """Chinese numerals are mostly figures of speech: 三个方面, 一支队伍, “十大领军人物”."""
    value = value_of(found["number"])
    if value is None or before.count("“") > before.count("”") or _SLOGAN.match(after):
        return False
    clause = re.split(r"[,。;:]", before)[-1]
    if value in ("1", "0"):
        return bool(re.search(r"每(?:年|季|月|半年|周|个|家|两)", clause)) and found["unit"] in _COUNTABLE
    if not SETTING.search(clause) and not EVERY.search(clause) and not re.search(r"达到?$|累计|总数", clause):
        return False
    return (
        int(value) >= 10
        or found["unit"] in _COUNTABLE
        or bool(
            re.search(
                r"(?:选树|评选|命名|新建|建成|打造|创建|培育|推出|认定|遴选|建设)[^,。;]{0,16}$", clause
            )
        )
    )


def _found(document: Document, found: re.Match[str], sentence: Span, plan: int | None, era: Era) -> Found:
    folded = document.folded
    whole = (max(folded.rfind(mark, 0, sentence[0]) for mark in "。\n") + 1, sentence[1])
    outer = _bounds(folded, found.start("number"), sentence, ",:" + _SENTENCE_END)
    clause = _unlabelled(folded, _within_brackets(folded, outer, found.start("number")))
    place = (found.start("number"), found.end("unit"))
    value, value_to = _values(found)
    indicator, is_sure = counted(document, clause, sentence, (found.start(), found.end()))
    if not indicator and clause[0] > outer[0]:
        indicator, is_sure = bracketed(document, outer[0], clause[0] - 1)
    unit, _, each = found["unit"].partition("/")
    per = scope(document, (clause[0], found.start()), sentence[0], unit == "%") or (
        f"每{each}" if each else None
    )
    is_standard = unit.endswith("元") and bool(_MONEY.search(folded[clause[0] : clause[1]]))
    target = Target(
        plan, document.written(clause).strip(), indicator, _operator(found, folded[clause[0] : found.start()]), value, value_to, unit, per, _period(document, whole, found.start(), era), clause, not is_sure or is_standard,
    )  # fmt: skip
    return Found(target, place)


def _within_brackets(folded: str, clause: Span, at: int) -> Span:
    """A number in brackets has its clause there: 新建30个（每个区至少3个）."""
    opening = folded.rfind("(", clause[0], at)
    if opening < 0 or folded.find(")", opening, at) >= 0:
        return clause
    closing = folded.find(")", at, clause[1])
    return trim(folded, (opening + 1, closing if closing >= 0 else clause[1]))


def _unlabelled(folded: str, clause: Span) -> Span:
    found = _LABEL.match(folded, *clause)
    return (found.end(), clause[1]) if found else clause


def _values(found: re.Match[str]) -> tuple[str, str | None]:
    value, value_to = (
        value_of(found["number"]) or found["number"],
        value_of(found["to"]) if found["to"] else None,
    )
    if found["scale"] and value.isdecimal():
        value = value + ("00" if found["scale"] == "百" else "000")
    return value, value_to


def _operator(found: re.Match[str], before: str) -> str:
    if found["to"]:
        return "between"
    after = found["after"] or ""
    if after.endswith("以上"):
        return ">="
    if after in ("以内", "之内", "以下"):
        return "<="
    if after:
        return "about"
    if found["ge"] or found["le"]:
        return ">=" if found["ge"] else "<="
    if found["about"]:
        return "about"
    if found["more"] or found["over"]:
        return ">="
    distant = list(_DISTANT.finditer(before))
    if distant and not re.search(r"\d", before[distant[-1].end() :]):
        return ">=" if distant[-1]["ge"] else "<="
    if found["unit"] in ("%", "‰") and "达到" in found[0]:
        return ">="  # a share that is reached may be passed
    return "="


def _period(document: Document, sentence: Span, at: int, era: Era) -> str | None:
    """The dated expression of the sentence that the number stands under, as written."""
    found = [moment for moment in moments(document.even(sentence), era, sentence[0]) if not moment.recurring]
    before = [moment for moment in found if moment.end <= at] or [
        moment for moment in found if moment.start < sentence[1]
    ]
    return squeeze(document.written((before[-1].start, before[-1].end))) if before else None
