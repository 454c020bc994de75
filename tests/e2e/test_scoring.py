"""Scoring in front of people: a judge on a phone, a finished round as the city and a unit see it."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.e2e.test_every_page import AXE, RUN_AXE


def open_round(visiting, words: str) -> str:
    """The address of a round whose title holds these words."""
    page = visiting.open("/assessments/rounds/")
    return page.locator("#table tbody tr").filter(has_text=words).locator("a").first.get_attribute("href")


def test_a_judge_scores_on_a_phone(visit):
    visiting = visit("pingwei", PHONE)
    page = visiting.open("/assessments/mine/")
    waiting = page.get_by_role("link", name=re.compile("^(评分|继续)$")).filter(visible=True)
    before = page.locator(".inbox__row").count()
    waiting.first.click()
    expect(page.locator("[data-score-left]").first).to_contain_text("项没有评分")
    assert visiting.overflow() <= 0
    for field in page.locator("input[data-item]").all():
        if not field.get_attribute("placeholder"):
            field.fill(field.get_attribute("data-most"))
    expect(page.locator("[data-score-left]").first).to_have_text("各项都已评分")
    total = page.locator(".dock [data-score-total]").inner_text()
    page.locator(".dock button[value=submit]").click()
    visiting.says(f"已提交，总分{total}分。")
    expect(page.locator(".inbox__row")).to_have_count(before - 1)


def test_a_finished_round_is_read_and_printed(visit):
    city = visit("shizong")
    address = open_round(city, "2021年")
    page = city.open(f"{address}ranking/")
    expect(page.locator("h2").filter(has_text="产业工会")).to_be_visible()
    assert page.locator(".rankno").count() == 32
    with page.expect_download() as download:
        city.press("打印")
        page.get_by_text("PDF（.pdf）").filter(visible=True).first.click()
    assert download.value.suggested_filename.endswith(".pdf")
    own = visit("erqi").open(f"{address}ranking/")
    assert own.locator(".rankno").count() == 1


def test_panel_and_sheets_are_accessible(visit):
    city = visit("shizong")
    address = open_round(city, "阶段考评")
    found = []
    for path in (f"{address}panel/", address):
        city.open(path)
        city.page.evaluate(AXE)
        found += [(path, *one) for one in city.page.evaluate(RUN_AXE) if one[1] in {"serious", "critical"}]
        assert city.overflow() <= 0
    judge = visit("pingwei")
    judge.open("/assessments/mine/")
    judge.page.get_by_role("link", name=re.compile("^(评分|继续)$")).filter(visible=True).last.click()
    judge.page.evaluate(AXE)
    found += [("score", *one) for one in judge.page.evaluate(RUN_AXE) if one[1] in {"serious", "critical"}]
    assert found == []
