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
    """The months of the city's plan: the one that is open, then those locked, the latest first."""
    found = []
    for view in ("open", "locked"):
        page = visiting.open(f"/reports/windows/?view={view}")
        rows = page.locator("#table tbody tr").filter(has_text="重点专案").filter(has_not_text="二七区分解")
        found += [re.search(r"\d{4}年\d+月", one).group() for one in rows.all_inner_texts()]
    return found


def running_total(visiting, address: str) -> float:
    """The year so far in the first line of a report."""
    text = visiting.open(address).locator(".rline:not(.rline--head) small").first.inner_text()
    return float(re.search(r"累计([\d.]+)", text).group(1))


def change_first(visiting, by: int | None = None, to: str = "") -> None:
    """Say something else in the first line; a known figure is opened for it."""
    line = visiting.page.locator("form .rline:not(.rline--head)").first
    if not line.locator("input[name^=stated-]").is_visible():
        line.locator("summary").click()
    field = line.locator("input[name^=stated-]")
    field.fill(to or f"{float(field.input_value() or 0) + (by or 0):g}")
    why = line.locator("input[name^=explanation-]")
    if by and not why.is_visible():
        line.locator("summary").click()
    if by:
        why.fill("漏报一家，已经核实。")


def send(visiting) -> None:
    for field in visiting.page.locator("input[name^=stated-]:visible").all():
        if not field.input_value():
            field.fill("0")
    visiting.page.locator("button[value=submit]:visible").click()


def open_sheet(visiting) -> None:
    visiting.open("/reports/mine/")
    visiting.page.get_by_role("link", name="填报", exact=True).filter(visible=True).first.click()
    expect(visiting.page.locator("#form")).to_be_visible()


def test_a_grassroots_union_reports_on_a_phone_in_under_a_minute(visit):
    phone = visit("jiceng", PHONE)
    began = time.monotonic()
    open_sheet(phone)
    assert phone.page.locator("form .rline:not(.rline--head)").count() >= 1
    assert phone.overflow() <= 0
    phone.shot("report-sheet-phone")
    phone.page.evaluate(AXE)
    assert [one for one in phone.page.evaluate(RUN_AXE) if one[1] in {"serious", "critical"}] == []
    send(phone)
    phone.says("已报送。")
    assert time.monotonic() - began < MINUTE
    phone.press("撤回")
    phone.page.locator("dialog[open]").get_by_role("button", name="撤回").click()
    phone.says("已撤回")


def test_a_draft_is_saved_and_not_sent(visit):
    phone = visit("erqi", PHONE)
    open_sheet(phone)
    phone.page.locator("#note, #id_note").fill("本月集中签约。")
    phone.page.locator("button[value=save]:visible").click()
    phone.says("草稿已保存。")
    expect(phone.page.locator("#id_note")).to_have_value("本月集中签约。")
    expect(phone.page.locator(".badge").first).to_have_text("待填报")


def test_what_is_left_out_is_shown_at_its_line(visit):
    unit = visit("erqi", PHONE)
    open_sheet(unit)
    change_first(unit, to="900")
    send(unit)
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
    change_first(unit, by=1)
    send(unit)
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
    page.get_by_label("电话").check()
    send(clerk)
    clerk.says("已为宇通登记代填。")
    unit.open(address)
    expect(unit.page.get_by_text("本单位还没有确认").first).to_be_visible()
    unit.press("确认代填")
    unit.says("已确认代填的上报表。")
