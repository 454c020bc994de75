"""The card of a place on paper."""

import io

import pdfplumber
import pytest
from docx import Document as Docx

from tests.factories.places import make_inspection, make_place

pytestmark = pytest.mark.django_db


def test_the_card_says_what_the_register_and_the_visits_say(cast):
    officer = cast.actor("district_officer")
    place = make_place(officer, hours="每天8:00—20:00", phone="0371-67180000")
    make_inspection(place, officer, "water", defects="灯坏了一支")
    response = cast.client("district_officer").get(f"/places/{place.pk}/print/")
    facts, visits = Docx(io.BytesIO(response.content)).tables
    rows = {row.cells[0].text: [cell.text for cell in row.cells] for row in facts.rows}
    assert rows["名　　称"][1] == "花园路爱心驿站"
    assert rows["管理单位"] == ["管理单位", "东城区总工会", "所在区县", ""]
    assert rows["开放时间"] == ["开放时间", "每天8:00—20:00", "对社会开放", "否"]
    assert rows["缺少设施"][1] == "饮水设备"
    assert visits.rows[1].cells[1].text == "待整改"
    assert visits.rows[1].cells[2].text == "饮水设备；灯坏了一支"


def test_the_card_is_printed_as_pdf_on_one_sheet(cast):
    place = make_place(cast.actor("district_officer"))
    response = cast.client("district_officer").get(f"/places/{place.pk}/print/?as=pdf")
    with pdfplumber.open(io.BytesIO(response.content)) as pdf:
        assert len(pdf.pages) == 1
        assert "工会阵地登记表" in pdf.pages[0].extract_text()
