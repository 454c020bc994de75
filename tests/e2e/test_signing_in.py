"""Getting in: the right and the wrong password, the lock, and who meets which first page."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE

CONSOLES = (
    ("xitong", "/account/consoles/system/", "系统管理员"),
    ("anquan", "/account/consoles/security/", "安全管理员"),
    ("shenji", "/account/consoles/audit/", "审计记录"),
)
BUSINESS = ("/people/", "/organizations/", "/documents/", "/imports/")


def try_to_sign_in(visiting, username: str, password: str) -> None:
    visiting.open("/account/sign-in/")
    visiting.page.get_by_label("账号").fill(username)
    visiting.page.locator("[name=password]").fill(password)
    visiting.page.keyboard.press("Enter")


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_wrong_password_is_told_and_a_right_one_leads_home(visit, installation, window):
    visiting = visit("", window)
    try_to_sign_in(visiting, "yutong", "not-the-password")
    visiting.says("账号或密码不正确。")
    assert visiting.page.get_by_label("账号").input_value() == "yutong"
    try_to_sign_in(visiting, "yutong", installation.password)
    expect(visiting.page.get_by_role("heading", level=1)).to_have_text("工作台")


def test_guessing_is_locked_with_a_sentence_that_says_what_to_do(visit):
    visiting = visit("")
    for left in ("再错4次", "再错3次", "再错2次", "再错1次", "已锁定"):
        try_to_sign_in(visiting, "nobody-here", "guess-after-guess")
        visiting.says(left)
    try_to_sign_in(visiting, "nobody-here", "guess-after-guess")
    visiting.says("请15分钟后再试")


@pytest.mark.parametrize(("username", "address", "title"), CONSOLES)
def test_each_administrator_has_one_console_and_no_business(visit, username, address, title):
    visiting = visit(username)
    assert visiting.page.goto(visiting.base + address).status == 200
    expect(visiting.page.get_by_role("heading", level=1)).to_have_text(title)
    others = [other for _, other, _ in CONSOLES if other != address]
    for refused in (*BUSINESS, *others):
        assert visiting.page.goto(visiting.base + refused).status == 403, refused
        expect(visiting.page.get_by_role("heading", level=1)).to_have_text("这件事现在不能办理。")


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_worker_finds_their_own_entry(visit, window):
    visiting = visit("zhigong", window)
    visiting.open("/").locator("[popovertarget=account]").click()
    visiting.press("我的登记信息")
    expect(visiting.page.get_by_role("heading", level=1)).to_have_text("李建军")
    assert visiting.page.goto(visiting.base + "/people/").status == 403
