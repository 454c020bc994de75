"""Scoring in front of people: from a notice's rubric to a ranking; a finished round as the city and a unit see it."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.e2e.test_every_page import AXE, RUN_AXE

TITLE = "建功行动评分标准"
NOTICE = f"""郑州市总工会

郑工劳经〔2026〕41号

关于印发《2026年职工建功行动专案》的通知

各区县（市）工会：

现将专案印发给你们，请认真贯彻落实。

附件：{TITLE}

郑州市总工会
2026年3月6日

2026年职工建功行动专案

一、目标任务
全市选树工匠人才100名。

附件

{TITLE}

项目\t内容\t分值
组织领导（40分）\t成立领导机构\t20
\t制定实施方案\t20
工作成效（60分）\t选树工匠人才\t30
\t建设职工书屋\t30
合计\t\t100
"""


def open_round(visiting, words: str) -> str:
    """The address of a round whose title holds these words."""
    page = visiting.open("/assessments/rounds/")
    return page.locator("#table tbody tr").filter(has_text=words).locator("a").first.get_attribute("href")


def rubric_of_a_notice(clerk) -> str:
    """The standard that stands in an annex of an uploaded notice: where it is kept once the notice is read."""
    page = clerk.open("/plans/readings/new/")
    file = {"name": "建功行动.txt", "mimeType": "text/plain", "buffer": NOTICE.encode()}
    page.locator("[name=file]").set_input_files(file)
    clerk.press("上传并识读")
    page.wait_for_url(re.compile(r"/plans/\d+/review/"), timeout=60_000)
    page.locator("#tab-rubrics").click()
    expect(page.locator("#panel-rubrics")).to_contain_text("成立领导机构")
    page = clerk.open(f"/assessments/rubrics/?q={TITLE}")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator(".rubrics tbody tr")).to_have_count(4)
    return clerk.page.url.removeprefix(clerk.base)


def set_up(clerk) -> str:
    """A round by that standard: two units, one judge; its address."""
    clerk.press("组织考评")
    page, today = clerk.page, timezone.localdate()
    page.fill("[name=title]", "建功行动考评")
    for place, name in enumerate(("self_until", "first_until", "final_until"), start=1):
        page.fill(f"[name={name}]", (today + timedelta(days=place)).isoformat())
    page.select_option("[name=aggregation]", "mean")
    for name in ("each", "least"):
        page.fill(f"[name={name}]", "1")
    clerk.press("保存")
    expect(page.get_by_role("heading", level=1)).to_contain_text("建功行动考评")
    where = page.url.removeprefix(clerk.base)
    for unit in ("二七区", "金水区"):
        clerk.open(f"{where}subjects/new/")
        page.fill("[name=organization]", unit)
        clerk.press("添加")
        clerk.says("已添加")
    clerk.open(f"{where}judges/new/")
    page.fill("[name=user]", "pingwei")
    clerk.press("添加")
    clerk.says("已添加")
    clerk.open(f"{where}draw/")
    page.fill("[name=seed]", "20261127")
    clerk.press("抽取")
    clerk.says("刘颖")
    return where


def go_on(clerk, where: str, step: str) -> None:
    clerk.open(where)
    clerk.press(step)
    dialog = clerk.page.locator("dialog[open]")
    dialog.get_by_role("button", name=step).click()
    expect(dialog).to_have_count(0)


def score(visiting, unit: str, points: tuple[int, ...]) -> None:
    """On a phone: the total adds itself up, what is missing is counted, then it is handed in."""
    page = visiting.open("/assessments/mine/")
    own = page.locator("section.card").filter(has_text="建功行动考评")
    own.get_by_role("link", name=unit, exact=True).click()
    expect(page.locator("[data-score-left]").first).to_contain_text("还有4项没有评分")
    assert visiting.overflow() <= 0
    for field, value in zip(page.locator("input[data-item]").all(), points, strict=True):
        field.fill(str(value))
    expect(page.locator("[data-score-left]").first).to_have_text("各项都已评分")
    expect(page.locator(".dock [data-score-total]")).to_have_text(f"{sum(points)}.00")
    page.locator(".dock button[value=submit]").click()
    visiting.says(f"已提交，总分{sum(points)}.00分。")


def test_from_a_notices_rubric_to_a_ranking_that_reckons_again(visit, installation):
    clerk, judge = visit("shizong"), visit("pingwei", PHONE)
    rubric_of_a_notice(clerk)
    where = set_up(clerk)
    go_on(clerk, where, "开始自评")
    score(visit("erqi", PHONE), "二七区", (20, 20, 30, 30))
    score(visit("jinshui", PHONE), "金水区", (20, 15, 30, 25))
    go_on(clerk, where, "开始初评")
    reviewer = visit("shizong", PHONE)
    score(reviewer, "二七区", (18, 16, 25, 20))
    score(reviewer, "金水区", (18, 15, 28, 25))
    go_on(clerk, where, "开始终评")
    score(judge, "二七区", (17, 15, 24, 20))
    score(judge, "金水区", (18, 15, 28, 24))
    clerk.open(where)
    clerk.press("汇总得分")
    rows = clerk.page.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text(re.compile("1金水区85.00.*90.*86"))
    expect(rows.nth(1)).to_contain_text(re.compile("2二七区76.00.*100.*79"))
    go_on(clerk, f"{where}ranking/", "出结果")
    expect(clerk.page.get_by_text("已出结果").first).to_be_visible()
    own = visit("erqi", PHONE).open(f"{where}ranking/")
    expect(own.locator("tbody tr")).to_have_count(1)
    verified = installation.command("scores", "verify")
    assert verified.returncode == 0, verified.stderr
    assert re.search(r"重新计算了\d+份评分表.*差异0处", verified.stdout)


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
