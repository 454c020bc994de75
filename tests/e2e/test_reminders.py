"""Reminders and saved views as people meet them, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE

WINDOWS = pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])


def name(window) -> str:
    return "desk" if window is DESK else "phone"


@WINDOWS
def test_a_view_is_saved_opened_and_dropped(visit, window):
    visiting, title = visit("shizong", window), f"在办{name(window)}"
    page = visiting.open("/documents/?view=open&direction=incoming")
    page.get_by_role("link", name="＋ 存为视图").click()
    dialog = page.locator("#dialog")
    expect(dialog).to_contain_text("将保存：")
    visiting.shot(f"saved-view-dialog-{name(window)}")
    dialog.get_by_label("名称").fill(title)
    dialog.get_by_role("button", name="保存").click()
    visiting.says("视图已保存。")
    tab = page.get_by_role("navigation", name="视图").get_by_role("link", name=title)
    expect(tab).to_have_attribute("aria-current", "page")
    assert visiting.overflow() <= 0
    visiting.shot(f"saved-view-{name(window)}")
    page.get_by_label("这个视图").click()
    visiting.shot(f"saved-view-menu-{name(window)}")
    page.get_by_role("button", name="删除视图").click()
    asked = page.get_by_role("dialog", name="删除视图")
    asked.get_by_role("button", name="删除视图").click()
    visiting.says("视图已删除。")
    expect(page.get_by_role("navigation", name="视图").get_by_text(title)).to_have_count(0)


def test_filters_offer_to_be_saved_as_they_change(visit):
    visiting = visit("shizong")
    page = visiting.open("/documents/?view=open")
    before = page.get_by_role("link", name="＋ 存为视图").get_attribute("href")
    page.locator("select[name=direction]").select_option("incoming")
    expect(page.get_by_role("link", name="＋ 存为视图")).not_to_have_attribute("href", before)
    assert "direction=incoming" in page.get_by_role("link", name="＋ 存为视图").get_attribute("href")


@WINDOWS
@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("erqi", "/messages/preferences/"),
        ("shizong", "/messages/ladder/"),
        ("xitong", "/messages/targets/"),
        ("xitong", "/messages/targets/new/"),
        ("xitong", "/messages/dispatches/"),
        ("xitong", "/workdays/"),
        ("erqi", "/offline/"),
    ],
)
def test_a_page_is_whole(visit, window, username, path):
    visiting = visit(username, window)
    page = visiting.open(path)
    expect(page.locator("h1")).to_have_count(1)
    assert visiting.overflow() <= 0
    visiting.shot(f"reach-{path.strip('/').replace('/', '-')}-{name(window)}")


@WINDOWS
def test_the_urging_text_is_copied(visit, window):
    visiting = visit("shizong", window)
    visiting.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visiting.open("/plans/")
    rows = page.locator("#table tbody a[href^='/plans/']")
    plans = list(dict.fromkeys(rows.nth(at).get_attribute("href") for at in range(rows.count())))
    urge = page.locator("a[href$='/urge/']").first
    for plan in plans:
        visiting.open(f"{plan}?part=materials")
        if urge.count():
            break
    urge.click()
    expect(page.locator("#dialog #reminder")).to_contain_text("【催办】")
    visiting.shot(f"urging-{name(window)}")
    page.locator("#dialog").get_by_role("button", name="复制").click()
    visiting.says("已复制。")
    assert page.evaluate("navigator.clipboard.readText()").startswith("【催办】")
