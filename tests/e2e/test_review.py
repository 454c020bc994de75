"""From a notice to a checked plan in a browser: upload, progress, both sides, a gap filled or let pass, two at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PATIENCE, PHONE, Visit
from tests.e2e.test_every_page import AXE, RUN_AXE

REASON = "经电话向长铝工会核实，印发时漏列。"
UNITS = ("郑煤", "宇通", "恒天重工", "公交", "交运", "黄金叶", "富士康")


def notice(number: int) -> str:
    """A notice of two programmes; the table of the second leaves 长铝 out: 10 and 1 are missing."""
    first = "\n".join(f"{unit}\t5" for unit in ("长铝", *UNITS))
    second = "\n".join(f"{unit}\t10\t1" for unit in UNITS)
    return f"""郑州市总工会

郑工劳经〔2024〕{number}号

关于印发《2024年两个行动专案》的通知

各区县（市）工会、市总直属基层工会：

现将两个行动专案印发给你们，请认真贯彻落实。

郑州市总工会

2024年4月9日

一、安全生产行动专案

（一）目标任务

全市开展安全竞赛项目40个。

附件1

安全生产行动任务分解表

单位\t安全竞赛项目（个）
{first}
合计\t40

二、乡村振兴劳模出彩行动专案

（一）目标任务

组织80名以上先进人物、8家以上先进集体参与。

（二）工作安排

1. 制订方案。4月20日前，各单位拟定具体实施方案。

附件2

乡村振兴劳模出彩行动任务分解表

