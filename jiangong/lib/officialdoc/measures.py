"""Tasks: numbered items that somebody answers for, rows of a responsibility table."""

import re
from collections.abc import Callable, Iterator, Sequence

from jiangong.lib.officialdoc.blocks import Cell, Document
from jiangong.lib.officialdoc.cells import figure, is_blank, is_serial
from jiangong.lib.officialdoc.dates import Era, moments
from jiangong.lib.officialdoc.duties import read_duties
from jiangong.lib.officialdoc.grids import Sheet
from jiangong.lib.officialdoc.headings import Node
from jiangong.lib.officialdoc.names import name_list
from jiangong.lib.officialdoc.reading import Measure, Step
from jiangong.lib.officialdoc.tables import ORGANIZATION
from jiangong.lib.officialdoc.text import Span, fold, trim
from jiangong.lib.officialdoc.units import LEVEL
from jiangong.lib.officialdoc.wording import AGENCY_END

_LEAD = re.compile(r"(?:牵头|主责)(?:责任|负责)?(?:单位|部门|处室|部室|科室|主体)|^(?:牵头|主责|总牵头)$")
_JOINT = re.compile(
    r"(?:配合|参[加与]|协[助办同]|联合|会同|协作)(?:责任)?(?:单位|部门|处室|部室|科室|方)|^(?:配合|参与|协办|协助)$|成员单位"
)
_RESPONSIBLE = re.compile(
    r"(?:责任|负责|主办|承办|实施|落实|承担|完成)(?:单位|部门|处室|部室|科室|主体|股室)|责任分工|^分工$"
)
_PERSON = re.compile(r"领导|责任人|负责人|联系人")
_TASK = re.compile(r"指标|任务|内容|措施|工作|事项|项目|举措|要点|目标")
_SHARED = re.compile(r"分工|职责|责任")  # sections whose items are named by who does them
_TIME = re.compile(r"时[间限]|日期|月份|进度|阶段|节点|期限")
_DETAIL = re.compile(r"内容|具体|措施|要求|举措|任务")
# Sections that say why, how well, or in what order, not what is to be done.
_SHORT, _REMARK_LENGTH = 8, 14
_DEADLINE = re.compile(r"\s*(?:完成|办理)?(?:时\s*限|期\s*限|时间要求|完成时间|时间节点)\s*:")
_ASIDE = re.compile(
    r"指导思想|总体要求|基本原则|目标|要求|保障|组织领导|组织实施|组织机构|领导机构|领导小组|背景|意义|附则|时间|步骤|进度|安排|阶段|范围|对象|条件|名额|程序|办法|方法|评[选审比分]|考核|奖励|表彰|申报|推荐|原则|适用|报送|材料|联系|注意事项|其他|说明|总则|经费|流程|竞赛时间|参赛|主题"
)


PlanOf = Callable[[int], int | None]


def read_measures(document: Document, nodes: Sequence[Node], plan_of: PlanOf) -> list[Measure]:
    """Every numbered item with duties of its own, and every working item of the plan's task sections."""
    found: list[Measure] = []

    def visit(node: Node, is_aside: bool, inherited: bool, above: str = "") -> None:
        own = (node.start, node.end)
        duties = read_duties(document, (node.text_start, node.end))
        if not duties and _SHARED.search(above) and node.runs_on and AGENCY_END.search(node.title):
            duties.add("responsible", name_list(node.title, fold(node.title), (0, len(node.title))))
        is_named = _is_section(node) or len(node.title) <= _SHORT
        aside = is_aside or bool(node.depth < 4 and is_named and _ASIDE.search(node.title))
        is_work = not node.children and (node.runs_on or _has_words(node)) and not aside and not inherited
        if (duties and (duties.places or not node.children)) or is_work:
            text = _without(document, (node.text_start, node.end), duties.places)
            if text:
                found.append(
                    Measure(
                        node.ref,
                        plan_of(node.start),
                        text,
                        tuple(duties.lead),
                        tuple(duties.responsible),
                        tuple(duties.joint),
                        trim(document.text, own),
                    )
                )
        for child in node.children:
            visit(child, aside, inherited or bool(duties and duties.places), node.title)

    for node in nodes:
        visit(node, False, False)
    return found


def _has_words(node: Node) -> bool:
    """A sentence of its own, not only a remark above a table."""
    return any(paragraph.end - paragraph.start > _REMARK_LENGTH for paragraph in node.own)


def _is_section(node: Node) -> bool:
    return bool(node.children) or not node.runs_on


def _without(document: Document, span: Span, places: list[Span]) -> str:
    """The text of an item on one line, its duty clauses left out."""
    kept, at = [], span[0]
    for start, end in places:
        kept.append(document.written((at, max(at, start))))
        at = max(at, end)
    kept.append(document.written((at, span[1])))
    lines = [line.strip() for line in "".join(kept).split("\n") if not _DEADLINE.match(fold(line))]
    return "\n".join(line for line in lines if line).strip("；;").rstrip("：:")


