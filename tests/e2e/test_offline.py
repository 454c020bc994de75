"""A form without a network: it opens again, keeps its draft, waits in the queue and is carried out exactly once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE

FORM = "/documents/new/"
CACHED = "async () => (await Promise.all((await caches.keys()).map(async n => (await (await caches.open(n)).keys()).map(r => new URL(r.url).pathname)))).flat()"
QUEUE = "async () => await new Promise(done => { const asked = indexedDB.open('jiangong'); asked.onsuccess = () => { const db = asked.result; if (!db.objectStoreNames.contains('queue')) { db.close(); done([]); return; } const all = db.transaction('queue').objectStore('queue').getAll(); all.onsuccess = () => { db.close(); done(all.result.map(e => [e.user, e.state, e.title])); }; }; })"
DRAFTS = "() => Object.keys(localStorage).filter(key => key.startsWith('draft:'))"


def fill(page, title: str) -> None:
    page.get_by_label("标题").fill(title)
    page.get_by_label("来文（发文）单位").fill("河南省总工会")
    page.get_by_label("收文日期").fill(timezone.localdate().isoformat())


def until(page, script: str, wanted) -> None:
    """Ask the page until it answers as wanted."""
    for _ in range(150):
        if (found := page.evaluate(script)) == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{found} instead of {wanted}")


def ready(visiting):
    """The form page with its service worker in charge of it."""
    page = visiting.open(FORM)
    kept = "(await caches.match('/documents/new/')) !== undefined"
    until(page, f"async () => navigator.serviceWorker.controller !== null && {kept}", wanted=True)
    return page


def waits(page, count: int) -> None:
    until(page, f"async () => (await ({QUEUE})()).length", count)


def registered(visiting, title: str) -> int:
    page = visiting.open(f"/documents/?q={title}")
    return page.locator("#table tbody tr").count()


@pytest.fixture
def clerk(visit):
    return visit("jiceng", PHONE)


def test_a_form_is_filled_reopened_and_submitted_without_a_network_and_counts_once(clerk):
    title = f"离线登记的通知{timezone.now():%H%M%S%f}"
    page = ready(clerk)
    clerk.context.set_offline(True)
    clerk.says("现在没有网络。可以继续填写")
    fill(page, title)
    clerk.says("已存草稿")
    page.goto(clerk.base + FORM)  # reopened from the service worker
    expect(page.get_by_label("标题")).to_have_value(title)
    clerk.says("已恢复您")
    clerk.shot("offline-draft-phone")
    clerk.press("登记")
    clerk.says("等待网络：登记文件")
    waits(page, 1)
    expect(page.get_by_label("标题")).to_have_value("")
    assert page.evaluate(DRAFTS) == []
    clerk.shot("offline-waiting-phone")
    page.goto(clerk.base + FORM)
    clerk.says("等待网络：登记文件")
    clerk.context.set_offline(False)
    clerk.says("已提交：登记文件。")
    waits(page, 0)
    clerk.shot("offline-sent-phone")
    assert registered(clerk, title) == 1


@pytest.mark.parametrize("is_cut", [True, False], ids=["no network", "a network that leads nowhere"])
def test_a_check_of_a_place_without_a_day_is_told_before_one_leaves(visit, is_cut):
    phone = visit("erqi", PHONE)
    page = phone.open("/places/")
    page.goto(
        phone.base + page.locator("#table tbody a[href^='/places/']").first.get_attribute("href") + "inspect/"
    )
    for box in page.locator("[name=present]").all():
        box.check()
    page.get_by_label("其他问题").fill("没有开门")
    if is_cut:
        phone.context.set_offline(True)
    else:
        phone.context.route(
            "**/inspect/",
            lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
        )
    phone.press("登记检查")
    phone.says("发现了问题，请填写整改期限。")
    waits(page, 0)
    page.get_by_label("整改期限").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    phone.press("登记检查")
    phone.says("等待网络")
    waits(page, 1)


def test_two_submissions_from_one_kept_page_are_two(clerk):
    title = f"两份通知{timezone.now():%H%M%S%f}"
    page = ready(clerk)
    clerk.context.set_offline(True)
    for number in ("甲", "乙"):
        page.goto(clerk.base + FORM)
        fill(page, f"{title}{number}")
        clerk.press("登记")
        clerk.says("等待网络")
    waits(page, 2)
    clerk.context.set_offline(False)
    waits(page, 0)
    assert registered(clerk, title) == 2


def test_an_answer_that_is_lost_does_not_make_a_second_one(clerk):
    title = f"回音丢失的通知{timezone.now():%H%M%S%f}"
    page = ready(clerk)
    lost = []

    def lose(route) -> None:
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.fetch().status)  # the server has carried it out
            route.abort()
        else:
            route.continue_()

    clerk.context.route(f"**{FORM}", lose)
    fill(page, title)
    clerk.press("登记")
    clerk.says("等待网络")
    assert lost[0] == 200
    clerk.context.unroute(f"**{FORM}")
    page.reload()
    clerk.says("已提交：登记文件。")
    waits(page, 0)
    assert registered(clerk, title) == 1


def test_online_it_goes_where_the_server_says(clerk):
    title = f"在线登记的通知{timezone.now():%H%M%S%f}"
    page = ready(clerk)
    fill(page, title)
    clerk.press("登记")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.evaluate(DRAFTS) == []
    assert page.evaluate(QUEUE) == []


def test_what_is_wrong_is_shown_online_as_ever(clerk):
    page = ready(clerk)
    fill(page, "日期不对的通知")
    page.get_by_label("收文日期").fill((timezone.localdate() + timedelta(days=40)).isoformat())
    page.get_by_label("标题").fill("")
    clerk.press("登记")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    assert page.evaluate(QUEUE) == []


def test_what_is_refused_after_waiting_comes_back_filled_in(clerk):
    page = ready(clerk)
    clerk.context.set_offline(True)
    fill(page, "")
    clerk.press("登记")
    clerk.says("还没有填：标题。填好后再提交。")
    waits(page, 0)
    fill(page, "日期不对的通知")
    page.get_by_label("收文日期").fill((timezone.localdate() + timedelta(days=40)).isoformat())
    clerk.press("登记")
    clerk.says("等待网络")
    clerk.context.set_offline(False)
    clerk.says("没有被接受：登记文件")
    page.get_by_role("link", name="打开修改").click()
    clerk.says("内容已填回，请修改后再提交。")
    waits(page, 0)


def test_only_static_files_and_forms_that_ask_are_kept(clerk):
    page = ready(clerk)
    for path in ("/", "/documents/", "/people/", "/messages/"):
        clerk.open(path)
    kept = page.evaluate(CACHED)
    assert {path for path in kept if not path.startswith("/static/")} == {FORM, "/offline/"}
    clerk.context.set_offline(True)
    page.goto(clerk.base + "/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("现在没有网络")
    clerk.context.set_offline(False)


def sign_in(visiting, installation, username: str) -> None:
    page = visiting.open("/account/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", installation.password)
    page.click("main button[type=submit], form button:not([type=button])")
    page.wait_for_url(lambda url: "sign-in" not in url)


def leave(visiting) -> None:
    visiting.page.locator("[popovertarget=account]").click()
    visiting.page.get_by_role("button", name="退出登录").click()


def left_behind(page) -> list:
    return [page.evaluate(DRAFTS), page.evaluate(QUEUE), page.evaluate(CACHED)]


def test_signing_out_clears_everything_but_asks_first(visit, installation):
    visiting = visit("", PHONE)
    sign_in(visiting, installation, "erqi")
    page = ready(visiting)
    visiting.context.set_offline(True)
    fill(page, "退出前没有送出的通知")
    visiting.press("登记")
    visiting.says("等待网络")
    fill(page, "还在写的通知")
    visiting.says("已存草稿")
    visiting.context.route(f"**{FORM}", lambda route: route.abort())
    visiting.context.set_offline(False)  # last: the queue sends as soon as it may
    leave(visiting)
    visiting.says("还有1份没有提交、1份草稿没有保存，退出会清除。")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/account/sign-in/**")
    assert left_behind(page) == [[], [], []]
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_another_user_finds_nothing(visit, installation):
    visiting = visit("", PHONE)
    sign_in(visiting, installation, "erqi")
    page = ready(visiting)
    visiting.context.set_offline(True)
    fill(page, "别人的通知")
    visiting.press("登记")
    visiting.says("等待网络")
    visiting.context.route(f"**{FORM}", lambda route: route.abort())
    visiting.context.clear_cookies()  # the session ended by itself
    visiting.context.set_offline(False)  # last: the queue sends as soon as it may
    sign_in(visiting, installation, "jinshui")
    until(page, QUEUE, [])
    until(page, CACHED, [])
    assert left_behind(page) == [[], [], []]
