"""Sheets of codes: six to a page, no more than somebody waits for."""

import io

import pdfplumber
import pytest

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.printing.codes import MOST, CodeLabel, print_codes
from jiangong.kit.ui.codes import qr_code


def labels(count: int) -> list[CodeLabel]:
    code = qr_code("https://example.org/places/p/ABCDEFGHJK/")
    return [CodeLabel(code, f"第{n}个<b>", ("爱心驿站", "每天8:00—20:00"), "扫码") for n in range(count)]


def test_six_labels_stand_on_a_page_and_say_what_they_are():
    printed = print_codes(labels(8), "二维码")
    assert printed.name == "二维码.pdf"
    with pdfplumber.open(io.BytesIO(printed.content)) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    assert [text.count("每天8:00—20:00") for text in texts] == [6, 2]
    assert "第0个<b>" in texts[0]


def test_a_code_is_drawn_on_the_page():
    with pdfplumber.open(io.BytesIO(print_codes(labels(1), "二维码").content)) as pdf:
        page = pdf.pages[0]
        drawn = len(page.curves) + len(page.rects) + len(page.lines)
    assert drawn > 20


@pytest.mark.parametrize(("count", "said"), [(0, "没有可以打印"), (MOST + 1, f"最多打印{MOST}个")])
def test_nothing_and_too_many_are_refused(count, said):
    with pytest.raises(Refusal, match=said):
        print_codes([CodeLabel("", "一")] * count, "二维码")
