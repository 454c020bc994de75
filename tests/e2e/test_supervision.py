"""Draw → inspection on a phone, partly without a network → rectification → looked at again by another person."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.e2e.test_every_page import AXE, RUN_AXE
from tests.e2e.test_offline import until, waits

SEED = "监督人员当众封存的一句话：秋风起兮白云飞"


def next_monday() -> str:
    return (timezone.localdate() + timedelta(days=14)).isoformat()


def confirmed(visiting, label: str) -> None:
    """Press a button whose dialog spells out what follows."""
    visiting.press(label)
    visiting.page.locator("dialog[open]").get_by_role("button", name=label).click()


def plan_a_round(clerk) -> None:
    """All twelve districts, one inspector each, checked by two items and by the plan's figures."""
    page, year = clerk.open("/supervision/new/"), timezone.localdate().year
    typed = {
        "title": "随机督导走一遍",
        "purpose": "核实上报数据",
        "basis": "主席办公会纪要第9号",
        "starts_on": f"{year}-01-01",
        "ends_on": f"{year}-12-31",
        "own_items": "协议是否签字\n台账是否齐全",
        "unit_count": "12",
        "team_size": "1",
        "most_visits": "12",
    }
    for name, text in typed.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("select[name=plan]").select_option(label=plan_title(page))
    page.get_by_label("区县（市）总工会").check()
    page.get_by_label("只用本级督导员").check()
    clerk.press("拟定")
    clerk.says("已拟定")
    clerk.press("启动")
    clerk.says("已启动")


def plan_title(page) -> str:
    """The notice whose shares the districts have."""
    titles = page.locator("select[name=plan] option").all_inner_texts()
    return next(one for one in titles if "重点专案" in one and "二七区" not in one)


def draw(clerk) -> None:
    """Everybody but the clerk is away, so that the clerk goes everywhere."""
    clerk.press("公布名单和种子")
    page = clerk.page
    page.get_by_label("先公布摘要").check()
    page.locator("[name=seed_source]").fill("派驻纪检组当众封存的文字")
    page.locator("[name=secret]").fill(SEED)
    page.get_by_text(re.compile("^选择（共")).click()
    for box in page.locator("input[name=absent]").all():
        name = page.locator(f"label[for={box.get_attribute('id')}]").inner_text()
        if "周明远" not in name:
            box.check()
    page.locator("[name=absent_for]").fill("另有任务")
    clerk.press("公布")
    clerk.says("已公布名单和种子")
    clerk.shot("draw-announced")
    clerk.press("抽取")
    page.locator("[name=seed]").fill(SEED)
    clerk.page.locator("form#form").get_by_role("button", name="抽取").click()
    clerk.says("已抽取")
    expect(page.get_by_role("heading", name="抽取结果")).to_be_visible()
    clerk.shot("draw-result")


def test_from_the_draw_to_a_finding_closed_by_another_person(visit):
    clerk, phone = visit("shizong"), visit("shizong", PHONE)
    plan_a_round(clerk)
    draw(clerk)
    page = clerk.page
    where = page.get_by_role("link", name="二七区", exact=True).first.get_attribute("href")

    phone.open(where)
    phone.shot("visit-planned-phone")
    confirmed(phone, "开始检查")
    phone.says("检查已开始")
    sheet = phone.page
    address = re.sub(r"^https?://[^/]+", "", sheet.url)
    assert address == f"{where}submit/"
    kept = f"(await caches.match('{address}')) !== undefined"
    until(sheet, f"async () => navigator.serviceWorker.controller !== null && {kept}", wanted=True)
    assert phone.overflow() <= 0
    phone.shot("check-sheet-phone")
    sheet.evaluate(AXE)
    assert [one for one in sheet.evaluate(RUN_AXE) if one[1] in {"serious", "critical"}] == []

    phone.context.set_offline(True)
    sheet.goto(phone.base + address)
    told_what_lacks(phone)
    refused_once(phone)
    phone.shot("check-sheet-filled-phone")
    phone.press("提交检查")
    phone.says("等待网络")
    waits(sheet, 1)
    phone.context.set_offline(False)
    phone.says("已提交")
    waits(sheet, 0)

    phone.open(where)
    phone.says("已检查")
    phone.says("协议是否签字：抽查5份，1份没有签字")
    phone.says("现场.png")
    assert phone.overflow() <= 0
    phone.shot("visit-done-phone")
    answer_and_close(visit, phone)
    board(clerk)


