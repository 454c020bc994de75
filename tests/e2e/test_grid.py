"""The allocation sheet in a real browser: keys, the real clipboard, saving by itself, two editors, a lost network."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.conftest import PHONE, Visit
from tests.e2e.test_every_page import AXE, RUN_AXE
from tests.support.dividing import divide, divisions

SAVED = re.compile(r"已自动保存　\d\d:\d\d")
PEOPLE, GROUPS, BASES = 2, 3, 4  # columns of the second programme
SHEETS = 24  # at most one for each test here
CLIPBOARD = ["clipboard-read", "clipboard-write"]


class Sheet:
    """One window with the sheet open."""

    def __init__(self, visiting: Visit, plan: int) -> None:
        self.visiting, self.page, self.path = visiting, visiting.page, f"/plans/{plan}/grid/"
        visiting.context.grant_permissions(CLIPBOARD, origin=visiting.base)
        self.open()

    def open(self) -> None:
        self.visiting.open(self.path)
        expect(self.page.locator("td.cur")).to_have_count(1)

    def cell(self, unit: str, column: int) -> Locator:
        line = self.page.locator("tr[data-row]").filter(has=self.page.get_by_text(unit, exact=True))
        return line.locator("td[data-p]").nth(column)

    def row(self, unit: str) -> list[str]:
        line = self.page.locator("tr[data-row]").filter(has=self.page.get_by_text(unit, exact=True))
        return line.locator("td[data-p]").all_inner_texts()

    def foot(self, name: str, column: int) -> Locator:
        return self.page.locator(f"tfoot [data-{name}] td[data-p]").nth(column)

    def choose(self, unit: str, column: int) -> None:
        self.cell(unit, column).click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def paste(self, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.press("Control+V")

    def copied(self) -> str:
        self.press("Control+C")
        return self.page.evaluate("() => navigator.clipboard.readText()")

    def saved(self) -> None:
        expect(self.page.locator("[data-saved]")).to_have_text(SAVED)

    def says(self, words: str) -> None:
        expect(self.page.locator(".toast").filter(has_text=words).first).to_be_visible()


@pytest.fixture(scope="module")
def plans(installation) -> Iterator[int]:
    """A sheet of its own for each test."""
    return iter(divisions(installation, "分解表测试", SHEETS))


@pytest.fixture
def plan(plans: Iterator[int]) -> int:
    return next(plans)


@pytest.fixture
def sheet(visit: Callable[..., Visit], plan: int) -> Sheet:
    return Sheet(visit("shizong"), plan)


def test_keys_move_and_the_line_above_names_the_cell(sheet):
    sheet.choose("巩义市", PEOPLE)
    sheet.press("ArrowDown", "ArrowRight")
    reference = sheet.page.locator("[data-cellref]")
    expect(reference).to_have_text("新密市 · 先进集体：1")
    sheet.press("Control+End")
    expect(reference).to_have_text("富士康 · 师带徒协议：20")
    sheet.press("Control+Home", "Tab", "Tab")
    expect(reference).to_have_text("巩义市 · 劳模等先进人物：10")
    expect(sheet.page.locator("td:focus")).to_have_text("10")


def test_typing_replaces_enter_keeps_and_goes_down_escape_gives_up(sheet):
    sheet.choose("巩义市", PEOPLE)
    sheet.press("1", "2", "Enter", "7", "Escape", "F2")
    expect(sheet.page.locator("td input")).to_have_value("10")
    sheet.press("Escape")
    assert (sheet.row("巩义市")[PEOPLE], sheet.row("新密市")[PEOPLE]) == ("12", "10")
    expect(sheet.foot("sums", PEOPLE)).to_have_text("322")
    expect(sheet.foot("gap", PEOPLE)).to_have_text("−8")
    expect(sheet.page.locator("tr.grp").first.locator("td[data-p]").nth(PEOPLE)).to_have_text("162")
    sheet.saved()
    sheet.open()
    assert sheet.row("巩义市")[PEOPLE] == "12"


def test_what_is_no_amount_stays_open_until_it_is_mended(sheet):
    sheet.choose("巩义市", PEOPLE)
    sheet.press("1", ".", "5", "Enter")
    sheet.says("“1.5”必须是整数，请改正。")
    expect(sheet.page.locator("td input")).to_be_focused()
    sheet.page.locator("td input").fill("１，５００")
    sheet.press("Enter")
    assert sheet.row("巩义市")[PEOPLE] == "1,500"


def test_delete_means_not_assigned_and_not_zero(sheet):
    sheet.choose("巩义市", PEOPLE)
    sheet.press("Shift+ArrowRight", "Shift+ArrowDown", "Delete")
    assert sheet.row("新密市")[PEOPLE : BASES + 1] == ["—", "—", "1"]
    sheet.choose("登封市", PEOPLE)
    sheet.press("0", "Enter")
    sheet.saved()
    sheet.open()
    assert (sheet.row("巩义市")[PEOPLE], sheet.row("登封市")[PEOPLE]) == ("—", "0")


def test_a_block_from_a_spreadsheet_is_pasted_through_the_clipboard(sheet):
    """Thousands separators, full-width digits, blanks, dashes, quoted cells, a line break at the end."""
    sheet.choose("巩义市", PEOPLE)
    sheet.paste('"1,200"\t３\t—\r\n 15 \t\t2\r\n')
    assert sheet.row("巩义市")[PEOPLE : BASES + 1] == ["1,200", "3", "—"]
    assert sheet.row("新密市")[PEOPLE : BASES + 1] == ["15", "—", "2"]
    sheet.says("已粘贴6格。")
    expect(sheet.page.locator("[data-stat=count]")).to_have_text("6")
    expect(sheet.page.locator("[data-stat=sum]")).to_have_text("1,220")
    expect(sheet.page.locator("[data-stat=average]")).to_have_text("305")
    sheet.saved()
    sheet.open()
    assert sheet.row("巩义市")[PEOPLE : BASES + 1] == ["1,200", "3", "—"]


def test_exact_tenths_add_up_exactly(sheet):
    sheet.choose("巩义市", 1)
    sheet.paste("0.1\r\n0.2\r\n")
    expect(sheet.page.locator("[data-stat=sum]")).to_have_text("0.3")
    expect(sheet.foot("sums", 1)).to_have_text("77.8")
    expect(sheet.foot("gap", 1)).to_have_text("−4.7")


def test_what_does_not_fit_or_is_no_amount_is_told_and_the_rest_is_pasted(sheet):
    sheet.choose("富士康", 6)
    sheet.paste("约5\t7\t8\r\n1\t2\t3")
    sheet.says("已粘贴1格；1格没有粘贴：富士康·新建创新工作室“约5”不是数字；超出表格的4格没有粘贴。")
    assert sheet.row("富士康")[6:] == ["2", "7"]


def test_rows_with_unit_names_find_their_places(sheet):
    sheet.choose("巩义市", PEOPLE)
    sheet.paste("序号\t单位\t人物\r\n1\t二七区\t21\r\n2\t富 士 康\t34\r\n\t合计\t55\r\n")
    assert (sheet.row("二七区")[PEOPLE], sheet.row("富士康")[PEOPLE]) == ("21", "34")
    sheet.says("已粘贴2格；2行不是本表单位，已跳过。")


def test_what_is_copied_pastes_back_the_same(sheet):
    sheet.choose("长铝", 1)
    sheet.press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown")
    assert sheet.copied() == "2.5\t\t\r\n2.5\t10\t1"
    sheet.choose("巩义市", 1)
    sheet.press("Control+V")
    assert sheet.row("巩义市")[1:4] == ["2.5", "—", "—"]


def test_one_value_fills_the_selection_and_ctrl_d_fills_down(sheet):
    sheet.choose("巩义市", PEOPLE)
    sheet.press("Shift+ArrowDown", "Shift+ArrowDown")
    sheet.paste("33")
    assert [sheet.row(unit)[PEOPLE] for unit in ("巩义市", "登封市", "荥阳市")] == ["33", "33", "10"]
    sheet.choose("登封市", PEOPLE)
    sheet.press("Shift+ArrowDown", "Control+D")
    assert sheet.row("荥阳市")[PEOPLE] == "33"


def test_undo_and_redo_go_step_by_step_and_are_saved(sheet):
    sheet.choose("巩义市", PEOPLE)
    sheet.paste("1\t2\t3")
    sheet.press("Control+A", "Control+Z")
    assert sheet.row("巩义市")[PEOPLE : BASES + 1] == ["10", "1", "1"]
    sheet.press("Control+Y")
    assert sheet.row("巩义市")[PEOPLE : BASES + 1] == ["1", "2", "3"]
    sheet.page.locator("[data-undo]").click()
    assert sheet.row("巩义市")[PEOPLE : BASES + 1] == ["10", "1", "1"]
    expect(sheet.page.locator("[data-undo]")).to_have_attribute("aria-disabled", "true")


def test_a_rectangle_is_drawn_with_the_pointer(sheet):
    page = sheet.page
    sheet.cell("巩义市", PEOPLE).hover()
    page.mouse.down()
    sheet.cell("中牟县", BASES).hover()
    page.mouse.up()
    expect(page.locator("[data-stat=count]")).to_have_text("18")
    expect(page.locator("[data-stat=sum]")).to_have_text("72")
    expect(page.locator("[data-stat=average]")).to_have_text("4")
    assert page.locator("td[aria-selected=true]").count() == 18


def test_the_proposal_of_the_banner_closes_the_gap(sheet):
    page = sheet.page
    banner = page.locator("#gaps .banner")
    expect(banner).to_contain_text(
        "专案二差 10名、1家、1个，补齐或说明原因后可以下发。可能漏列：长铝、轻研院。"
    )
    page.get_by_role("button", name="查看依据").click()
    expect(page.locator("[popover]:popover-open")).to_contain_text(
        "同类8家中有8家为10/1/1；补入后三项合计均相符"
    )
    page.keyboard.press("Escape")
    page.get_by_role("button", name="填入建议 长铝 10/1/1").click()
    assert sheet.row("长铝")[PEOPLE : BASES + 1] == ["10", "1", "1"]
    expect(sheet.foot("gap", PEOPLE)).to_have_text("0")
    expect(banner).to_have_count(0)
    expect(page.locator("[data-balance]").nth(1)).to_have_text("已平")
    page.locator("[data-undo]").click()
    expect(banner).to_have_count(1)


def test_the_assistant_shows_before_and_after_and_fills_in_one_step(sheet):
    page = sheet.page
    sheet.choose("巩义市", GROUPS)
    page.get_by_role("button", name="分配助手").click()
    page.get_by_role("link", name="按公式").click()
    expect(page.get_by_label("指标")).to_have_value(re.compile(r"\d+"))
    page.get_by_label("公式", exact=True).fill("现在×")
    page.get_by_role("button", name="计算").click()
    expect(page.locator("#dialog")).to_contain_text("公式没有写完，请补充。")
    page.get_by_label("公式", exact=True).fill("现在×2")
    page.get_by_role("button", name="计算").click()
    expect(page.locator("#dialog")).to_contain_text("公式：现在×2；取整用最大余数法，合计33家，目标33家。")
    page.get_by_role("button", name="填入1格").click()
    expect(sheet.foot("gap", GROUPS)).to_have_text("0")
    assert sheet.row("巩义市")[GROUPS] == "2"
    assert sheet.row("长铝")[GROUPS] == "—"
    sheet.press("Control+Z")
    assert sheet.row("巩义市")[GROUPS] == "1"


@pytest.fixture
def other(visit: Callable[..., Visit], plan: int) -> Iterator[Sheet]:
    return Sheet(visit("shizong"), plan)


def test_two_editors_of_one_cell_are_shown_both_values(sheet, other):
    for one, value in ((sheet, "77"), (other, "99")):
        one.choose("巩义市", PEOPLE)
        one.press(*value, "Enter")
        if one is sheet:
            sheet.saved()
    other.choose("新密市", GROUPS)
    other.press("4", "Enter")
    panel = other.page.locator("[data-conflicts]")
    expect(panel).to_contain_text("1格刚被别人改过，请选择保留哪一个")
    expect(panel.locator("tbody tr")).to_have_text("巩义市劳模等先进人物9977用我的用对方的")
    panel.get_by_role("button", name="用对方的", exact=True).click()
    expect(panel).to_be_hidden()
    assert other.row("巩义市")[PEOPLE] == "77"
    other.saved()
    sheet.open()
    assert (sheet.row("巩义市")[PEOPLE], sheet.row("新密市")[GROUPS]) == ("77", "4")


def test_one_s_own_value_may_be_kept_against_another_s(sheet, other):
    for one, value in ((sheet, "77"), (other, "99")):
        one.choose("巩义市", PEOPLE)
        one.press(*value, "Enter")
        if one is sheet:
            sheet.saved()
    other.page.get_by_role("button", name="全部用我的").click()
    other.saved()
    sheet.open()
    assert sheet.row("巩义市")[PEOPLE] == "99"


def lose(context: BrowserContext, *, offline: bool) -> None:
    context.set_offline(offline)


def test_without_a_network_edits_stay_and_are_saved_when_it_is_back(sheet):
    lose(sheet.visiting.context, offline=True)
    sheet.choose("巩义市", PEOPLE)
    sheet.paste("41\t42")
    expect(sheet.page.locator("[data-trouble]")).to_contain_text("网络不通，修改还在本页，没有保存。")
    assert sheet.row("巩义市")[PEOPLE] == "41"
    assert asks_before_leaving(sheet.page)
    lose(sheet.visiting.context, offline=False)
    sheet.saved()
    expect(sheet.page.locator("[data-trouble]")).to_be_hidden()
    assert not asks_before_leaving(sheet.page)
    sheet.open()
    assert sheet.row("巩义市")[PEOPLE : GROUPS + 1] == ["41", "42"]
    sheet.visiting.complaints[:] = [line for line in sheet.visiting.complaints if "ERR_INTERNET" not in line]


def asks_before_leaving(page: Page) -> bool:
    return page.evaluate("() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))")


def test_a_signed_out_editor_keeps_the_edits_and_saves_them_after_signing_in_again(sheet, installation):
    context = sheet.visiting.context
    context.clear_cookies(name="session")
    sheet.choose("巩义市", PEOPLE)
    sheet.press("5", "5", "Enter")
    expect(sheet.page.locator("[data-trouble]")).to_contain_text("登录已过期，修改还在本页。")
    window = context.new_page()
    window.goto(f"{installation.url}/account/sign-in/")
    window.fill("[name=username]", "shizong")
    window.fill("[name=password]", installation.password)
    window.click("main button[type=submit], form button:not([type=button])")
    window.wait_for_url(lambda url: "sign-in" not in url)
    sheet.page.get_by_role("button", name="重新保存").click()
    sheet.saved()
    sheet.open()
    assert sheet.row("巩义市")[PEOPLE] == "55"


def test_a_plan_in_force_is_read_only_and_says_why(visit, installation):
    plan = divide(installation, "已下发的分解表", issued=True)
    sheet = Sheet(visit("shizong"), plan)
    sheet.visiting.says("第1版是“已生效”，不能修改；需要修改请启动调整。")
    sheet.choose("巩义市", PEOPLE)
    sheet.press("9", "Delete", "F2")
    assert sheet.page.locator("td input").count() == 0
    assert sheet.copied() == "10"
    assert sheet.row("巩义市")[PEOPLE] == "10"


def test_a_unit_reads_its_own_row_alone(visit, installation):
    plan = divide(installation, "二七区看到的分解表", issued=True)
    sheet = Sheet(visit("erqi"), plan)
    assert sheet.page.locator("tr[data-row]").count() == 1
    assert sheet.page.locator("tfoot tr").count() == 1


def test_an_adjustment_is_begun_filled_submitted_and_approved_by_somebody_else(visit, installation):
    plan = divide(installation, "调整过的分解表", left_out=(), issued=True)
    sheet = Sheet(visit("shizong"), plan)
    sheet.visiting.press("启动调整")
    sheet.page.get_by_label("调整原因").fill("二七区企业搬迁，任务调给金水区。")
    sheet.visiting.press("启动调整")
    expect(sheet.page.locator(".head .badge").first).to_have_text("第2版　草稿")
    sheet.choose("二七区", PEOPLE)
    sheet.press("4", "Enter")
    sheet.choose("金水区", PEOPLE)
    sheet.press("1", "6", "Enter")
    sheet.saved()
    sheet.visiting.press("送审定")
    sheet.visiting.says("已送审定。")
    leader = visit("lingdao")
    leader.open(f"/plans/{plan}/editions/compare/")
    leader.says("二七区企业搬迁，任务调给金水区。")
    lines = [" ".join(text.split()) for text in leader.page.locator("main tbody tr").all_inner_texts()]
    assert lines == ["二七区 10 → 4", "金水区 10 → 16", "合计 340"]
    leader.shot("grid-compare")
    leader.open(f"/plans/{plan}/grid/")
    leader.press("审定生效")
    expect(leader.page.locator("dialog[open]")).to_contain_text("须重新签收：二七区、金水区。")
    leader.page.locator("dialog[open]").get_by_role("button", name="审定生效").click()
    leader.says("已生效，任务数有变化的单位须重新签收。")
    leader.shot("grid-editions")


def test_a_phone_shows_one_programme_and_takes_figures(visit, plan):
    visiting = visit("shizong", PHONE)
    sheet = Sheet(visiting, plan)
    page = sheet.page
    assert visiting.overflow() <= 0
    expect(sheet.cell("巩义市", PEOPLE)).to_be_visible()
    expect(sheet.cell("巩义市", 0)).to_be_hidden()
    page.get_by_role("button", name="专案一").click()
    expect(sheet.cell("巩义市", 0)).to_be_visible()
    sheet.cell("巩义市", 0).click()
    field = page.locator("td input")
    assert field.get_attribute("inputmode") == "numeric"
    field.fill("8")
    field.press("Enter")
    sheet.saved()
    assert sheet.row("巩义市")[0] == "8"
    visiting.shot("grid-phone")


def test_the_sheet_is_accessible(sheet):
    page = sheet.page
    page.evaluate(AXE)
    serious = [one for one in page.evaluate(RUN_AXE) if one[1] in {"serious", "critical"}]
    assert serious == []
    table = page.get_by_role("grid")
    assert (table.get_attribute("aria-rowcount"), table.get_attribute("aria-colcount")) == ("42", "10")
    assert page.locator("tbody tr[data-row]").first.get_attribute("aria-rowindex") == "4"
    assert page.locator("td[tabindex='0']").count() == 1


def test_tab_leaves_the_sheet_after_escape(sheet):
    sheet.choose("巩义市", PEOPLE)
    sheet.press("Escape", "Tab")
    assert sheet.page.evaluate("document.activeElement.closest('table') === null")
