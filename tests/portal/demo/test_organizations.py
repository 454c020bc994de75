"""The demo federation: complete, in order, with valid codes, and every spelling of the tables understood."""

import pytest

from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Dictionary, Enterprise, Organization, OrganizationAlias
from jiangong.domains.organizations.queries import resolve_name, units
from jiangong.kit.access.actor import system_actor
from jiangong.lib.codes import check_credit_code, division_name
from jiangong.portal.demo.organizations import load

SYSTEM = system_actor()
IN_ORDER = [
    "巩义市",
    "新密市",
    "登封市",
    "荥阳市",
    "新郑市",
    "中牟县",
    "二七区",
    "中原区",
    "金水区",
    "管城区",
    "惠济区",
    "上街区",
    "经开区",
    "高新区",
    "郑东新区",
    "航空港区",
    "轻工纺织",
    "能源石化",
    "建设邮电",
    "农林水利",
    "机械冶金",
    "机关工会",
    "财贸金融",
    "教科文卫",
    "长铝",
    "郑煤",
    "宇通",
    "恒天重工",
    "公交",
    "交运",
    "黄金叶",
    "轻研院",
    "日产",
    "富士康",
]
OTHERWISE_WRITTEN = {
    "航空港经济综合实 验区": "航空港区",
    "经济技术开发区": "经开区",
    "高新技术开发区": "高新区",
    "建设邮电工会": "建设邮电",
    "能源石化工会": "能源石化",
    "轻工纺织工会": "轻工纺织",
    "财贸金融工会": "财贸金融",
    "机械冶金建材工会": "机械冶金",
    "教科文卫体工会": "教科文卫",
    "农林水利工会": "农林水利",
    "长 铝": "长铝",
    "长　铝": "长铝",
    "郑 煤": "郑煤",
    "宇 通": "宇通",
    "公 交": "公交",
    "交 运": "交运",
    "日 产": "日产",
    "郑煤集团": "郑煤",
    "宇通公司": "宇通",
    "交运集团": "交运",
    "公交公司": "公交",
    "郑州日产": "日产",
    "富士康郑州科技园": "富士康",
}


@pytest.fixture
def demo(db) -> None:
    load(SYSTEM)


def test_load_brings_the_34_units_in_the_notices_order(demo: None) -> None:
    found = list(units(SYSTEM))
    assert [unit.short_name for unit in found] == IN_ORDER
    kinds = [unit.kind for unit in found]
    assert kinds.count(Kind.DISTRICT) + kinds.count(Kind.ZONE) == 16
    assert (kinds.count(Kind.INDUSTRY), kinds.count(Kind.ENTERPRISE)) == (8, 10)


@pytest.mark.parametrize("batch", [IN_ORDER, list(OTHERWISE_WRITTEN)])
def test_load_makes_every_spelling_certain(demo: None, batch: list[str]) -> None:
    for text in batch:
        resolution = resolve_name(text, SYSTEM)
        assert resolution.is_certain, text
        assert resolution.organization.short_name == OTHERWISE_WRITTEN.get(text, text)


def test_load_gives_codes_that_hold(demo: None) -> None:
    coded = Organization.unscoped.exclude(credit_code="")
    assert coded.count() >= 340
    for organization in coded:
        assert check_credit_code(organization.credit_code, union=True) == [], organization.name
    for enterprise in Enterprise.unscoped.all():
        assert check_credit_code(enterprise.credit_code) == []
    for unit in units(SYSTEM).filter(kind=Kind.DISTRICT):
        known = division_name(unit.division_code, unit.division_year)
        assert f"{known}总工会" == unit.name
    assert not units(SYSTEM).filter(kind=Kind.ZONE).exclude(division_code="").exists()


def test_load_fills_the_tree_below(demo: None) -> None:
    unions = Organization.unscoped.filter(kind=Kind.GRASSROOTS)
    assert 290 <= unions.count() <= 310
    assert not unions.filter(territory=None).exists()
    assert unions.values("name").distinct().count() == unions.count()
    assert 110 <= Enterprise.unscoped.count() <= 130
    assert Enterprise.unscoped.filter(union=None).count() == 40
    assert OrganizationAlias.unscoped.filter(source="document").count() >= 50
    sizes = {one.key: one.entries.count() for one in Dictionary.objects.all()}
    assert (sizes["skill_grades"], sizes["chains"], sizes["competitions"]) == (8, 9, 3)