def told_what_lacks(phone) -> None:
    """Without a network as well, and nothing waits until it is there."""
    phone.press("提交检查")
    phone.says("还没有填：1. 协议是否签字。填好后再提交。")
    waits(phone.page, 0)
    fill_in(phone.page)
    phone.page.locator("[name=due_on]").fill("")
    phone.press("提交检查")
    phone.says("发现了问题，请填写整改期限。")


def refused_once(phone) -> None:
    """A day in the past is found out when the network is back; the picture is not to be taken again."""
    sheet = phone.page
    picture = {"name": "现场.png", "mimeType": "image/png", "buffer": make_picture()}
    sheet.locator("[name=photos]").set_input_files(picture)
    sheet.locator("[name=due_on]").fill("2020-01-01")
    phone.press("提交检查")
    phone.says("等待网络")
    phone.context.set_offline(False)
    phone.says("整改期限应在今天以后。")
    sheet.get_by_role("link", name="打开修改").click()
    phone.says("内容已填回，请修改后再提交。")
    assert sheet.locator("[name=photos]").evaluate("field => field.files[0].name") == "现场.png"
    sheet.locator("[name=due_on]").fill(next_monday())
    phone.context.set_offline(True)


def make_picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "#c63").save(written, "PNG")
    return written.getvalue()


def fill_in(sheet) -> None:
    """One item fails; the first figure is one less than reported."""
    first, second = sheet.locator(".cline").all()
    first.get_by_label("不符合").check()
    first.locator("textarea").fill("抽查5份，1份没有签字")
    second.get_by_label("符合", exact=True).check()
    line = sheet.locator(".rline:not(.rline--head)").first
    reported = float(re.sub(r"[^\d.]", "", line.locator(".v").first.inner_text().split("\n")[0]) or 0)
    line.locator("input[name^=verified-]").fill(f"{max(reported - 1, 0):g}")
    line.locator("input[name^=explanation-]").fill("一家重复")
    sheet.locator("[name=due_on]").fill(next_monday())


def answer_and_close(visit, phone) -> None:
    phone.page.get_by_role("link", name=re.compile("协议是否签字：抽查")).click()
    where = re.sub(r"^https?://[^/]+", "", phone.page.url)
    unit, leader = visit("erqi", PHONE), visit("lingdao")
    page = unit.open(where)
    expect(page.locator(".dock").get_by_role("link", name="答复整改")).to_be_visible()
    name = person_of_unit(unit)
    unit.open(f"{where}answer/")
    page.locator("[name=measure]").fill("当天补签，今后逐份核对。")
    page.locator("[name=responsible]").fill(name)
    page.locator("[name=answer]").fill("已补签。")
    page.locator(".dock button").click()
    unit.says("已答复，等另一人复查")
    unit.shot("finding-answered-phone")

    phone.open(where)
    phone.says("问题是您登记的，请由另一人复查")
    page = leader.open(where)
    leader.press("销号")
    page.locator("[name=opinion]").fill("现场看过，属实。")
    page.locator("form#form").get_by_role("button", name="销号").click()
    leader.says("已销号")
    leader.shot("finding-closed")


def person_of_unit(unit) -> str:
    """Somebody registered in the unit, with whatever tells them from namesakes."""
    page = unit.open("/people/")
    page.locator("#table tbody tr a").first.click()
    name = page.get_by_role("heading", level=1).inner_text().strip()
    key = re.search(r"/people/(\d+)/", page.url).group(1)
    return f"{name}#{key}"


def board(clerk) -> None:
    """The board shows either figure, and says which."""
    page = clerk.open("/boards/")
    page.get_by_role("link", name="核实数").click()
    clerk.says("格是督导检查的核实数，按核实那天的时序判断")
    mark = page.locator(".matrix em.verified").first
    expect(mark).to_have_text("核")
    clerk.shot("board-verified")
    page.get_by_role("link", name="上报数").click()
    expect(page.locator(".matrix em.verified")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/supervision/", "/supervision/visits/", "/supervision/findings/", "/supervision/new/"]
)
def test_lists_and_forms_fit_a_phone(visit, path):
    phone = visit("shizong", PHONE)
    phone.open(path)
    assert phone.overflow() <= 0
    phone.shot(f"supervision{path.removeprefix('/supervision').replace('/', '-').rstrip('-')}-phone")
