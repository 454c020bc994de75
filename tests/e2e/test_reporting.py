"""Reports in front of people: a phone in under a minute, a corrected month that moves later ones, 代填 confirmed later."""

import re
import time

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.e2e.test_every_page import AXE, RUN_AXE

MINUTE = 60


def own_report(visiting, label: str) -> str:
    """The address of one's own unit's report of a month."""
    page = visiting.open("/reports/mine/")
    return page.locator("main a").filter(has_text=label).first.get_attribute("href")


def months(visiting) -> list[str]:
    """The months of the city's plan, the latest first."""
    page = visiting.open("/reports/windows/?view=open")
    rows = page.locator("#table tbody tr").filter(has_text="重点专案").filter(has_not_text="二七区分解")
    return [re.search(r"\d{4}年\d+月", one).group() for one in rows.all_inner_texts()]


def running_total(visiting, address: str) -> float:
    """The year so far in the first line of a report."""
    text = visiting.open(address).locator(".rline:not(.rline--head) small").first.inner_text()
    return float(re.search(r"累计([\d.]+)", text).group(1))


def test_a_grassroots_union_reports_on_a_phone_in_under_a_minute(visit):
    phone = visit("jiceng", PHONE)
    began = time.monotonic()
    phone.open("/reports/mine/")
    phone.page.get_by_role("link", name="填报", exact=True).filter(visible=True).first.click()
    fields = phone.page.locator("input[name^=stated-]:visible")
    assert fields.count() >= 1
    for place in range(fields.count()):
        fields.nth(place).fill("0")
    assert phone.overflow() <= 0
    phone.shot("report-sheet-phone")
    phone.page.evaluate(AXE)
    assert [one for one in phone.page.evaluate(RUN_AXE) if one[1] in {"serious", "critical"}] == []
    phone.page.locator("button[value=submit]:visible").click()
    phone.says("已报送。")
    assert time.monotonic() - began < MINUTE
    phone.press("撤回")
    phone.page.locator("dialog[open]").get_by_role("button", name="撤回").click()
    phone.says("已撤回")


def test_what_is_left_out_is_shown_at_its_line(visit):
    unit = visit("erqi", PHONE)
    unit.open("/reports/mine/")
    unit.page.get_by_role("link", name="填报", exact=True).filter(visible=True).first.click()
    unit.page.locator("input[name^=stated-]:visible").first.fill("900")
    unit.page.locator("button[value=submit]:visible").click()
    expect(unit.page.get_by_text("请更正，或说明原因。").first).to_be_visible()
    expect(unit.page.locator("input[name^=stated-]").first).to_have_value("900")


def test_a_corrected_month_changes_the_totals_of_later_ones(visit):
    clerk, unit = visit("shizong"), visit("jinshui")
    labels = months(clerk)
    early, later = labels[-1], labels[1]
    before = running_total(unit, own_report(unit, later))
    clerk.open(f"/reports/windows/?q={early}")
    row = clerk.page.locator("#table tbody tr").filter(has_not_text="二七区分解").first
    where = row.locator("a").first.get_attribute("href")
    page = clerk.open(f"{where}unlock/")
    page.get_by_label("单位", exact=True).select_option(label="金水区")
    page.get_by_label("原因").fill("漏报一家，经核实同意更正。")
    clerk.press("开锁")
    clerk.says("金水区")

    unit.open(own_report(unit, early))
    unit.press("更正")
    dialog = unit.page.locator("dialog[open]")
    dialog.get_by_label("理由").fill("漏报一家。")
    dialog.get_by_role("button", name="更正").click()
    field = unit.page.locator("input[name^=stated-]:visible").first
    field.fill(str(float(field.input_value() or 0) + 1).removesuffix(".0"))
    unit.page.locator("button[value=submit]:visible").click()
    unit.says("已报送。")
    address = unit.page.url.removeprefix(unit.base)
    assert running_total(unit, own_report(unit, later)) == before

    clerk.open(address)
    clerk.page.locator(".head__actions").get_by_role("button", name="确认").click()
    clerk.says("已确认。")
    assert running_total(unit, own_report(unit, later)) == before + 1


def test_the_city_enters_a_units_figures_and_the_unit_confirms_them(visit):
    clerk, unit = visit("shizong"), visit("yutong", PHONE)
    address = own_report(unit, months(clerk)[0]).removesuffix("fill/")
    page = clerk.open(f"{address}stand-in/")
    for field in page.locator("input[name^=stated-]:visible").all():
        field.fill("0")
    page.get_by_label("电话").check()
    clerk.page.locator("button[value=submit]:visible").click()
    clerk.says("已为宇通登记代填。")
    unit.open(address)
    expect(unit.page.get_by_text("本单位还没有确认").first).to_be_visible()
    unit.press("确认代填")
    unit.says("已确认代填的上报表。")
