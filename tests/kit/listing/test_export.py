"""The file holds what the screen shows, and nothing that a spreadsheet would run."""

import csv
import io
import time
from itertools import islice
from urllib.parse import quote
from zipfile import BadZipFile

import pytest
from django.db import connection
from openpyxl import load_workbook

from jiangong.kit.listing import export
from jiangong.kit.listing.export import export_table, written
from tests.cast import CANARY
from tests.kit.listing.test_table import make_rows, table_of

DANGEROUS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "=HYPERLINK(\"http://x\")")  # fmt: skip


def breaking(table, form):
    yield from islice(written(table, form), 1)
    time.sleep(0.5)
    raise ZeroDivisionError


def body(response):
    return b"".join(response)


def sheet_rows(content):
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def csv_rows(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def listed(cast):
    make_rows(cast.district, 60, pages=3)
    make_rows(cast.neighbour, 3, title=CANARY)
    return lambda **parameters: table_of(cast.actor("district_officer"), **parameters)


@pytest.mark.database
@pytest.mark.parametrize(("form", "read"), [("xlsx", sheet_rows), ("csv", csv_rows)])
def test_the_file_holds_every_filtered_row_in_the_order_of_the_screen(listed, form, read):
    table = listed(sort="-title", columns="title,state")
    header, *rows = read(body(export_table(table, form)))
    assert header == ["标题", "状态"]
    screen = [[cell.text for cell in row.cells] for page in "12" for row in listed(sort="-title", columns="title,state", page=page).rows]  # fmt: skip
    assert rows == screen
    assert len(rows) == 60


def test_numbers_stay_numbers_in_a_workbook(listed):
    _, first, *_ = sheet_rows(body(export_table(listed(columns="pages"), "xlsx")))
    assert first == [3]


def test_an_empty_list_is_a_file_with_headings(listed):
    assert csv_rows(body(export_table(listed(q="没有"), "csv"))) == [["标题", "页数", "状态", "登记单位"]]
    assert sheet_rows(body(export_table(listed(q="没有"), "xlsx")))[0] == ["标题", "页数", "状态", "登记单位"]


@pytest.mark.parametrize("title", DANGEROUS)
def test_formulas_are_text(cast, title):
    make_rows(cast.district, 1, title=title)
    table = table_of(cast.actor("district_officer"), columns="title")
    cell = load_workbook(io.BytesIO(body(export_table(table, "xlsx")))).active["A2"]
    assert (cell.data_type, cell.value) == ("s", title)
    text = csv_rows(body(export_table(table, "csv")))[1][0]
    assert text == f"'{title}"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_short_list_comes_whole_and_leaves_no_file_behind(listed, settings, form):
    response = export_table(listed(), form)
    assert not response.streaming
    assert body(response)
    assert list(settings.STAGING_DIR.iterdir()) == []


@pytest.fixture
def elsewhere(shared_database, settings, monkeypatch):
    """Every list counts as long, and the other process finds this test's database and keys."""
    monkeypatch.setattr(export, "AT_ONCE", 0)
    known = connection.settings_dict
    url = f"sqlite:///{known['NAME']}"
    if connection.vendor == "postgresql":
        where = {
            name: quote(str(known[name]), safe="") for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")
        }
        url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(where)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("JIANGONG_KEYRING", str(settings.KEYRING_FILE))


@pytest.mark.database
@pytest.mark.parametrize(("form", "read"), [("xlsx", sheet_rows), ("csv", csv_rows)])
def test_a_long_list_is_the_same_file_from_another_process(elsewhere, listed, form, read):
    asked = {"sort": "-title", "columns": "title,pages,organization", "q": "1"}
    there = export_table(listed(**asked), form)
    assert there.streaming
    here = b"".join(written(listed(**asked), form))
    rows = read(body(there))
    assert rows == read(here)
    assert len(rows) == len([n for n in range(60) if "1" in str(n)]) + 1


@pytest.mark.parametrize(
    ("form", "end"), [("xlsx", None), ("csv", ["导出中断，以上内容不完整，请重新导出。"])]
)
def test_a_file_that_was_cut_off_is_not_taken_for_whole(elsewhere, listed, monkeypatch, form, end):
    monkeypatch.setattr(export, "written", breaking)
    content = body(export_table(listed(), form))
    if end:
        assert csv_rows(content)[-1] == end
    else:
        with pytest.raises(BadZipFile):
            sheet_rows(content)


def test_the_download_is_named_in_chinese_and_not_kept(listed):
    response = export_table(listed(), "csv")
    assert "attachment; filename*=UTF-8''%E5%88%97%E8%A1%A8" in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store"
