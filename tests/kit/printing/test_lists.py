"""A list printed as a roster."""

import io

import pytest
from docx import Document as Docx

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.printing import lists
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title

pytestmark = pytest.mark.django_db


def test_a_roster_holds_the_conditions_and_the_rows_in_order(cast):
    for name, year in (("张三", 2024), ("李四", 2025)):
        make_award(make_title(), person=make_person(name, cast.union), year=year)
    answer = cast.client("district_officer").get("/titles/roster/?q=市劳动&sort=year")
    document = Docx(io.BytesIO(answer.content))
    assert document.paragraphs[0].text.strip() == "荣誉称号名册"
    assert any("筛选条件：关键词：市劳动。" in one.text for one in document.paragraphs)
    (table,) = document.tables
    shown = [[cell.text for cell in row.cells][:3] for row in table.rows]
    assert shown == [["序号", "获得者", "称号"], ["1", "张三", "市劳动模范"], ["2", "李四", "市劳动模范"]]


def test_an_unknown_format_is_404(cast):
    assert cast.client("district_officer").get("/titles/roster/?as=exe").status_code == 404


def test_too_long_a_roster_says_what_to_do(cast, monkeypatch):
    monkeypatch.setattr(lists, "MOST_ROWS", 0)
    make_award(make_title(), person=make_person("张三", cast.union))
    answer = cast.client("district_officer").get("/titles/roster/")
    assert answer.status_code == Refusal.status
    assert "请增加筛选条件后再打印" in answer.content.decode()
