"""Units of counting, alone or behind a column's name, a title or a line above the table."""

import re

from jiangong.lib.officialdoc.text import fold

_MULTIPLES = "万|亿|千|百万|千万|百|十万"
_COUNTERS = (
    "人次|人天|人|名|位|家次|家|个班次|个次|个|项次|项|场次|场|次|件|份|篇|期|条|户次|户|所|处|座|台|套|幅|部|首|册|本|张|块|面|枚|栋|间|间次|例|宗|艘|辆|支|队|批|种|类|门|课时|学时|小时|课|节"
    "|对|组|轮|级|届|步|道|款|亩|公顷|公里|千米|米|平方米|平方公里|吨|公斤|千克|千瓦时|度|标煤|元|人民币元|美元|分|％|%|‰|个百分点|百分点|百分比|人月|天|工日|日|月|年|岗|点|站|片|只|头|株|车次|班次|班|堂|节次|盒|包|袋|桶|瓶|笔|单|单元|卷|段|粒|箱|架|枝|把|尊|棵|团|校|村|镇|县|社区|街道|岗位|企业|站点|项目|对子|工作室|倍|成"
)
COUNTER = rf"(?:(?:{_MULTIPLES})?(?:{_COUNTERS})|{_MULTIPLES})"
LEVEL = "╱"  # between the levels of a heading while units are still looked for; shown as /
_UNIT = re.compile(rf"{COUNTER}(?:[/·每]{COUNTER})?(?:/(?:年|月|季|季度|人|家|个|次|周))?")
_BRACKETED = re.compile(r"\(([^()]{1,10})\)")
_PEOPLE = re.compile(r"人|会员|职工|员$|司机|劳模|工匠|名额|骑手|学员|干部|先进个人|师$|者$")
_MEASURED = re.compile(r"\s*(?:总?[数额量]|数[量额]|总|合计|目标|任务|指标|计划|名额|/|[(\[╱])")
# Units that only what they measure is counted in.
_OWN = (
    (re.compile(r"(?:平方米|平方公里|亩|公顷)$"), re.compile(r"面积|场地|用地|场所|建筑|林|绿化")),
    (re.compile(r"(?:元|万|亿)$"), re.compile(r"经费|资金|金额|补助|款|投入|费|奖|产值|效益|预算|额")),
    (re.compile(r"[%‰]$|百分点$"), re.compile(r"率|比例|占比|比重|覆盖面")),
    (re.compile(r"(?:场次|场|期|班次)$"), re.compile(r"活动|宣讲|培训班|讲座|服务$|演出|竞赛|比赛|期数|场")),
    (re.compile(r"(?:课时|学时|小时|天)$"), re.compile(r"课时|学时|时长|时间")),
)
_SAID = re.compile(r"(?<![报表送任责])(?:计量)?单位\s*[:为]\s*([^)\]\n。]{1,40})")


def as_unit(text: str) -> str | None:
    """The unit, when `text` is one: 万人, 个, %, 家/年; otherwise None."""
    bare = re.sub(r"\s", "", text).removeprefix("单位:").removeprefix("单位为")
    return bare if _UNIT.fullmatch(bare) else None


def named_and_unit(name: str) -> tuple[str, str | None]:
    """Name and unit of a heading such as 项目数（个）, 参赛职工（万人）数, 项目数/个."""
    above, level, name = name.rpartition(LEVEL)
    bare, unit = _parted(name)
    if unit is None and above:
        above, unit = _parted(above)
    return (above + level + bare).replace(LEVEL, "/").strip("/"), unit


def _parted(name: str) -> tuple[str, str | None]:
    folded = fold(name)
    for found in reversed(list(_BRACKETED.finditer(folded))):
        unit = as_unit(found[1].strip())
        if unit and found.end() < len(folded.rstrip()) and not _MEASURED.match(folded, found.end()):
            continue  # 乡镇（街道）小家: part of a name
        if unit and (found.start() or found.end() < len(folded)):
            return (name[: found.start()] + name[found.end() :]).rstrip("/"), unit
    if (
        (slash := re.search(r"[/,:]\s*([^/()]{1,5})$", folded))
        and slash.start() > 1
        and (unit := as_unit(slash[1]))
    ):
        return name[: slash.start()], unit
    if folded.endswith("%") and len(folded) > 2:
        return name[:-1], "%"
    return name, None


def stated_units(folded: str) -> list[str]:
    """Units given once for a whole table: 单位：个、万人."""
    found = _SAID.search(folded)
    if found is None:
        return []
    parts = [part.strip() for part in re.split(r"[、,;/\s]+", found[1].strip()) if part.strip()]
    units = [as_unit(part) for part in parts]
    return [unit for unit in units if unit] if units and all(units) else []


def shared_unit(common: list[str], name: str, number: int, count: int) -> str | None:
    """Which of the units given for the whole table is this column's; people are counted as people."""
    if len(common) in (1, count):
        return common[0] if len(common) == 1 else common[number]
    people = [unit for unit in common if unit.endswith(("人", "名", "人次"))]
    others = [unit for unit in common if unit not in people]
    if len(people) == len(others) == 1:
        return people[0] if _PEOPLE.search(fold(name)) else others[0]
    return _own_unit(common, people, fold(name))


def _own_unit(common: list[str], people: list[str], name: str) -> str | None:
    """The unit whose kind of thing the name tells, else the only one that is of no such kind."""
    kinds = {unit: named for unit in common for shape, named in _OWN if shape.search(unit)}
    kinds |= dict.fromkeys(people, _PEOPLE)
    fitting = [unit for unit, named in kinds.items() if named.search(name)]
    free = [unit for unit in common if unit not in kinds]
    found = fitting or free
    return found[0] if len(found) == 1 else None
