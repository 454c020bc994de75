"""What is to be done until when: one step for every dated sentence, phase heading or row of a schedule."""

import re
from collections.abc import Iterator
from datetime import date

from jiangong.lib.officialdoc.blocks import Document
from jiangong.lib.officialdoc.dates import Era, Moment, moments
from jiangong.lib.officialdoc.headings import Node
from jiangong.lib.officialdoc.reading import Step
from jiangong.lib.officialdoc.text import Span, trim

_STOP = "。;!?\n"
_SCHEDULE = re.compile(r"安排|步骤|进度|时间|阶段|计划|日程|流程|程序")
_HISTORY = re.compile(
    r"(?:自|从)?(?:19|20)\d\d年(?:以来|起)|召开的|会议精神|讲话|指示|重要论述|回信|批示|印发的|下发的|发布的|出台的|通过的|修订的|建党|成立\d+周年"
)
# A clause that only dates the item it belongs to: （市总工会牵头，9月底前完成）, 完成时限：6月底前.
_CLAUSE = re.compile(
    r"\s*(?:[(\[]|(?:完成|办理|时间|进度)?(?:时[限间]|期限|节点|进度)[^,。]{0,4}:|(?:牵头|责任|配合|参加|负责)[^,。:]{0,6}:)"
)
_DEADLINE = re.compile(r"(?:时限|期限|完成时间|时间节点)[^,。;]{0,4}:\s*$")
# Names that say nothing of what is done.
_COVER = re.compile(r"(?:要求|内容|安排|事项|时间|说明|目标|原则|其他|步骤|方式|保障|领导|标准)$")
_MONTH, _LONGEST_NAME = 31, 10
_LEAD_IN = re.compile(r"(?:并|每年|今年|同时)?[于在]?$")
# What a further date may belong to: ，第二期7月31日, ，决赛定于10月.
_NAMED = re.compile(r"[,;、]\s*(?:其中)?:?\s*([\u4e00-\u9fff]{1,6}?:?)$")
_VALIDITY = re.compile(r"有效期|施行|废止|实施之日|印发之日|发布之日")


def read_steps(
    document: Document, span: Span, plan: int | None, era: Era, heading: Node | None
) -> Iterator[tuple[Step, bool]]:
    """The steps of one paragraph, each with whether its year had to be assumed."""
    is_schedule = bool(heading and any(_SCHEDULE.search(part) for part in (heading.title,)))
    for sentence in _sentences(document.folded, span):
        found = [
            moment
            for moment in moments(document.even(sentence), era, sentence[0])
            if _counts(document, moment, sentence, era, is_schedule)
        ]
        for part, part_moments in _parts(document.folded, sentence, found):
            place = trim(document.text, part, "，,。；;、")
            text = document.written(place)
            if heading is not None and _CLAUSE.match(document.even(place)):
                text = heading.title
            elif heading is not None and _is_name_of(document, heading, place[0]):
                bare = _bare_of_dates(document, place, part_moments)
                text = f"{heading.title}：{text}" if bare else heading.title
            if text:
                first, last = _merged(part_moments)
                if _DEADLINE.search(document.folded[sentence[0] : part_moments[0].start]) and _is_point(
                    part_moments[0]
                ):
                    first = None
                yield Step(plan, text, first, last, place), part_moments[0].assumed


def _is_name_of(document: Document, heading: Node, at: int) -> bool:
    """资格审查。6月21日—6月30日。: a short name with its sentences behind it on the same line."""
    return (
        heading.runs_on
        and heading.span[1] <= at < heading.end
        and len(heading.title) <= _LONGEST_NAME
        and not _COVER.search(heading.title)
        and not next(moments(document.even(heading.span), Era(2000)), None)
    )


def _bare_of_dates(document: Document, place: Span, found: list[Moment]) -> str:
    """What a stretch says beside its dates."""
    kept, at = "", place[0]
    for moment in found:
        kept += document.even((at, max(at, moment.start)))
        at = moment.end
    return re.sub(r"[\s,;:、。()至到-]|阶段|时间", "", kept + document.even((at, max(at, place[1]))))


