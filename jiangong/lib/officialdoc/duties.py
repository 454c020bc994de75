"""Who leads a task, who answers for it, who takes part: clauses in every bracket, and running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jiangong.lib.officialdoc.blocks import Document
from jiangong.lib.officialdoc.names import name_list
from jiangong.lib.officialdoc.text import Span, closing_of, split_outside
from jiangong.lib.officialdoc.wording import AGENCY_END, GENERIC, ORG_END

_WHO = r"(?:责任)?\s*(?:部门|单位|处室|部室|科室|机构|主体|方|组|部(?!门))"
LEAD = rf"(?:(?:总?牵头|主责|主要责任|第一责任)\s*(?:及责任|负责)?{_WHO}?)"
RESPONSIBLE = rf"(?:(?:责任|负责|主办|承办|实施|落实|执行|承担|完成)\s*{_WHO}|责任|负责|主办|承办|落实)"
JOINT = rf"(?:(?:参加|参与|配合|协助|协办|协同|联合|会同|协作|支持|共建)\s*{_WHO}?)"
_OTHER = r"(?:责任人|责任领导|分管领导|牵头领导|挂钩领导|包保领导|联系人|联系领导|完成时限|完成时间|时间节点|时间要求|时间安排|办理时限|时限|进度安排|目标|备注)"
ROLES = (("lead", LEAD), ("responsible", RESPONSIBLE), ("joint", JOINT))
_ROLE = re.compile(  # clerks space these words out: 责 任 单 位
    re.sub(
        r"([\u4e00-\u9fff])(?=[\u4e00-\u9fff])",
        r"\1\\s*",
        rf"(?P<other>{_OTHER})(?:要求)?\s*[:为]?\s*"
        rf"|(?:(?P<lead>{LEAD})|(?P<responsible>{RESPONSIBLE})|(?P<joint>{JOINT}))\s*(?:\([^()]{{1,12}}\)|、配合单位)?\s*:\s*"
        rf"|(?:(?P<lead2>牵头{_WHO})|(?P<responsible2>(?:责任|负责|承办|实施){_WHO})|(?P<joint2>(?:参加|参与|配合|协助|协办|联合){_WHO}))(?:为|是|\s+)(?=[\u4e00-\u9fff])",
    )
)
_DOES = re.compile(
    r"(?P<lead>牵头负责|牵头组织实施|牵头组织|牵头抓总|牵头落实|总牵头|牵头)|(?P<joint>密切配合|积极配合|协同配合|配合落实|配合|参与|参加|协助|协办|协同)"
    r"|(?P<responsible>按照?(?:各自)?职[责能](?:分工)?(?:分别)?(?:负责|落实|抓好落实)?|分工负责|分别负责|共同负责|具体(?:负责|落实|实施|组织|承办|执行|抓好落实)|负责(?:统筹协调|统筹推进|统筹指导|统筹|组织实施|组织协调|组织|协调|指导|实施|落实|推进|具体实施)|组织实施|抓好落实|承办|主办|落实|负责(?!人))"
)
_BY = re.compile(r"(?<![自缘理])由(?=[^。;]{2,80}?(?:牵头|负责(?!人)|配合|主办|承办|协办))")
# A sentence that says who does what: 甲局牵头，乙局配合。
_DOERS = re.compile(
    r"(?=[^,。;:由\n]{2,30}?(?:牵头(?:负责|组织|抓总)?[,、;]|(?:负责|主办|承办)[^,。;:\n]{0,6}[,;][^。;\n]{2,60}?(?:配合|协办|协助|参与|参加|承办|具体(?:负责|落实|实施)[^,。;]{0,6})(?:[,。;\n]|$)))"
)
_TOGETHER = re.compile(
    r"(?:(?<![竞权])联合|会同|协同|(?<!协)商(?=[市省区县]))(?=[\u4e00-\u9fff])(?!会|体|国|工会|开展|举办|印发|下发|发文|制定|组织|推进|发布|行动|执法|检查|督|攻关|培养|培训|共建|创|评|办|表彰|惩戒)"
)
_VERB = re.compile(
    r"(?:共同|联合|统筹|积极|定期|适时|继续|持续|分别|及时|全面|深入|广泛|认真)*(?:下发|印发|开展|举办|选树|制定|制订|出台|组织|对|召开|推进|推动|评选|命名|表彰|建立|签订|实施|发布|成立|进行|做好"
    r"|加强|研究|加大|完善|打造|完成|公布|建设|承办|主办|启动|发起|推出|设立|落实|抓好|认定|授予|培育|培养|培训|指导|检查|督促|督导|探索|构建|搭建|拟定|起草|申报|向|为|在|于|将|就|把|以|形成|提出|统计|汇总|通报|宣传|搞好|强化|深化|健全)"
)
_BRACKETS = "(["


@dataclass
class Duties:
    """Names by role, and where the clauses stand."""

    lead: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    joint: list[str] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)

    def add(self, role: str, names: list[str]) -> None:
        known: list[str] = getattr(self, role)
        known += [name for name in names if name not in known]

    def __bool__(self) -> bool:
        return bool(self.lead or self.responsible or self.joint)


def read_duties(document: Document, span: Span) -> Duties:
    """The duties within one item: clauses with a role word first, then running text."""
    duties = Duties()
    for start, end in _clauses(document, span):
        _read_clause(document, (start, end), duties)
    _read_brackets(document, span, duties)
    _read_running(document, span, duties)
    duties.places.sort()
    return duties


def _clauses(document: Document, span: Span) -> Iterator[Span]:
    """Stretches that begin with a role word and a colon, up to the bracket or line that closes them."""
    folded, at = document.folded, span[0]
    while found := _ROLE.search(folded, at, span[1]):
        opening = _opening(folded, found.start(), span[0])
        close = closing_of(folded, opening, span[1]) if opening is not None else -1
        line = folded.find("\n", found.start(), span[1])
        end = close if close >= 0 else (line if line >= 0 else span[1])
        if found["other"] and opening is None:
            at = found.end()
            continue
        begin = opening if opening is not None else found.start()
        yield begin, min(end + 1, span[1]) if close >= 0 else end
        at = max(end, found.end())


def _opening(folded: str, at: int, floor: int) -> int | None:
    """The bracket that stands just before a clause, a few words allowed between."""
    depth = 0
    for position in range(at - 1, max(floor, at - 60) - 1, -1):
        if folded[position] in ")]":
            depth += 1
        elif folded[position] in _BRACKETS:
            if depth == 0:
                return position
            depth -= 1
        elif folded[position] in "。\n":
            return None
    return None


def _read_clause(document: Document, span: Span, duties: Duties) -> None:
    folded = document.folded
    end = span[1] - 1 if folded[span[1] - 1] in ")]" and folded[span[0]] in _BRACKETS else span[1]
    roles = list(_ROLE.finditer(folded, span[0], end))
    for number, found in enumerate(roles):
        role = next(
            (name for name in ("lead", "responsible", "joint") if found[name] or found[name + "2"]), None
        )
        finish = roles[number + 1].start() if number + 1 < len(roles) else end
        stop = re.compile(r"[。;]").search(folded, found.end(), finish)
        if role is None:
            continue
        whole = (found.end(), stop.start() if stop else finish)
        if not _read_doers(document, whole, duties, role):
            duties.add(role, name_list(document.text, folded, whole))
    if any(
        found["lead"]
        or found["responsible"]
        or found["joint"]
        or found["lead2"]
        or found["responsible2"]
        or found["joint2"]
        or found["other"].startswith(("完成", "时"))
        for found in roles
    ):
        duties.places.append(span)


def _read_doers(document: Document, span: Span, duties: Duties, otherwise: str = "") -> bool:
    """市总工会牵头，市人社局、市财政局配合: names in front of what they do; True when there was a doer."""
    folded, done = document.folded, False
    pending: list[Span] = []
    for start, end in split_outside(folded[span[0] : span[1]], ",;、 "):
        piece = (span[0] + start, span[0] + end)
        text = folded[piece[0] : piece[1]].rstrip("。")
        if not pending and text.startswith("由"):
            piece, text = (piece[0] + 1, piece[1]), text[1:]
        if _TOGETHER.match(text):
            pending = []  # whom the doer takes along is read where 会同 stands
            continue
        does = next((found for found in _DOES.finditer(text) if found.end() == len(text)), None)
        pending.append((piece[0], piece[0] + (does.start() if does else len(text))))
        if does and does.lastgroup:
            names = name_list(document.text, folded, (pending[0][0], pending[-1][1]))
            if names and all(_is_name(name) for name in names):
                is_vague = does.lastgroup == "responsible" and otherwise
                duties.add(otherwise if is_vague else does.lastgroup, names)
                done = True
            pending = []
    if done and pending and otherwise:
        duties.add(otherwise, name_list(document.text, folded, (pending[0][0], pending[-1][1])))
    return done


def _is_name(name: str) -> bool:
    return (
        2 <= len(name) <= 40
        and not re.search(r"[，。：《》“]", name)
        and bool(ORG_END.search(name) or name.startswith(("各", "市", "省", "区", "县")))
    )


def _read_brackets(document: Document, span: Span, duties: Duties) -> None:
    """（市总工会牵头，市人社局配合） and （市发展改革委、市总工会负责）, without a colon."""
    folded = document.folded
    at = span[0]
    while (
        at := min((where for mark in _BRACKETS if (where := folded.find(mark, at, span[1])) >= 0), default=-1)
    ) >= 0:
        close = closing_of(folded, at, span[1])
        if close < 0:
            return
        inside = (at + 1, close)
        is_known = any(start <= at < end for start, end in duties.places)
        if not is_known and _is_list_of_names(document, inside, span):
            duties.add("responsible", name_list(document.text, folded, inside))
            duties.places.append((at, close + 1))
        elif (
            not is_known
            and re.search(
                r"(?:牵头|负责|配合|落实|分工|参加|参与|承办|组织实施)[。)\s]*$|牵头[,;、]",
                folded[inside[0] : close],
            )
            and _read_doers(document, inside, duties)
        ):
            duties.places.append((at, close + 1))
        at = close + 1 if is_known else at + 1


def _is_list_of_names(document: Document, inside: Span, item: Span) -> bool:
    """（市总工会、市人社局，各区县（市）总工会） at the end of an item, nothing but agencies; one alone in 【】 or behind 。."""
    folded = document.folded
    if folded[inside[1] + 1 : item[1]].strip(" 。;\n") or _DOES.search(folded, *inside):
        return False
    before = folded[item[0] : inside[0] - 1].rstrip()
    is_apart = folded[inside[0] - 1] == "[" or before.endswith(("。", ";"))
    names = name_list(document.text, folded, inside)
    return len(names) > (0 if is_apart else 1) and all(
        AGENCY_END.search(name) and len(name) > 3 and _is_name(name) for name in names
    )


def _read_running(document: Document, span: Span, duties: Duties) -> None:
    folded = document.folded
    starts = [span[0], *(at + 1 for at in range(*span) if folded[at] in "。;:\n")]
    doers = [found for at in starts if (found := _DOERS.match(folded, at, span[1]))]
    for found in sorted([*_BY.finditer(folded, *span), *doers], key=lambda found: found.end()):
        stop = re.compile(r"[。;\n]").search(folded, found.end(), span[1])
        end = min(
            [start for start, _ in duties.places if start >= found.end()],
            default=stop.start() if stop else span[1],
        )
        end = min(end, stop.start()) if stop else end
        last = [
            each.end()
            for each in re.finditer(
                r"牵头(?:负责|组织)?|配合|负责(?!人)|参与|参加|协助|协办|承办|落实|实施",
                folded[found.end() : end],
            )
        ]
        if last and not any(start <= found.start() < finish for start, finish in duties.places):
            _read_doers(document, (found.end(), found.end() + last[-1]), duties)
    for found in _TOGETHER.finditer(folded, *span):
        if not any(start <= found.start() < finish for start, finish in duties.places) and not _inside_title(
            folded, found.start(), span[0]
        ):
            duties.add("joint", _partners(document, found.end(), span[1]))


def _inside_title(folded: str, at: int, floor: int) -> bool:
    return folded.count("《", floor, at) > folded.count("》", floor, at)


def _partners(document: Document, start: int, end: int) -> list[str]:
    """The names after 联合 or 会同, up to what is done together."""
    folded = document.folded
    stop = re.compile(r"[,。;:\n《“]").search(folded, start, end)
    limit = stop.start() if stop else end
    names: list[str] = []
    for left, right in split_outside(folded[start:limit], "、"):
        piece = (start + left, start + right)
        cut = _name_end(folded[piece[0] : piece[1]])
        if cut is None:
            if names:
                break
            return []
        names += name_list(document.text, folded, (piece[0], piece[0] + cut))
        if cut < piece[1] - piece[0]:
            break
    return [name for name in names if not GENERIC.fullmatch(name) and len(name) > 1]


def _name_end(text: str) -> int | None:
    """Where the name at the start of `text` ends: before a verb, 等, or at the end of the piece."""
    for verb in _VERB.finditer(text):
        before = re.sub(r"等(?:有关|相关)?(?:部门|单位)*$", "", text[: verb.start()])
        if len(before) > 1 and ORG_END.search(before):
            return verb.start()
    if ORG_END.search(text) or len(text) <= 12:
        return len(text)
    ends = [at for at in range(2, len(text)) if ORG_END.search(text[:at])]
    return ends[0] if ends else None
