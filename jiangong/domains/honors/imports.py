"""Bringing in nominations from a workbook: each row becomes a draft with what the system knows about the candidate."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

from jiangong.domains.honors.actions.nominations import bearer_key, draw_evidence, fill
from jiangong.domains.honors.choices import Meeting, NominationState, Trait
from jiangong.domains.honors.models import Nomination, Programme
from jiangong.domains.honors.queries.evidence import suggested_traits
from jiangong.domains.honors.queries.programmes import open_programmes, quota_for, quotas_of
from jiangong.domains.honors.rules import nominations as rules
from jiangong.domains.honors.rules.days import day_refusal
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries import Party, home_of, organizations_meant, parties_meant
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import people_meant
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing import cells
from jiangong.kit.importing.plain import PlainChecker, PlainImport, facts_of, read_among
from jiangong.kit.importing.specs import ImportColumn, Row, as_text, register
from jiangong.lib.masks import mask_id_number

WHY = "a candidate stands once in a programme, whoever nominates"
MEETINGS = {label: value for value, label in Meeting.choices}
TRAITS = {label: value for value, label in Trait.choices}
LONGEST_DEEDS, MOST_PEOPLE, MOST_RANK = 20_000, 1_000_000, 999
PLAIN = (
    "team",
    "position",
    "category",
    "is_separate",
    "rank",
    "deeds",
    "meeting",
    "expected",
    "attended",
    "agreed",
)
DAYS = ("met_on", "noticed_from", "noticed_until")


def read_traits(cell: Any) -> list[str]:
    """Traits by their labels, in any order, between the usual separators."""
    text = as_text(cell)
    for mark in "，,；;/ ":
        text = text.replace(mark, "、")
    wanted = [one for one in text.split("、") if one]
    if unknown := [one for one in wanted if one not in TRAITS]:
        raise ValueError(f"没有“{unknown[0][:20]}”，请从“{'、'.join(TRAITS)}”中选择，用顿号分开。")
    found = {TRAITS[one] for one in wanted}
    return [value for value in Trait.values if value in found]


class NominationChecker(PlainChecker):
    """Programmes that take nominations, read once; candidates and unions once per spelling."""

    past = {"met_on": "会议日期"}
    told_at = "name"

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._programmes = {one.pk: one for one in open_programmes(actor)}
        self._named: dict[str, int | str] = {}
        for one in self._programmes.values():
            for text in (one.name, f"{one.year}年{one.name}"):
                twice = f"有两个正在推荐的“{text}”，请写成“{one.year}年{one.name}”。"
                self._named[text] = twice if text in self._named else one.pk

    def home(self) -> Organization | None:
        return home_of(self.actor)

    def unions_meant(self, texts: Iterable[str]) -> dict[str, Organization | str]:
        return organizations_meant(texts, self.actor)

    def complete(self, rows: list[Row]) -> None:
        named = [row for row in rows if self._programme(row)]
        self._find_people([row for row in named if self._of(row).is_for_people])
        self._find_bodies([row for row in named if not self._of(row).is_for_people])
        for row in named:
            self._check(row)
        self._tell_quotas(named)
        for row in rows:
            row.values.pop("number", None)  # the number has done its work and is not staged

    def _of(self, row: Row) -> Programme:
        return self._programmes[row.values["programme"]]

    def _programme(self, row: Row) -> bool:
        """Whether the row names one programme that takes nominations now; its key takes the name's place."""
        text = row.values.get("programme")
        if text is None:
            return False
        found = self._named.get(text, "没有正在推荐的这个项目，请照项目名称填写。")
        if isinstance(found, int):
            row.values["programme"] = found
            found = rules.nominating_refusal(self._programmes[found], self.actor)
        if found:
            row.refuse("programme", found)
        return not found

    def _find_people(self, rows: list[Row]) -> None:
        told = {row.number: _spelled(row) for row in rows if row.values.get("name")}
        people = people_meant(told.values(), self.actor)
        keys = {one.pk for one in people.values() if isinstance(one, Person)}
        whole = Person.objects.ungated("found by name or number within reach").filter(pk__in=keys)
        known = {
            one.pk: one
            for one in whole.select_related("organization").prefetch_related("organization__enterprises")
        }
        for row in rows:
            found = people.get(told.get(row.number, ""))
            if isinstance(found, Person):
                traits = {*(row.values.get("traits") or ()), *suggested_traits(known[found.pk])}
                row.values["traits"] = [value for value in Trait.values if value in traits]
                row.values |= {"person": found.pk, "bearer": f"p{found.pk}"}
            elif found:
                row.refuse("name", found)
            if row.values.get("team"):
                row.refuse("team", "这个项目评选个人，班组请留空。")

    def _find_bodies(self, rows: list[Row]) -> None:
        parties = parties_meant({row.values["name"] for row in rows if row.values.get("name")}, self.actor)
        for row in rows:
            found = parties.get(row.values.get("name", ""))
            if isinstance(found, Party):
                team = " ".join(row.values.get("team", "").split())
                one = Nomination(unit=found.unit, enterprise=found.enterprise, team=team)
                row.values |= {
                    "unit": one.unit_id,
                    "enterprise": one.enterprise_id,
                    "bearer": bearer_key(one),
                }
            elif found:
                row.refuse("name", found)

    def _check(self, row: Row) -> None:
        programme, values = self._of(row), row.values
        category = values.get("category", "")
        if programme.categories and category not in programme.categories:
            row.refuse("category", f"请从这些类别里选一个填写：{'、'.join(programme.categories)}。")
        elif category and not programme.categories:
            row.refuse("category", "这个项目不分类别，请留空。")
        for column, why in rules.counting_refusals(values):
            row.refuse(column, why)
        for column in DAYS:
            if values.get(column) and (why := day_refusal(date.fromisoformat(values[column]))):
                row.refuse(column, why)

    def _tell_quotas(self, rows: list[Row]) -> None:
        """A draft may be entered without a place; that it cannot be handed in is said at once."""
        sure = [row for row in rows if not row.failed and quotas_of(self._of(row))]
        unions = Organization.objects.ungated("where a row's union stands").in_bulk(
            {row.values["union"] for row in sure}
        )
        for row in sure:
            values = row.values
            place, separate = unions[values["union"]], bool(values.get("is_separate"))
            if quota_for(self._of(row), place, values.get("category", ""), separate) is None:
                row.remind("union", f"没有分配给{place}的名额，可以存为草稿，不能推荐。")

    def keys(self, row: Row) -> tuple[Hashable, ...]:
        return ((self._of(row).pk, row.values["bearer"]),)

    def taken(self, rows: list[Row]) -> dict[Hashable, str]:
        standing = Nomination.objects.ungated(WHY).exclude(state=NominationState.WITHDRAWN)
        near = standing.filter(programme__in={self._of(row).pk for row in rows})
        columns = ("programme_id", "bearer_key", "organization__name")
        found = read_among(near, "bearer_key", (row.values["bearer"] for row in rows), columns)
        return {(programme, bearer): union for programme, bearer, union in found}


