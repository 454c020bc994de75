"""A document's whole way through three people, and what a double click does not do."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jiangong.portal.demo.documents import make_pdf
from tests.e2e.conftest import DESK, PHONE


def register(visiting, title: str) -> None:
    page = visiting.open("/documents/new/")
    page.get_by_label("标题").fill(title)
    page.get_by_label("来文（发文）单位").fill("河南省总工会")
    page.get_by_label("收文日期").fill(timezone.localdate().isoformat())


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_document_goes_from_register_to_done_through_three_people(visit, window):
    title = f"关于开展技能比武的通知（{'桌面' if window is DESK else '手机'}）"
    clerk = visit("shizong", window)
    register(clerk, title)
    clerk.press("登记")
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text(title)
    address = clerk.page.url.removeprefix(clerk.base).split("#")[0]
    attach(clerk)
    clerk.press("拟办")
    clerk.page.get_by_label("拟办意见").fill("拟请领导批示。")
    clerk.page.get_by_label("批示领导").select_option(label="梁志刚（副主席）")
    clerk.press("送批示")
    clerk.says("已送批示。")

    leader = visit("lingdao", window)
    leader.open("/")
    leader.page.get_by_role("link", name=title).first.click()
    leader.press("批示")
    leader.page.get_by_label("批示意见").fill("请二七区抓紧办理。")
    leader.page.get_by_label("承办人").select_option(label="陈晓岚（经济部部长）")
    leader.press("交办")
    leader.says("已交办。")

    worker = visit("erqi", window)
    worker.open(address)
    worker.press("办结")
    worker.page.get_by_label("办理结果").fill("已组织120名职工参加。")
    worker.press("办结")
    worker.says("已办结。")
    worker.says("已组织120名职工参加。")


def attach(visiting) -> None:
    page = visiting.page
    page.get_by_text("添加正文").click()
    files = {"name": "通知.pdf", "mimeType": "application/pdf", "buffer": make_pdf(["Notice"])}
    page.locator("#attachments details[open] input[type=file]").set_input_files(files)
    page.locator("#attachments details[open]").get_by_role("button", name="上传").click()
    expect(page.locator("#attachments").get_by_text("通知.pdf")).to_be_visible()
    address = page.locator("#attachments").get_by_role("link", name="预览").first.get_attribute("href")
    answer = page.request.get(visiting.base + address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")


def test_a_double_click_registers_one_document(visit):
    visiting = visit("shizong")
    title = "只登记一次的通知"
    register(visiting, title)
    visiting.page.get_by_role("button", name="登记").filter(visible=True).first.dblclick()
    expect(visiting.page.get_by_role("heading", level=1)).to_have_text(title)
    page = visiting.open(f"/documents/?q={title}")
    expect(page.locator("#table tbody tr")).to_have_count(1)
