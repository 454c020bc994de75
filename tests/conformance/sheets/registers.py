"""Sheets of the registers: organizations, enterprises, people, titles, agreements, studios, nominations."""

from datetime import date, timedelta

from django.utils import timezone

from jiangong.domains.titles.choices import TitleFamily
from tests.cast import Cast
from tests.conformance.sheets.making import Sheet
from tests.factories.honors import make_open
from tests.factories.people import make_id_number, make_person
from tests.factories.titles import make_title

UNION = "东城机床厂工会"
PROGRAMME = "能工巧匠评选"


def grown(cast: Cast, *names: str) -> None:
    for name in names:
        make_person(name, cast.union, birth_on=date(1985, 3, 4))


def agreement(number: int) -> dict:
    start = timezone.localdate() - timedelta(days=100)
    return {
        "organization": UNION,
        "master": f"师傅{'甲乙丙'[number]}",
        "apprentice": f"徒弟{'甲乙丙'[number]}",
        "occupation": "车工",
        "master_grade": "高级工",
        "from_grade": "初级工",
        "to_grade": "中级工",
        "starts_on": start.isoformat(),
        "ends_on": (start + timedelta(days=365)).isoformat(),
        "signed_on": start.isoformat(),
    }


def couples(cast: Cast) -> None:
    grown(cast, *(f"{role}{mark}" for role in ("师傅", "徒弟") for mark in "甲乙丙"))


def candidates(cast: Cast) -> None:
    grown(cast, "甲一", "乙二", "丙三")
    make_open(cast.federation, name=PROGRAMME, places=9)


def bearers(cast: Cast) -> None:
    grown(cast, "甲一", "乙二")
    make_title()
    make_title("市工人先锋号", TitleFamily.COLLECTIVE)


ORGANIZATION = {"kind": "基层工会", "parent": "东城区", "opened_on": "2026-01-05"}
AWARD = {"title": "市劳动模范", "year": "2025年", "given_on": "2025-04-28"}

SHEETS = {
    "organizations.organization": Sheet(
        "organizations.Organization",
        (
            {"name": "东城轴承厂工会", **ORGANIZATION},
            {"name": "东城食品厂工会", **ORGANIZATION, "members_count": 120},
        ),
        {"name": "东城玻璃厂工会", **ORGANIZATION},
        "parent",
        "火星区",
        user="city_officer",
    ),
    "organizations.enterprise": Sheet(
        "organizations.Enterprise",
        (
            {"name": "东城轴承有限公司", "organization": "东城区", "ownership": "民营", "workers_count": 60},
            {"name": "东城食品有限公司", "organization": UNION, "union": UNION, "above_scale": "是"},
        ),
        {"name": "东城玻璃有限公司", "organization": "东城区"},
        "workers_count",
        "六十",
    ),
    "people.person": Sheet(
        "people.Person",
        (
            {
                "name": "甲一",
                "organization": UNION,
                "id_number": make_id_number(date(1985, 3, 4), sequence=7),
            },
            {"name": "乙二", "organization": UNION, "phone": "13812345678", "skill_grade": "高级工"},
        ),
        {"name": "丙三", "organization": UNION, "phone": "13912345678"},
        "phone",
        "1391234",
    ),
    "titles.award": Sheet(
        "titles.Award",
        ({"name": "甲一", **AWARD}, {"unit": UNION, "team": "一车间", **AWARD, "title": "市工人先锋号"}),
        {"name": "乙二", **AWARD},
        "name",
        "查无此人",
        bearers,
    ),
    "mentorship.agreement": Sheet(
        "mentorship.Agreement",
        (
            agreement(0),
            {
                **agreement(1),
                "state": "出师",
                "grade_reached": "中级工",
                "closed_on": timezone.localdate().isoformat(),
            },
        ),
        agreement(2),
        "to_grade",
        "大师",
        couples,
    ),
    "studios.studio": Sheet(
        "studios.Studio",
        (
            {"name": "甲一创新工作室", "organization": UNION, "leader": "甲一", "founded_on": "2025-05-01"},
            {"name": "焊接创新工作室", "organization": UNION, "industry": "装备制造"},
        ),
        {"name": "乙二创新工作室", "organization": UNION, "leader": "乙二"},
        "leader",
        "查无此人",
        lambda cast: grown(cast, "甲一", "乙二"),
    ),
    "honors.nomination": Sheet(
        "honors.Nomination",
        (
            {"programme": PROGRAMME, "name": "甲一", "position": "钳工"},
            {"programme": PROGRAMME, "name": "乙二", "rank": 2, "union": UNION},
        ),
        {"programme": PROGRAMME, "name": "丙三"},
        "programme",
        "没有的评选",
        candidates,
    ),
}