class DutySheet:
    """A table whose rows are tasks with who does them, by when."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self._document, self._sheet = document, sheet
        heads = [fold(name) for name in sheet.headings]
        self.roles = {
            column: role
            for column, name in enumerate(heads)
            if (role := _role(name)) and self._is_worded(column)
        }
        others = [
            column
            for column, name in enumerate(heads)
            if column not in self.roles and not is_serial(name) and not _PERSON.search(name)
        ]
        self.times = [
            column
            for column in others
            if _TIME.search(heads[column])
            and not _DETAIL.search(heads[column].split(LEVEL)[-1].replace("时间要求", ""))
            and self._is_dated(column)
        ]
        self.serial = next((column for column, name in enumerate(heads) if is_serial(name)), None)
        named = [
            column
            for column in others
            if column not in self.times
            and (_TASK.search(heads[column]) or "名称" in heads[column])
            and self._is_worded(column)
        ]
        self.tasks = [
            column
            for column in named or [other for other in others if not ORGANIZATION.search(heads[other])]
            if column not in self.times and self._is_worded(column)
        ]

    def __bool__(self) -> bool:
        return bool(self.tasks and (self.roles or self.times) and self._sheet.lines)

    def _is_worded(self, column: int) -> bool:
        texts = [line.texts[column] for line in self._sheet.lines if not is_blank(line.texts[column])]
        return bool(texts) and sum(1 for text in texts if not figure(text)) * 2 > len(texts)

    def _is_dated(self, column: int) -> bool:
        texts = [line.texts[column] for line in self._sheet.lines if not is_blank(line.texts[column])]
        return any(next(moments(text, Era(2000)), None) for text in texts)

    def measures(self, plan: int | None) -> Iterator[Measure]:
        """One for every row that names a task; merged duty cells count for each row they cover."""
        if not self.roles:
            return
        for number, line in enumerate(self._sheet.lines, start=1):
            text = self._task(line.cells)
            names: dict[str, list[str]] = {"lead": [], "responsible": [], "joint": []}
            for column, role in self.roles.items():
                cell = line.cells[column]
                if cell is not None:
                    names[role] += [name for name in self._names(cell) if name not in names[role]]
            if text and any(names.values()):
                serial = line.texts[self.serial] if self.serial is not None else ""
                yield Measure(
                    serial.strip(".、") or str(number),
                    plan,
                    text,
                    tuple(names["lead"]),
                    tuple(names["responsible"]),
                    tuple(names["joint"]),
                    line.span,
                )

    def _names(self, cell: Cell) -> list[str]:
        """Broken lines in a cell part names only when each line is one."""
        document = self._document
        text = document.written((cell.start, cell.end))
        for at in cell.breaks:
            text = text[: at - cell.start] + "\n" + text[at - cell.start + 1 :]
        folded = fold(text)
        lines = [line for line in folded.split("\n") if line.strip()]
        if len(lines) > 1 and not all(
            len(line) > 2 and re.search(r"[局委部办会厅院处室中心公司团社]$", line.strip("、,; "))
            for line in lines
        ):
            text, folded = text.replace("\n", ""), folded.replace("\n", "")
        return name_list(text, folded, (0, len(text)))

    def _task(self, cells: list[Cell | None]) -> str:
        parts: list[str] = []
        for column in self.tasks[-2:]:
            text = self._document.written((cell.start, cell.end)).strip() if (cell := cells[column]) else ""
            if text and text not in parts:
                parts.append(text)
        return "：".join(parts[-2:]) if len(parts) > 1 and len(parts[0]) <= 30 else "".join(parts[-1:])

    def steps(self, plan: int | None, era: Era) -> Iterator[tuple[Step, bool]]:
        """Rows with a date in their time column."""
        for line in self._sheet.lines:
            for column in self.times[:1]:
                found = list(moments(line.texts[column], era))
                text = self._task(line.cells)
                if found and text:
                    first, last = found[0].first, found[-1].last
                    is_deadline = (
                        bool(re.search(r"[限期]|节点|完成时间", fold(self._sheet.headings[column])))
                        and len(found) == 1
                    )
                    if (
                        is_deadline
                        and first is not None
                        and not re.search(r"至|-|~|到|季度|半年|全年|每|旬", line.texts[column])
                    ):
                        first = None
                    yield Step(plan, text, first, last, line.span), found[0].assumed


def _role(heading: str) -> str | None:
    last = heading.rsplit(LEVEL, 1)[-1]
    if _PERSON.search(last):
        return None
    if _LEAD.search(last):
        return "lead"
    if _JOINT.search(last):
        return "joint"
    return "responsible" if _RESPONSIBLE.search(last) else None