def _spelled(row: Row) -> str:
    return "，".join(filter(None, (row.values["name"], row.values.get("number"))))


class NominationImport(PlainImport):
    """Candidates of programmes that take nominations, as drafts."""

    key = "honors.nomination"
    label = "推荐对象"
    permission = "honors.nominate"
    list_url = "honors:nomination_list"
    checker = NominationChecker
    model = Nomination
    own = ("Evidence.nomination",)
    notes = (
        "每行一个推荐对象，导入后是草稿；补齐附件后逐个推荐。",
        "选树项目照正在推荐的项目名称填写；不同年度有同名项目的，写成“2026年某某评选”。",
        "个人写姓名，有同名的写“姓名（单位）”或再填身份证号；集体写单位全称，是班组的再填班组名称。",
        "推荐单位不填的，算您任职的工会。性别、农民工、新就业形态和单位所有制按人员档案自动补上。",
    )
    columns = (
        ImportColumn("programme", "选树项目", read=cells.words(110), required=True, also=("项目", "评选项目"), width=26),
        ImportColumn("name", "推荐对象", read=cells.words(120), required=True, also=("姓名", "单位名称", "集体名称"), width=20),
        ImportColumn("number", "身份证号（手机号）", read=as_text, also=("身份证号", "手机号"), width=22, is_text=True, mask=mask_id_number),
        ImportColumn("team", "班组（集体）", read=cells.words(80), also=("班组",), width=18),
        ImportColumn("union", "推荐单位", read=cells.words(120), also=("推荐工会",), width=24),
        ImportColumn("position", "岗位职务", read=cells.words(60), also=("职务", "岗位"), width=18),
        ImportColumn("category", "类别", read=cells.words(30)),
        ImportColumn("is_separate", "单列名额", read=cells.flag, choices=("是", "否"), also=("单列",), width=10),
        ImportColumn("rank", "推荐顺序", read=cells.whole(MOST_RANK, 1), also=("序号", "排序"), width=10),
        ImportColumn("traits", "结构", read=read_traits, width=28, explanation=f"用顿号分开：{'、'.join(TRAITS)}。"),
        ImportColumn("deeds", "主要事迹", read=cells.words(LONGEST_DEEDS), also=("事迹", "主要事迹材料"), width=40),
        ImportColumn("meeting", "民主程序", read=cells.one_of(MEETINGS), choices=tuple(MEETINGS), width=18),
        ImportColumn("met_on", "会议日期", read=cells.day),
        ImportColumn("expected", "应到人数", read=cells.whole(MOST_PEOPLE), width=10),
        ImportColumn("attended", "实到人数", read=cells.whole(MOST_PEOPLE), width=10),
        ImportColumn("agreed", "赞成人数", read=cells.whole(MOST_PEOPLE), width=10),
        ImportColumn("noticed_from", "单位公示开始", read=cells.day),
        ImportColumn("noticed_until", "单位公示结束", read=cells.day),
    )  # fmt: skip

    def drafts(self, rows: list[dict[str, Any]], actor: Actor) -> list[Nomination]:
        known = _Known(rows)
        return [known.draft(row) for row in rows]

    def complete(self, made: list[Nomination]) -> None:
        draw_evidence(made)

    def untouched(self, rows: Any) -> Any:
        return rows.filter(state=NominationState.DRAFT)


class _Known:
    """What checked rows refer to, read at once."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        def keys(*names: str) -> set[int]:
            return {row[name] for row in rows for name in names if row.get(name)}

        why = "rows that were checked against what the actor reaches"
        people = Person.objects.ungated(why).select_related("organization")
        self.people = people.in_bulk(keys("person"))
        self.places = Organization.objects.ungated(why).in_bulk(keys("union", "unit"))
        self.firms = Enterprise.objects.ungated(why).in_bulk(keys("enterprise"))

    def draft(self, row: dict[str, Any]) -> Nomination:
        made = Nomination(
            programme_id=row["programme"],
            organization=self.places[row["union"]],
            person=self.people.get(row.get("person") or 0),
            unit=self.places.get(row.get("unit") or 0),
            enterprise=self.firms.get(row.get("enterprise") or 0),
            traits=row.get("traits") or [],
            **facts_of(row, PLAIN, DAYS),
        )
        fill(made)
        return made


register(NominationImport())
