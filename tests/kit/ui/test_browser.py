"""The interface in a real browser: policy, keyboard, double size, forms sent once."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.system import CHROMIUM, missing, provide

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(missing(CHROMIUM)), reason="needs Chromium"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
WATCH = """window.refused = [];
document.addEventListener('securitypolicyviolation', (e) => refused.push(e.effectiveDirective + e.blockedURI));"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium; its event loop makes Django think the thread is asynchronous, which it is not."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser, live_server, settings) -> Iterator[Page]:
    settings.DEBUG = True
    settings.ROOT_URLCONF = "jiangong.kit.ui.urls"
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(5000)
    page.add_init_script(WATCH)
    page.goto(f"{live_server.url}/gallery/")
    assert page.title() == "组件 · 建功"
    yield page
    page.close()


def test_gallery_breaks_no_policy_and_no_script(page):
    assert page.evaluate("refused") == []
    assert page.evaluate("[htmx.config.allowEval, htmx.config.includeIndicatorStyles]") == [False, False]


@pytest.mark.parametrize("scale", ["", "large", "larger", "huge"])
@pytest.mark.parametrize("width", [390, 1440])
def test_gallery_never_scrolls_sideways(page, width, scale):
    page.set_viewport_size({"width": width, "height": 844})
    page.evaluate("(scale) => { document.documentElement.dataset.scale = scale; }", scale)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name_and_every_id_is_unique(page):
    unnamed = page.evaluate(
        """[...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a')]
        .filter((e) => !e.labels?.length && !e.getAttribute('aria-label') && !e.textContent.trim())
        .map((e) => e.outerHTML.slice(0, 90))"""
    )
    assert unnamed == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert sorted(ids) == sorted(set(ids))


def test_dialog_opens_takes_the_focus_and_gives_it_back(page):
    page.locator(".head .btn--primary").press("Enter")
    assert page.locator("dialog[open]").get_attribute("id") == "act-issue"
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.textContent.trim()") == "下发33家"


def test_menu_is_walked_with_arrows_and_closed_with_escape(page):
    page.locator("[popovertarget=page-menu]").press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent.trim()") == "退回"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent.trim()") == "作废"
    page.keyboard.press("Escape")
    assert not page.locator("#page-menu").is_visible()


def test_bulk_bar_follows_the_selection(page):
    page.locator("[data-select-all]").check()
    assert page.locator("#bulk").is_visible()
    assert page.locator("[data-selected]").inner_text() == "3"
    page.locator("[data-unselect]").click()
    assert not page.locator("#bulk").is_visible()


def test_form_pressed_twice_is_sent_once(page):
    posts = []
    page.route(
        "**/*",
        lambda route: (
            (posts.append(1), route.fulfill(status=204))
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.evaluate(
        """() => { const form = document.querySelector('#bulk'); form.hidden = false; form.action = '/nowhere';
        const button = form.querySelector('button'); button.removeAttribute('formaction'); button.click(); button.click(); }"""
    )
    page.wait_for_timeout(300)
    assert len(posts) == 1
    assert page.locator("#bulk button").first.get_attribute("aria-busy") == "true"


def test_fault_in_the_summary_leads_to_its_field(page):
    page.locator(".faults a", has_text="工种").click()
    assert page.evaluate("document.activeElement.id") == "refused_trade"