单位\t先进人物（名）\t先进集体（家）
{second}
合计\t80\t8
"""


def upload(visiting: Visit, number: int) -> Page:
    """Choose the file and wait until its review opens."""
    page = visiting.open("/plans/readings/new/")
    files = {"name": f"通知{number}.txt", "mimeType": "text/plain", "buffer": notice(number).encode()}
    page.locator("[name=file]").set_input_files(files)
    visiting.press("上传并识读")
    page.wait_for_url(re.compile(r"/plans/\d+/review/"), timeout=60_000)
    return page


def gap(page: Page):
    return page.locator(".finding").filter(has_text="分解合计与文件总数不符")


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_the_suggested_fill_is_taken_over_and_the_plan_goes_on(visit, window):
    visiting = visit("shizong", window)
    page = upload(visiting, 31 if window is DESK else 32)
    expect(page.get_by_role("heading", level=1)).to_have_text("2024年两个行动专案")
    expect(gap(page)).to_contain_text("−10 / −1")
    expect(page.get_by_text("还有1处问题未处理，暂不能送核稿").first).to_be_visible()
    assert visiting.overflow() <= 0
    visiting.shot(f"review-{'desk' if window is DESK else 'phone'}")
    expect(gap(page).locator(".opt").first).to_contain_text("长铝　10 / 1")
    gap(page).get_by_role("button", name="采纳建议").click()
    dialog = page.locator("#dialog")
    expect(dialog.get_by_role("heading")).to_contain_text("采纳建议：长铝 10/1")
    visiting.shot(f"review-adopt-{'desk' if window is DESK else 'phone'}")
    dialog.get_by_label("理由").fill(REASON)
    dialog.get_by_role("button", name="采纳并记录").click()
    visiting.says("已采纳建议，差额归零。")
    expect(gap(page)).to_have_count(0)
    page.locator("#tab-problems").click()
    expect(page.locator("#panel-problems")).to_contain_text(REASON)
    visiting.press("送核稿")
    expect(page.get_by_text("核稿中").first).to_be_visible()


def test_a_gap_is_let_pass_by_name_with_a_reason(visit):
    visiting = visit("shizong")
    page = upload(visiting, 33)
    gap(page).get_by_role("link", name="说明原因后放行").click()
    dialog = page.locator("#dialog")
    expect(dialog.get_by_role("heading")).to_have_text("说明原因后放行")
    visiting.shot("review-waive-desk")
    dialog.get_by_label("理由").fill("原文件即如此，主办部门已书面确认。")
    dialog.get_by_role("button", name="放行").click()
    visiting.says("已放行")
    expect(gap(page)).to_have_count(0)
    page.locator("#tab-problems").click()
    record = page.locator("#panel-problems .time li")
    expect(record.first).to_contain_text("周明远")
    visiting.press("送核稿")
    expect(page.get_by_text("核稿中").first).to_be_visible()


def test_either_side_finds_the_other_by_mouse_and_by_keyboard(visit):
    visiting = visit("shizong")
    page = upload(visiting, 34)
    gap(page).get_by_role("button", name="文件写明的合计").click()
    lit = page.locator(".paper tr.on")
    expect(lit).to_contain_text("合计")
    expect(lit).to_be_in_viewport()
    page.locator(".paper tr[data-ref^='recipient-']").filter(has_text="宇通").first.focus()
    page.keyboard.press("Enter")
    row = page.locator("#panel-goals .rows__one.on")
    expect(row).to_contain_text("宇通")
    expect(page.locator("#tab-goals")).to_have_attribute("aria-selected", "true")
    row.get_by_role("button", name="原文").click()
    expect(page.locator(".paper tr.on").first).to_contain_text("宇通")


def test_a_row_is_edited_in_place_and_a_fault_keeps_what_was_typed(visit):
    visiting = visit("shizong")
    page = upload(visiting, 35)
    page.locator("#tab-goals").click()
    page.locator("#panel-goals").get_by_role("link", name="修改：安全竞赛项目").click()
    form = page.locator("form[data-inline]")
    expect(form.get_by_label("目标值")).to_have_value("40")
    form.get_by_label("目标值").fill("-4")
    form.get_by_role("button", name="保存").click()
    expect(form).to_contain_text("目标值不能是负数。")
    expect(form.get_by_label("目标值")).to_have_value("-4")
    form.get_by_label("目标值").fill("41")
    form.get_by_role("button", name="保存").click()
    expect(page.locator("form[data-inline]")).to_have_count(0)
    expect(page.locator("#panel-goals")).to_contain_text("41个")
    expect(gap(page)).to_have_count(2)
    expect(page.locator("#review-head")).to_contain_text("还有2处问题未处理")


def test_two_people_see_each_others_saves_and_lose_nothing_of_their_own(visit):
    first = visit("shizong")
    page = upload(first, 36)
    page.locator("#tab-tasks").click()
    page.locator("#panel-tasks").get_by_role("link", name="新增任务").first.click()
    typing = page.locator("form[data-inline]")
    typing.get_by_label("内容").fill("我正在写的任务")
    second = visit("shizong")
    second.open(page.url.removeprefix(first.base))
    second.page.locator("#tab-steps").click()
    second.page.locator("#panel-steps").get_by_role("link", name="新增节点").first.click()
    second.page.locator("form[data-inline]").get_by_label("内容").fill("六月底前完成摸底")
    second.page.locator("form[data-inline]").get_by_role("button", name="保存").click()
    expect(second.page.locator("#panel-steps")).to_contain_text("六月底前完成摸底")
    expect(page.locator("[data-overtaken]")).to_contain_text("刚新增了时间节点。", timeout=PATIENCE)
    expect(page.locator("#panel-steps")).to_contain_text("六月底前完成摸底")
    expect(typing.get_by_label("内容")).to_have_value("我正在写的任务")
    typing.get_by_role("button", name="保存").click()
    expect(page.locator("#panel-tasks")).to_contain_text("我正在写的任务")


def test_what_was_typed_survives_leaving_the_page(visit):
    visiting = visit("shizong")
    page = upload(visiting, 37)
    address = page.url.removeprefix(visiting.base)
    page.locator("#panel-facts").get_by_role("link", name="修改", exact=True).click()
    page.locator("form[data-inline]").get_by_label("标题").fill("还没有保存的标题")
    expect(page.locator("[data-draft-note]")).to_contain_text("已存草稿")
    visiting.open(address)
    page.locator("#panel-facts").get_by_role("link", name="修改", exact=True).click()
    expect(page.locator("form[data-inline]").get_by_label("标题")).to_have_value("还没有保存的标题")
    page.locator("form[data-inline]").get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("还没有保存的标题")
    page.locator("#panel-facts").get_by_role("link", name="修改", exact=True).click()
    expect(page.locator("form[data-inline]")).not_to_contain_text("已恢复")


def test_a_plan_by_hand_is_the_same_screen_without_a_source(visit):
    visiting = visit("shizong")
    page = visiting.open("/plans/new/")
    page.get_by_label("标题").fill("手工拟订的计划")
    page.get_by_label("年度").fill("2026")
    visiting.press("开始拟订")
    expect(page.get_by_role("heading", level=1)).to_have_text("手工拟订的计划")
    expect(page.locator(".paper")).to_have_count(0)
    page.locator("#tab-goals").click()
    page.get_by_role("link", name="新增单位").click()
    page.locator("form[data-inline]").get_by_label("单位", exact=False).fill("二七区")
    page.locator("form[data-inline]").get_by_role("button", name="保存").click()
    expect(page.locator("#panel-goals")).to_contain_text("二七区")
    visiting.shot("review-by-hand-desk")


def test_the_review_is_accessible(visit):
    visiting = visit("shizong")
    page = upload(visiting, 38)
    page.evaluate(AXE)
    found = []
    for tab in ("facts", "tasks", "steps", "goals", "rubrics", "problems"):
        page.locator(f"#tab-{tab}").click()
        found += page.evaluate(RUN_AXE)
    page.locator("#tab-goals").click()
    page.locator("#panel-goals").get_by_role("link", name="修改：").first.click()
    expect(page.locator("form[data-inline]")).to_be_visible()
    found += page.evaluate(RUN_AXE)
    assert found == []


def test_a_remark_leads_to_its_place_in_the_source(visit):
    visiting = visit("shizong")
    page = upload(visiting, 39)
    page.locator("#tab-problems").click()
    remark = page.locator("#panel-problems .rows__one").filter(has_text="附件").first
    remark.get_by_role("button", name="原文").click()
    expect(page.locator(".paper .on").first).to_be_in_viewport()
