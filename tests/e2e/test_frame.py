"""What surrounds every page: search, type sizes, appointments, unsaved work, the keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE

TYPICAL = ("/", "/people/", "/people/new/", "/documents/", "/organizations/tree/", "/account/")


def test_a_slash_opens_the_search(visit):
    visiting = visit("shizong")
    page = visiting.open("/documents/")
    page.keyboard.press("/")
    page.keyboard.type("二七区总工会")
    found = page.locator("#finder-results a", has_text="二七区总工会").first
    expect(found).to_be_visible()
    found.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("二七区总工会")


def test_leaving_a_half_filled_form_asks_first(visit):
    visiting = visit("shizong")
    page = visiting.open("/people/new/")
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    page.get_by_label("姓名").press_sequentially("张三")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="文件").click(no_wait_after=True)
    page.wait_for_function("document.querySelector('[name=name]').value === '张三'")
    assert questions == ["beforeunload"]
    assert page.url.endswith("/people/new/")
    page.get_by_label("姓名").fill("")
    page.close(run_before_unload=False)


def test_the_way_back_leads_past_what_was_refused_to_a_fresh_form(visit):
    visiting = visit("shizong")
    page = visiting.open("/people/new/")
    title = page.get_by_role("heading", level=1).inner_text()
    for _ in range(2):
        page.locator("form#form").evaluate("form => { form.noValidate = true }")
        with page.expect_navigation():
            page.locator("form#form button.btn--primary").filter(visible=True).first.click()
        visiting.says("需要更正")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("需要更正")).to_have_count(0)


def test_a_dialog_is_worked_by_keyboard_alone(visit):
    visiting = visit("shizong")
    page = visiting.open("/people/?q=孔军涛")
    page.locator("#table tbody a").first.focus()
    page.keyboard.press("Enter")
    reveal = page.get_by_role("link", name="查看").first
    reveal.focus()
    page.keyboard.press("Enter")
    reason = page.get_by_label("理由")
    expect(reason).to_be_visible()
    page.keyboard.press("Escape")
    expect(reason).to_be_hidden()


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_elder_sizes_keep_every_page_within_the_window(visit, window):
    visiting = visit("yutong", window)
    page = visiting.open("/account/")
    for label, scale in (("大", "large"), ("较大", "larger"), ("特大", "huge")):
        choose_size(visiting, label)
        for path in TYPICAL:
            visiting.open(path)
            assert page.locator("html").get_attribute("data-scale") == scale
            assert visiting.overflow() <= 0, f"{path} at {scale}"
    visiting.shot(f"elder-{'desk' if window is DESK else 'phone'}")
    choose_size(visiting, "标准")
    assert not page.locator("html").get_attribute("data-scale")


def choose_size(visiting, label: str) -> None:
    """The menu works by script on a desk and from the account's menu on a phone."""
    page = visiting.page
    direct = page.get_by_role("button", name="字号与长辈版").filter(visible=True)
    if not direct.count():
        page.get_by_role("button", name="我的账号").click()
    page.get_by_role("button", name="字号与长辈版").filter(visible=True).first.click()
    with page.expect_response(lambda answer: answer.url.endswith("/account/scale/")):
        page.locator("#scales").get_by_role("button", name=label, exact=True).click()


def test_a_lent_appointment_is_entered_and_left(visit):
    lender = visit("lingdao")
    page = lender.open("/account/")
    lender.press("委托代行")
    page.get_by_label("对方账号").fill("jinshui")
    page.get_by_label("结束日期").fill((timezone.localdate() + timedelta(days=3)).isoformat())
    page.get_by_label("委托理由").fill("出差三天，请代为处理。")
    lender.press("委托")
    lender.says("已委托。")
    borrower = visit("jinshui")
    borrower.open("/")
    switch_to(borrower, "郑州市总工会")
    switch_to(borrower, "金水区总工会")


def switch_to(visiting, organization: str) -> None:
    visiting.page.get_by_role("button", name="切换任职").click()
    visiting.page.locator("#appointments button", has_text=organization).click()
    expect(visiting.page.locator(".top__name")).to_have_text(organization)
