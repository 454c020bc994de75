"""Readings for tests, built from a text: every span is looked up in it, as a reader would have found it."""

from dataclasses import dataclass, field
from typing import Any

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.choices import ReadingState
from jiangong.domains.plans.models import Reading
from jiangong.kit.access.actor import Actor
from tests.factories.organizations import make_organization

Figures = tuple[str | None, ...]


@dataclass
class Notice:
    """A notice in the shape the reader gives it."""

    text: str
    result: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        empty = ("addressees", "annexes", "plans", "outline", "measures", "steps", "targets", "tables")
        self.result = {
            "title": None,
            "number": None,
            "issuer": None,
            "issued_on": None,
            "spans": {},
            **{name: [] for name in (*empty, "rubrics", "warnings")},
        }

    def span(self, words: str, after: str = "") -> list[int]:
        start = self.text.index(words, self.text.index(after) if after else 0)
        return [start, start + len(words)]

    def head(self, **facts: Any) -> "Notice":
        self.result |= facts
        for name in ("title", "number", "issuer"):
            if facts.get(name) and facts[name] in self.text:
                self.result["spans"][name] = self.span(facts[name])
        return self

    def plan(self, title: str) -> "Notice":
        self.result["plans"].append({"title": title, "span": self.span(title)})
        return self

    def heading(self, level: int, label: str, title: str) -> "Notice":
        span = self.span(f"{label}{title}")
        self.result["outline"].append(
            {"level": level, "label": label, "title": title, "span": span, "children": []}
        )
        return self

    def measure(self, text: str, ref: str = "", plan: int | None = None, **roles: list[str]) -> "Notice":
        names = {role: roles.get(role, []) for role in ("lead", "responsible", "joint")}
        self.result["measures"].append(
            {"ref": ref, "plan": plan, "text": text, **names, "span": self.span(text)}
        )
        return self

    def step(
        self, text: str, start: str | None = None, end: str | None = None, plan: int | None = None
    ) -> "Notice":
        one = {"plan": plan, "text": text, "start": start, "end": end, "span": self.span(text)}
        self.result["steps"].append(one)
        return self

    def target(self, text: str, indicator: str, value: str, unit: str, **facts: Any) -> "Notice":
        one = {
            "plan": None,
            "text": text,
            "indicator": indicator,
            "operator": "=",
            "value": value,
            "value_to": None,
            "unit": unit,
            "per": None,
            "period": None,
            "uncertain": False,
            "span": self.span(text),
        }
        self.result["targets"].append({**one, **facts})
        return self

    def table(self, title: str, plan: int | None = None) -> "Notice":
        """The table below ``title`` as it stands in the text: names in the first column, 合计 in the last line."""
        start = self.text.index(title)
        lines = self._lines(self.text.index("\n", start) + 1)
        header = [_column(cell) for cell in lines[0][1].split("\t")[1:]]
        rows, stated = [], [None] * len(header)
        for begin, line in lines[1:]:
            name, *cells = line.split("\t")
            values = [cell.strip() or None for cell in cells]
            if name.strip() in {"合计", ""}:
                stated = values
            elif "\t" in line and _column(cells[0]) != header[0]:
                organization = "".join(name.split())
                rows.append(
                    {"organization": organization, "values": values, "span": [begin, begin + len(line)]}
                )
        table = {"plan": plan, "title": title, "columns": header, "rows": rows, "stated_total": stated}
        end = lines[-1][0] + len(lines[-1][1])
        self.result["tables"].append(
            {**table, "computed_total": [], "difference": [], "span": [lines[0][0], end]}
        )
        return self

    def _lines(self, start: int) -> list[tuple[int, str]]:
        found = []
        for line in self.text[start:].split("\n"):
            if "\t" in line:
                found.append((start, line))
            elif line.strip() and found:
                break
            start += len(line) + 1
        return found

    def rubric(
        self, title: str, *groups: tuple[str, str, list[tuple[str, str]]], plan: int | None = None
    ) -> "Notice":
        shown = [
            {"name": name, "points": points, "items": [{"text": t, "points": p} for t, p in items]}
            for name, points, items in groups
        ]
        one = {"plan": plan, "title": title, "groups": shown, "points": "100", "span": self.span(title)}
        self.result["rubrics"].append(one)
        return self

    def warning(self, code: str, message: str, words: str) -> "Notice":
        self.result["warnings"].append({"code": code, "message": message, "span": self.span(words)})
        return self

    def reading(self, actor: Actor, name: str = "通知.txt") -> Reading:
        """A reading of it, not yet adopted."""
        return Reading.objects.create(
            organization=actor.organization,
            name=name,
            reader=actor.user,
            state=ReadingState.READ,
            text=self.text,
            result=self.result,
        )


