"""A real installation with the demo federation, and Chromium in front of it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.support.live import ROOT, Installation
from tests.support.system import CHROMIUM, missing, provide

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SHOTS = ROOT / "var" / "shots"
PATIENCE = 15_000
TALLEST = 2400  # of a long list the first rows are enough to look at
REFUSED = "Failed to load resource"  # what the browser says about every page with a 4xx status
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser, and one worker keeps one server."""
    reason = missing(CHROMIUM)
    for item in items:
        if "e2e" in Path(str(item.fspath)).parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("e2e"))
            item.add_marker(pytest.mark.timeout(300))
            if reason:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True)
def own_places() -> None:
    """The server has places of its own; nothing of this process is used."""


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with Installation(tmp_path_factory.mktemp("e2e") / "var") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=provide(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()


class Visit:
    """Pages of one signed-in person; what the console complains about is kept."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base = context, base
        self.complaints: list[str] = []
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def shot(self, name: str) -> None:
        """Keep what the page looks like, where somebody will look: ``SHOTS=1``."""
        if not os.environ.get("SHOTS"):
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        width, height = self.page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        seen = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True, clip=seen)

    def press(self, label: str) -> None:
        """The visible button or link of that name: in the header on a desk, in the dock on a phone."""
        both = self.page.get_by_role("button", name=label).or_(self.page.get_by_role("link", name=label))
        both.filter(visible=True).first.click()

    def says(self, words: str) -> None:
        """Wait until the page shows these words."""
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible(timeout=PATIENCE)

    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )


@pytest.fixture(scope="session")
def states(installation: Installation, browser: Browser) -> Callable[[str], dict]:
    """Each person signs in once; later visits reuse the cookies."""
    kept: dict[str, dict] = {}

    def state(username: str) -> dict:
        if username not in kept:
            context = browser.new_context(base_url=installation.url)
            page = context.new_page()
            page.goto("/account/sign-in/")
            page.fill("[name=username]", username)
            page.fill("[name=password]", installation.password)
            page.click("main button[type=submit], form button:not([type=button])")
            page.wait_for_url(lambda url: "sign-in" not in url)
            kept[username] = context.storage_state()
            context.close()
        return kept[username]

    return state


@pytest.fixture
def visit(
    installation: Installation, browser: Browser, states: Callable[[str], dict]
) -> Iterator[Callable[..., Visit]]:
    """``visit("erqi", PHONE)`` opens a window for somebody; ``visit("")`` for a stranger.

    Afterwards no page may have made the console complain, which is where a broken policy shows.
    """
    opened: list[BrowserContext] = []
    begun: list[Visit] = []

    def begin(username: str, window: dict | None = None) -> Visit:
        state = states(username) if username else None
        context = browser.new_context(
            base_url=installation.url, viewport=window or DESK, storage_state=state, locale="zh-CN"
        )
        opened.append(context)
        begun.append(Visit(context, installation.url))
        return begun[-1]

    yield begin
    complaints = [line for one in begun for line in one.complaints if not line.startswith(REFUSED)]
    for context in opened:
        context.close()
    assert complaints == []
