"""A plan in front of people: the leader issues it, 二七区 signs, divides it to its grass roots, they sign theirs."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.test_every_page import AXE, RUN_AXE

YEAR = timezone.localdate().year


def address(visiting) -> str:
    return visiting.page.url.removeprefix(visiting.base).split("?")[0].split("#")[0]


def plan_called(visiting, title: str) -> str:
    """The address of the plan of this title in the list."""
    page = visiting.open(f"/plans/?q={title}")
    return page.locator("#table tbody a").filter(has_text=title).first.get_attribute("href")


def test_the_leader_signs_and_every_unit_gets_its_sheet(visit):
    title = f"{YEAR}年职工技能比武活动计划"
    leader = visit("lingdao")
    leader.open("/")
    leader.page.get_by_role("link", name=title).first.click()
    leader.press("核稿通过")
    leader.says("核稿通过，等待签发。")
    leader.press("签发下发")
    dialog = leader.page.locator("dialog[open]")
    expect(dialog).to_contain_text("每个任务单位收到自己的任务书")
    dialog.get_by_role("button", name="签发下发").click()
    leader.says("已签发下发")
    where = address(leader)

    unit = visit("erqi", PHONE)
    unit.open("/")
    unit.page.get_by_role("link", name=title).first.click()
    expect(unit.page.get_by_role("heading", level=1)).to_have_text("二七区任务书")
    assert unit.overflow() <= 0
    unit.shot("plans-sheet-phone")
    unit.press("签收")
    unit.says("已签收。")
    unit.press("继续分解")
    unit.page.get_by_label(re.compile("全部所属基层工会")).check()
    unit.press("生成分解表")
    unit.says("已生成分解表")

    clerk = visit("shizong")
    page = clerk.open(f"{where}receipts/")
    expect(page.get_by_text("已签收1家，共34家")).to_be_visible()
    expect(page.locator("#reminder")).to_contain_text("还有33家没有签收")
    row = page.locator("tbody tr").filter(has_text="二七区")
    expect(row).to_contain_text("已签收")
    expect(row).to_contain_text("拟稿中")


def test_a_grassroots_union_signs_what_its_district_gave_it(visit):
    union = visit("jiceng", PHONE)
    union.open("/")
    union.page.get_by_role("link", name=re.compile("^二七区分解")).first.click()
    union.press("签收")
    union.says("已签收。")
    assert union.overflow() <= 0
    union.shot("plans-grassroots-phone")


def test_a_unit_confirms_what_was_signed_in_its_stead(visit):
    unit = visit("yutong", PHONE)
    unit.open(f"{plan_called(unit, f'{YEAR}年劳动和经济工作重点专案')}sheet/")
    unit.press("确认代签收")
    unit.says("本单位确认")


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_every_part_of_a_plan_is_whole_and_accessible(visit, window):
    clerk = visit("shizong", window)
    where = plan_called(clerk, f"{YEAR}年劳动和经济工作重点专案")
    parts = (
        "",
        "?part=tasks",
        "?part=steps",
        "?part=steps&as=table",
        "?part=materials",
        "?part=receipts",
        "?part=approval",
    )
    for path in (*(f"{where}{part}" for part in parts), f"{where}receipts/", f"{where}sheet/"):
        clerk.open(path)
        assert clerk.overflow() <= 0, path
        clerk.page.evaluate(AXE)
        found = [one for one in clerk.page.evaluate(RUN_AXE) if one[1] in {"serious", "critical"}]
        assert found == [], path
        clerk.shot(
            f"plans{path.removeprefix(where).replace('?', '-').replace('/', '')}-{'desk' if window is DESK else 'phone'}"
        )
