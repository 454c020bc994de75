"""People: registered on a phone, brought in from a workbook, revealed with a reason, two entries made one."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from jiangong.lib.codes import id_number_digit
from tests.e2e.conftest import DESK, PHONE

UNION = "郑州嵩阳软件有限公司工会"
BIRTH = "41010519900101"


def id_number(serial: int) -> str:
    body = f"{BIRTH}{serial:03d}"
    return body + id_number_digit(body)


@pytest.mark.parametrize(("window", "serial"), [(PHONE, 101), (DESK, 103)], ids=["phone", "desk"])
def test_a_wrong_number_is_told_at_its_field_and_nothing_is_lost(visit, window, serial):
    visiting = visit("jiceng", window)
    page = visiting.open("/people/new/")
    right = id_number(serial)
    page.get_by_label("姓名").fill("冯小河")
    page.get_by_label("身份证号").fill(right[:-2])
    page.get_by_label("工种（职业）").fill("钳工")
    visiting.press("保存")
    at_field = page.locator(".field--err", has=page.get_by_label("身份证号")).locator(".msg--err")
    expect(at_field).to_contain_text("身份证号")
    assert page.get_by_label("姓名").input_value() == "冯小河"
    assert page.get_by_label("工种（职业）").input_value() == "钳工"
    page.get_by_label("身份证号").fill(right)
    visiting.press("保存")
    expect(page.get_by_role("heading", level=1)).to_have_text("冯小河")
    visiting.says("1990-01-01")


def test_a_workbook_with_two_bad_rows_is_checked_imported_and_taken_back(visit, tmp_path):
    visiting = visit("jiceng")
    page = visiting.open("/people/")
    visiting.press("批量导入")
    with page.expect_download() as template:
        visiting.press("下载模板")
    headings = headings_of(template.value.path())
    page.locator("input[type=file]").set_input_files(workbook(tmp_path / "people.xlsx", headings))
    visiting.press("上传并检查")
    expect(page.get_by_role("button", name="导入3行").filter(visible=True).first).to_be_visible(
        timeout=25_000
    )
    visiting.says("检查结果")
    with page.expect_download() as errors:
        visiting.press("下载错误行")
    refused = openpyxl.load_workbook(BytesIO(errors.value.path().read_bytes())).active
    told = " ".join(str(cell) for row in refused.iter_rows(values_only=True) for cell in row)
    assert "导入丁" in told
    assert "导入戊" in told
    assert "导入甲" not in told
    visiting.press("导入3行")
    expect(page.get_by_role("link", name="查看列表").filter(visible=True).first).to_be_visible(timeout=25_000)
    batch = page.url
    assert names_found(visiting, "导入") == 3
    page.goto(batch)
    visiting.press("撤销导入")
    page.locator("dialog[open]").get_by_role("button", name="撤销导入").click()
    visiting.says("已撤销")
    assert names_found(visiting, "导入") == 0


def headings_of(path: Path) -> list[str]:
    """The labels of the template's columns, wherever its head row stands."""
    sheet = openpyxl.load_workbook(BytesIO(path.read_bytes())).active
    for row in sheet.iter_rows(values_only=True):
        labels = [re.sub(r"[\s*＊]|（必填）", "", str(cell)) for cell in row if cell]
        if "姓名" in labels:
            return labels
    raise AssertionError("the template has no head row")


def workbook(path: Path, headings: list[str]) -> Path:
    """Three good rows; a number that is none, and an organization that does not exist."""
    rows = [
        {"姓名": "导入甲", "所属组织": UNION, "手机号码": "13900010001"},
        {"姓名": "导入乙", "所属组织": UNION, "手机号码": "13900010002"},
        {"姓名": "导入丙", "所属组织": UNION},
        {"姓名": "导入丁", "所属组织": UNION, "身份证号": "41010519900101000A"},
        {"姓名": "导入戊", "所属组织": "从来没有过的单位工会", "手机号码": "12"},
    ]
    book = openpyxl.Workbook()
    book.active.append(headings)
    for row in rows:
        book.active.append([row.get(heading) for heading in headings])
    book.save(path)
    return path


def names_found(visiting, start: str) -> int:
    page = visiting.open(f"/people/?q={start}")
    return page.locator("#table tbody tr").count()


def test_a_number_is_revealed_once_with_a_reason(visit):
    visiting = visit("shizong")
    page = visiting.open("/people/?q=孔军涛")
    page.locator("#table tbody a").first.click()
    page.locator("dd, .kv", has_text="****").get_by_role("link", name="查看").first.click()
    reason = page.get_by_label("理由")
    reason.fill("联系本人核实参赛资格")
    page.locator("dialog[open]").get_by_role("button", name="查看").click()
    expect(page.locator("#revealed")).to_have_text(re.compile(r"^1\d{10}$"))
    page.locator("dialog[open]").get_by_role("link", name="关闭").click()
    expect(page.locator("#revealed")).to_be_hidden()


def test_two_entries_of_one_person_become_one(visit):
    visiting = visit("shizong")
    page = visiting.open("/people/duplicates/")
    pairs = page.get_by_role("link", name="核对合并")
    before = pairs.count()
    assert before > 0
    pairs.first.click()
    page.locator("#form").get_by_role("button", name="合并").filter(visible=True).click()
    visiting.says("已合并。")
    visiting.open("/people/duplicates/")
    assert pairs.count() == before - 1
