"""Sheets of the ledgers: activities, places, competitions, rural revitalization, reform."""

from django.utils import timezone

from jiangong.domains.competitions.choices import CompetitionKind
from tests.cast import Cast
from tests.conformance.sheets.making import Sheet
from tests.factories.competitions import make_competition
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_person
from tests.factories.rural import make_project

UNION = "东城机床厂工会"
PLANTS = ("东城化工厂", "东城水泥厂", "东城钢管厂")
PROJECT = "黄河滩区蔬菜大棚"


def plants(cast: Cast) -> None:
    for name in PLANTS:
        make_enterprise(name, cast.district, workers_count=420)


def competing(kind: str):
    def prepare(cast: Cast) -> None:
        make_competition(cast.federation, kind)
        plants(cast)

    return prepare


def helped(cast: Cast) -> None:
    make_project(cast.actor("district_officer"), name=PROJECT)
    for name in ("甲一", "乙二", "丙三"):
        make_person(name, cast.union)


ACTIVITY = {"kind": "宣讲", "organization": "东城区", "starts_on": "2025.5.4", "people_count": 80}
PLACE = {"kind": "爱心驿站", "organization": "东城区", "opened_on": "2025.5.1"}
BUILDING = {"investment": "52000", "workers": 30, "starts_on": "2026-01-05", "ends_on": "2027-05-01"}
SAVING = {
    "metric": "用电量（万千瓦时）",
    "baseline_year": timezone.localdate().year - 1,
    "baseline": "1200.5",
    "workers": 30,
}
RURAL = {"town": "孙庄镇", "industry": "特色种植", "starts_on": "2026-01-05", "ends_on": "2026-11-30"}
BASE = {"level": "市级", "industry": "特色种植", "named_on": "2025-05-01"}
POLICY = {"issuer": "河州市总工会", "issued_on": "2026.3.1", "field": "技能提升"}
TASK = {"field": "技能提升", "due_on": f"{timezone.localdate().year}-11-30"}
PAID = {"project": PROJECT, "source": "工会资金", "paid_on": "2026-05-01"}

SHEETS = {
    "activities.activity": Sheet(
        "activities.Activity",
        (
            {"title": "劳模精神宣讲", **ACTIVITY, "speakers": "王敏，市委党校副教授"},
            {"title": "工匠进校园", **ACTIVITY, "organization": UNION},
        ),
        {"title": "安全生产宣讲", **ACTIVITY},
        "kind",
        "跳舞",
    ),
    "places.place": Sheet(
        "places.Place",
        (
            {"name": "东风路爱心驿站", **PLACE, "address": "东风路3号", "facilities": "桌椅、饮水设备"},
            {"name": "人民路爱心驿站", **PLACE, "address": "人民路9号", "phone": "0371-67180000"},
        ),
        {"name": "建设路爱心驿站", **PLACE, "address": "建设路1号"},
        "opened_on",
        "2999-01-01",
    ),
    "competitions.construction": Sheet(
        "competitions.Enrolment",
        (
            {"project": "快速路改造工程", "party": PLANTS[0], **BUILDING},
            {"project": "污水厂扩建工程", "party": PLANTS[1], **BUILDING, "union": UNION},
        ),
        {"project": "地铁车辆段工程", "party": PLANTS[2], **BUILDING},
        "investment",
        "五亿",
        competing(CompetitionKind.CONSTRUCTION),
    ),
    "competitions.energy": Sheet(
        "competitions.Enrolment",
        (
            {"project": "余热回收改造", "party": PLANTS[0], **SAVING},
            {"project": "空压站改造", "party": PLANTS[1], **SAVING, "union": UNION},
        ),
        {"project": "照明改造", "party": PLANTS[2], **SAVING},
        "baseline",
        "0",
        competing(CompetitionKind.ENERGY),
    ),
    "competitions.safety": Sheet(
        "competitions.Enrolment",
        ({"party": PLANTS[0], "workers": 300}, {"party": PLANTS[1], "workers": 120, "teams": 12}),
        {"party": PLANTS[2], "workers": 90},
        "party",
        "没有的厂",
        competing(CompetitionKind.SAFETY),
    ),
    "rural.project": Sheet(
        "rural.Project",
        ({"name": "莲藕种植", **RURAL}, {"name": "菌菇种植", **RURAL, "begun_on": "2026-02-01"}),
        {"name": "葡萄种植", **RURAL},
        "ends_on",
        "2025-01-01",
    ),
    "rural.base": Sheet(
        "rural.Base",
        ({"name": "孙庄村示范基地", **BASE}, {"name": "赵庄村示范基地", **BASE, "union": UNION}),
        {"name": "李庄村示范基地", **BASE},
        "level",
        "宇宙级",
    ),
    "rural.participation": Sheet(
        "rural.Participation",
        (
            {"name": "甲一", "honour": "劳动模范", "joined_on": "2026-03-01", "project": PROJECT},
            {"name": "乙二", "honour": "劳动模范", "joined_on": "2026-03-01", "union": UNION},
        ),
        {"name": "丙三", "honour": "劳动模范", "joined_on": "2026-03-01"},
        "joined_on",
        "2999-01-01",
        helped,
    ),
    "rural.collective": Sheet(
        "rural.Collective",
        (
            {"name": "先锋班组", "honour": "工人先锋号", "joined_on": "2026-03-01", "project": PROJECT},
            {"name": UNION, "honour": "工人先锋号", "joined_on": "2026-03-01"},
        ),
        {"name": "铁锤班组", "honour": "工人先锋号", "joined_on": "2026-03-01"},
        "project",
        "没有的项目",
        helped,
    ),
    "rural.funding": Sheet(
        "rural.Funding",
        ({**PAID, "amount": "12000.50"}, {**PAID, "source": "社会资金", "giver": "某公司", "amount": "800"}),
        {**PAID, "amount": "500"},
        "amount",
        "0",
        helped,
    ),
    "reform.policy": Sheet(
        "reform.Policy",
        (
            {"title": "师带徒工作指导意见", "number": "河工发[2026]3号", **POLICY},
            {"title": "技能津贴实施办法", **POLICY, "union": UNION},
        ),
        {"title": "工匠学院建设意见", **POLICY},
        "issued_on",
        "2999-01-01",
    ),
    "reform.pilot": Sheet(
        "reform.Pilot",
        (
            {"party": PLANTS[0], "level": "市级", "named_on": "2026-01-05"},
            {"party": UNION, "level": "县级", "named_on": "2026-01-05"},
        ),
        {"party": PLANTS[1], "level": "市级", "named_on": "2026-01-05"},
        "party",
        "没有的厂",
        plants,
    ),
    "reform.reformtask": Sheet(
        "reform.ReformTask",
        (
            {"text": "建立首席技师制度", **TASK},
            {"text": "推行技能等级薪酬", **TASK, "lead": UNION, "responsible": "张三"},
        ),
        {"text": "建设工匠学院", **TASK},
        "due_on",
        "2999-01-01",
    ),
}