def _is_point(moment: Moment) -> bool:
    """A day or a month: as a deadline it only ends; 全年 and 5月至11月 are spans."""
    return moment.first is None or moment.last is None or (moment.last - moment.first).days < _MONTH


def _sentences(folded: str, span: Span) -> Iterator[Span]:
    start, depth = span[0], 0
    for at in range(span[0], span[1]):
        depth += (folded[at] in "(《“") - (folded[at] in ")》”")
        if folded[at] in _STOP and (depth <= 0 or folded[at] in "。\n"):
            yield trim(folded, (start, at))
            start, depth = at + 1, 0
    if start < span[1]:
        yield trim(folded, (start, span[1]))


def _counts(document: Document, moment: Moment, sentence: Span, era: Era, is_schedule: bool) -> bool:
    folded = document.folded
    written = folded[moment.start : moment.end]
    if moment.bare_year and not (moment.first is None and moment.last):
        return False
    if folded.count("《", sentence[0], moment.start) > folded.count("》", sentence[0], moment.start):
        return False
    if moment.recurring and not re.search(r"[末底初前日号]", written):
        return False
    if re.search(r"(?:到|至)$", folded[sentence[0] : moment.start].rstrip()) and re.search(
        r"年(?:度)?[底末]?$", written
    ):
        return False  # a horizon of targets, not a step
    if _DEADLINE.search(folded[sentence[0] : moment.start]):
        return True
    if (
        written.startswith(("全年", "年内", "本年", "上半年", "下半年", "年初"))
        and not is_schedule
        and not written.endswith("前")
    ):
        return written.startswith(("上半年", "下半年")) and _opens_clause(folded, moment.start)
    around = folded[moment.start : moment.end + 24]
    if _HISTORY.search(folded[max(sentence[0], moment.start - 4) : moment.end + 14]) or _VALIDITY.search(
        around
    ):
        return False
    known = [day for day in (moment.first, moment.last) if day]
    if era.year and known and max(known).year < era.year and moment.stated_year:
        return False
    if moment.first is None and moment.last is None:
        return era.year is None and _opens_clause(folded, moment.start)
    return True


def _opens_clause(folded: str, at: int) -> bool:
    return at == 0 or folded[at - 1] in ",。;:!?、.\n(> " or folded[:at].endswith(("于", "在"))


def _parts(folded: str, sentence: Span, found: list[Moment]) -> Iterator[tuple[Span, list[Moment]]]:
    """A sentence is cut where a further date opens a clause; dates joined by 、 stay together."""
    if not found:
        return
    groups: list[list[Moment]] = [[found[0]]]
    names: dict[int, int] = {}  # where what a date belongs to begins, when it stands before it
    for moment in found[1:]:
        between = folded[groups[-1][-1].end : moment.start].strip()
        if between in ("、", "和", "及", "或"):
            groups[-1].append(moment)
        elif between.endswith((",", "、", ":")) or re.search(
            r"[,、](?:并|每年|今年|同时)?(?:于|在)?$", between
        ):
            groups.append([moment])
        elif named := _NAMED.search(folded[groups[-1][-1].end : moment.start]):
            names[moment.start] = groups[-1][-1].end + named.start(1)
            groups.append([moment])
    begin = sentence[0]
    for number, group in enumerate(groups):
        following = groups[number + 1][0].start if number + 1 < len(groups) else None
        end = sentence[1] if following is None else names.get(following, following)
        lead_in = _LEAD_IN.search(folded[begin:end]) if following == end else None
        yield (begin, begin + lead_in.start() if lead_in else end), group
        begin = end


def _merged(found: list[Moment]) -> tuple[date | None, date | None]:
    """The first beginning and the last end; open where one of them is open."""
    firsts, lasts = [moment.first for moment in found], [moment.last for moment in found]
    first = min((day for day in firsts if day), default=None) if all(firsts) else None
    return first, max((day for day in lasts if day), default=None)