def _column(cell: str) -> dict[str, str | None]:
    """先进集体（家） is a name and a unit."""
    words = "".join(cell.split()).replace("(", "（").replace(")", "）")
    name, _, unit = words.partition("（") if words.endswith("）") else (words, "", "")
    if "（" in unit:
        name, unit = words[: words.rindex("（")], unit.rpartition("（")[2]
    return {"name": name, "unit": unit.rstrip("）") or None}


RURAL = """河州市总工会

河工劳经〔2024〕3号

关于印发《河州市乡村振兴劳模出彩行动专案》的通知

各区总工会、市各产业工会：

现印发给你们，请认真贯彻落实。

河州市总工会劳动和经济工作部

2024年4月9日

一、2024年河州市乡村振兴劳模出彩行动专案

一、目标任务

组织100名以上先进人物、10家以上先进集体参与，打造示范基地4个。选树命名2家示范基地。

二、工作安排

1.制订方案。4月20日前，各区总工会拟定具体实施方案，报送市总。

2.选树表彰。12月份，评选红旗单位。由劳动和经济工作部牵头，市应急管理局配合。

附件1

河州市乡村振兴劳模出彩行动任务分解表

单 位	先进人物(名)	先进集体(家)	示范基地(个)
东城区	50	5	2
北城区	40	4	1
河州钢铁	10	1	1
合计	110	11	4

附件2

河州市乡村振兴劳模出彩行动评分标准
"""


def rural_units(federation: Organization) -> Organization:
    """The district of the notice that the cast has not."""
    return make_organization(
        "北城区总工会", OrganizationKind.DISTRICT, federation, short_name="北城区", position=3
    )


def rural_notice() -> Notice:
    """A notice whose table adds up to less than it says: 10 of 110, 1 of 11 — and names one unit nobody knows."""
    notice = Notice(RURAL)
    notice.head(
        title="关于印发《河州市乡村振兴劳模出彩行动专案》的通知",
        number="河工劳经〔2024〕3号",
        issuer="河州市总工会劳动和经济工作部",
        issued_on="2024-04-09",
        addressees=["各区总工会", "市各产业工会"],
        annexes=["河州市乡村振兴劳模出彩行动任务分解表", "河州市乡村振兴劳模出彩行动评分标准"],
    )
    notice.plan("2024年河州市乡村振兴劳模出彩行动专案")
    notice.heading(1, "一、", "目标任务").heading(1, "二、", "工作安排")
    notice.target("100名以上先进人物", "先进人物", "100", "名", operator=">=", plan=0)
    notice.target("10家以上先进集体", "先进集体", "10", "家", operator=">=", plan=0)
    notice.target("打造示范基地4个", "示范基地", "4", "个", plan=0)
    notice.target("选树命名2家示范基地", "选树命名示范基地", "2", "家", plan=0)
    notice.measure("各区总工会拟定具体实施方案，报送市总", "1.", 0, responsible=["各区总工会"])
    notice.measure(
        "评选红旗单位。由劳动和经济工作部牵头，市应急管理局配合",
        "2.",
        0,
        lead=["劳动和经济工作部"],
        joint=["市应急管理局"],
    )
    notice.step("各区总工会拟定具体实施方案，报送市总", None, "2024-04-20", 0)
    notice.step("评选红旗单位", "2024-12-01", "2024-12-31", 0)
    notice.table("河州市乡村振兴劳模出彩行动任务分解表", 0)
    notice.rubric(
        "河州市乡村振兴劳模出彩行动评分标准",
        ("组织领导", "40", [("一把手亲自抓", "25"), ("任务分工明确", "15")]),
        ("工作成效", "60", [("参与范围广", "30"), ("带动资金", "30")]),
        plan=0,
    )
    return notice
