"""The allocation sheet of 34 units by 30 indicators: opening it, and saving a block of 1,000 cells in one transaction."""

import json
import re
import time
import uuid
from collections.abc import Iterator

from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.measuring import keep, median, percentile, processor_seconds
from benchmarks.places import installation
from tests.e2e.conftest import ARGUMENTS
from tests.support.dividing import divide
from tests.support.live import Installation
from tests.support.system import CHROMIUM, provide
from tests.support.visitor import Visitor

ROUNDS = 20
EXTRA = 22  # indicators beside the eight of the three programmes
ROW, GOAL = re.compile(r'data-row="(\d+)"'), re.compile(r'data-goal="(\d+)"')
PAINTED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""


def opening(made: Installation, visitor: Visitor, path: str) -> dict[str, str]:
    """The page as the server answers it, scripts and styles left aside."""
    size = len(visitor.get(path).body)
    before, taken = processor_seconds(made.process.pid), []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer = visitor.get(path)
        taken.append(time.perf_counter() - began)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    used = (processor_seconds(made.process.pid) - before) / ROUNDS
    return {
        "what": f"the page of 34 × 30, {size // 1000} kB",
        "median ms": f"{median(taken) * 1000:.0f}",
        "p95 ms": f"{percentile(taken, 0.95) * 1000:.0f}",
        "server CPU ms": f"{used * 1000:.0f}",
        "target ms": "≤ 300",
    }


def saving(made: Installation, visitor: Visitor, path: str) -> dict[str, str]:
    """A thousand cells in one request, every one of them changed each time."""
    page = visitor.get(path).text
    token = visitor.hidden(path)["csrfmiddlewaretoken"]
    places = [(row, goal) for row in ROW.findall(page) for goal in GOAL.findall(page)][:1000]
    values = dict.fromkeys(places, None)
    for place, text in seen(page):
        values[place] = text
    taken = []
    before = processor_seconds(made.process.pid)
    for number in range(ROUNDS):
        cells = [[int(row), int(goal), values[row, goal], str(1000 + number)] for row, goal in places]
        sent = {"key": str(uuid.uuid4()), "edition": 1, "cells": cells}
        began = time.perf_counter()
        answer = visitor.post_json(f"{path}cells/", sent, token)
        taken.append(time.perf_counter() - began)
        if answer.status != 200 or json.loads(answer.text)["sentence"] != "已保存1000格。":
            raise RuntimeError(answer.text[:300])
        values = dict.fromkeys(places, str(1000 + number))
    used = (processor_seconds(made.process.pid) - before) / ROUNDS
    return {
        "what": "1,000 cells saved in one transaction",
        "median ms": f"{median(taken) * 1000:.0f}",
        "p95 ms": f"{percentile(taken, 0.95) * 1000:.0f}",
        "server CPU ms": f"{used * 1000:.0f}",
        "target ms": "≤ 1000",
    }


def seen(page: str) -> Iterator[tuple[tuple[str, str], str | None]]:
    """What the page shows in every cell, as the script would read it."""
    goals = GOAL.findall(page)
    for line in re.findall(r'<tr data-row="(\d+)">(.*?)</tr>', page, re.DOTALL):
        figures = re.findall(r'<td[^>]*data-p="[^"]*"[^>]*>([^<]*)</td>', line[1])
        for goal, text in zip(goals, figures, strict=True):
            yield (line[0], goal), None if text == "—" else text.replace(",", "")


def browsing(made: Installation, path: str) -> list[dict[str, str]]:
    """The same through Chromium: until the sheet can be used, and from Ctrl+V until everything is saved."""
    opened, pasted, saved = [], [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide(CHROMIUM), args=ARGUMENTS)
        context = browser.new_context(
            base_url=made.url, viewport={"width": 1440, "height": 900}, locale="zh-CN"
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=made.url)
        page = context.new_page()
        sign_in(page, made)
        for number in range(ROUNDS // 2):
            page.goto(path)
            expect(page.locator("td.cur")).to_have_count(1)
            opened.append(page.evaluate(PAINTED) / 1000)
            drawn, told = paste(page, number)
            pasted.append(drawn)
            saved.append(told)
        browser.close()
    rows = (
        ("in Chromium: the sheet ready to use, scripts and styles cached", opened, "≤ 300 for the page"),
        ("in Chromium: 1,020 cells pasted with Ctrl+V and drawn", pasted, "—"),
        ("in Chromium: from Ctrl+V until 1,020 cells are saved", saved, "≤ 1000"),
    )
    return [
        {
            "what": what,
            "median ms": f"{median(taken) * 1000:.0f}",
            "p95 ms": f"{percentile(taken, 0.95) * 1000:.0f}",
            "target ms": target,
        }
        for what, taken, target in rows
    ]


def sign_in(page: Page, made: Installation) -> None:
    page.goto("/account/sign-in/")
    page.fill("[name=username]", "shizong")
    page.fill("[name=password]", made.password)
    page.click("main button[type=submit], form button:not([type=button])")
    page.wait_for_url(lambda url: "sign-in" not in url)


def paste(page: Page, number: int) -> tuple[float, float]:
    """Seconds until the block is drawn, and until the server has it: a block of 34 rows by 30 columns."""
    block = "\r\n".join("\t".join(str(2000 + number) for _ in range(30)) for _ in range(34))
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    page.keyboard.press("Control+Home") if page.locator("td:focus").count() else page.locator(
        "td.cur"
    ).click()
    began = time.perf_counter()
    page.keyboard.press("Control+V")
    expect(page.locator("[data-stat=count]")).to_have_text("1020")
    drawn = time.perf_counter() - began
    page.wait_for_function(
        "() => document.querySelector('[data-saved]').textContent.startsWith('已自动保存')", polling=10
    )
    return drawn, time.perf_counter() - began


def measure(database: str) -> list[dict[str, str]]:
    with installation(database) as made:
        plan = divide(made, "34乘30的分解表", extra=EXTRA)
        path = f"/plans/{plan}/grid/"
        made.start()
        try:
            visitor = Visitor(made.port)
            visitor.sign_in("shizong", made.password)
            rows = [opening(made, visitor, path), saving(made, visitor, path)]
            if database == "sqlite":
                rows += browsing(made, path)
        finally:
            made.stop()
    return [{**row, "what": f"{row['what']}, {database}"} for row in rows]


def main() -> None:
    keep("allocation sheet", [row for database in ("sqlite", "postgresql") for row in measure(database)])


if __name__ == "__main__":
    main()
