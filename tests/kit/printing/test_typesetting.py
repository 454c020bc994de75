"""The printed page, measured: 28 characters a line, 22 lines a page, the standard's margins."""

import io
import os
import subprocess
import sys
from collections import Counter

import pdfplumber
import pytest

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.printing import typesetting
from jiangong.kit.printing.printed import Kind, print_document
from jiangong.kit.printing.typesetting import typeset
from jiangong.lib.officialdoc.writing import Heading, OfficialDocument, Paragraph
from tests.factories.notices import PLAIN, TARGETS, WIDE, make_notice

MM = 25.4 / 72


def opened(document):
    return pdfplumber.open(io.BytesIO(typeset(document)))


def body_of(page):
    return [one for one in page.chars if one["size"] == pytest.approx(16, abs=0.1)]


@pytest.fixture(scope="module")
def long():
    with opened(make_notice(blocks=(Paragraph(PLAIN * 30),), urgency="", annexes=())) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def notice():
    with opened(make_notice()) as pdf:
        yield pdf


def test_a_full_page_has_22_lines_of_28_characters(long):
    lines = Counter(round(one["bottom"]) for one in body_of(long.pages[1]))
    assert set(lines.values()) == {28}
    assert len(lines) == 22


def test_the_text_block_is_156_by_225_millimetres_inside_the_standards_margins(long):
    characters = body_of(long.pages[1])
    left = min(one["x0"] for one in characters) * MM
    right = max(one["x1"] for one in characters) * MM
    assert left == pytest.approx(28, abs=0.1)
    assert 183.5 <= right <= 184.1  # 28 + 156
    pitch = (max(one["top"] for one in characters) - min(one["top"] for one in characters)) / 21
    assert pitch * MM * 22 == pytest.approx(225, abs=0.5)
    assert (
        37 <= min(one["top"] for one in characters) * MM <= 37 + 225 / 22 - 16 * MM
    )  # inside the first line
    assert max(one["bottom"] for one in characters) * MM <= 297 - 35


def test_a_digest_longer_than_a_line_goes_on_in_the_next():
    with opened(OfficialDocument("抽取记录", (Paragraph(f"名单摘要：{'0123456789abcdef' * 4}"),))) as pdf:
        characters = [one for one in body_of(pdf.pages[0]) if one["text"] in "0123456789abcdef"]
        assert max(one["x1"] for one in characters) * MM <= 184.1
        assert "0123456789abcdef" * 4 in pdf.pages[0].extract_text().replace("\n", "")


def test_page_numbers_stand_seven_millimetres_below_right_on_odd_and_left_on_even_pages(long):
    for page, odd in ((long.pages[0], True), (long.pages[1], False)):
        number = [one for one in page.chars if one["size"] == pytest.approx(14, abs=0.1)]
        assert "".join(one["text"] for one in number) == f"— {page.page_number} —"
        edge = 184 - number[-1]["x1"] * MM if odd else number[0]["x0"] * MM - 28
        assert edge == pytest.approx(14 * MM, abs=0.3)  # one character
        assert number[0]["top"] * MM == pytest.approx(262 + 7, abs=1.5)


def test_the_red_mark_begins_35_millimetres_down_and_the_rule_is_red(notice):
    page = notice.pages[0]
    mark = [one for one in page.chars if one["size"] == pytest.approx(44, abs=0.1)]
    assert "".join(one["text"] for one in mark) == "河州市总工会文件"
    assert {one["non_stroking_color"] for one in mark} == {(1, 0, 0)}
    assert mark[0]["top"] * MM == pytest.approx(37 + 35, abs=8)  # the line is taller than its letters
    rules = [
        one for one in page.rects + page.lines if (one["x1"] - one["x0"]) * MM == pytest.approx(156, abs=1)
    ]
    assert rules


def test_nothing_is_lost(notice):
    text = "".join("".join(one["text"] for one in page.chars) for page in notice.pages).replace(" ", "")
    for word in ("特急", "河工发〔2021〕3号", "各区县（市）总工会、各产业工会：", "一、总体要求", "（一）指导思想", "1.覆盖面", "4.联系人名单（另附）", "2021年4月9日", "（联系人：李文静）", "抄送：市委办公室，市政府办公室。", "2021年4月12日印发"):  # fmt: skip
        assert word in text
    for row in TARGETS.rows:
        assert f"{row[0]}{row[1]}{row[2]}{row[3]}" in text


def test_a_wide_annex_is_turned_and_the_imprint_stands_at_the_foot_of_the_last_page(notice):
    turned = [page.width > page.height for page in notice.pages]
    assert turned.count(True) == 1
    last = notice.pages[-1]
    imprint = [one for one in last.chars if one["text"] == "抄"]
    assert 235 < imprint[0]["top"] * MM < 262


def test_headings_are_repeated_on_every_page_of_a_table(notice):
    pages = [
        page for page in notice.pages if "区总工会" in page.extract_text() and "人数" in page.extract_text()
    ]
    assert len(pages) == 2


def test_what_a_text_says_is_text_and_fetches_nothing(monkeypatch):
    asked = []
    refuse = typesetting.NothingElse.fetch
    monkeypatch.setattr(
        typesetting.NothingElse,
        "fetch",
        lambda self, url, headers=None: asked.append(url) or refuse(self, url, headers),
    )
    hostile = '<img src="http://127.0.0.1:9/x"><style>@import "file:///etc/passwd"</style>'
    with opened(OfficialDocument(hostile, (Paragraph(hostile),))) as pdf:
        text = pdf.pages[0].extract_text().replace("\n", "")
    assert asked == []
    assert text.count("http://127.0.0.1:9/x") == 2


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "file:///etc/passwd", "data:text/css,p{}"])
def test_the_fetcher_gives_nothing(url):
    with pytest.raises(ValueError, match="loads nothing"):
        typesetting.NothingElse().fetch(url)


def test_without_a_chinese_font_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(typesetting, "has_chinese_font", lambda: False)
    with pytest.raises(Refusal, match="请先下载Word文档，并告诉管理员按运行维护手册安装fonts-noto-cjk。"):
        typeset(make_notice())


def test_a_machine_without_fonts_is_recognised(tmp_path):
    """In a process of its own: fontconfig reads its settings once."""
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    told = {}
    script = "from jiangong.kit.printing.typesetting import has_chinese_font; print(has_chinese_font())"
    for name, settings in (("bare", {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}), ("usual", {})):
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "jiangong.config.settings", **settings}
        outcome = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        told[name] = outcome.stdout.strip()
    assert told == {"bare": "False", "usual": "True"}


def test_without_the_library_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "jiangong.kit.printing.typesetting", None)
    real = __import__

    def absent(name, *rest, **more):
        if name == "jiangong.kit.printing.typesetting":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)

    monkeypatch.setattr("builtins.__import__", absent)
    with pytest.raises(Refusal, match="安装libpango"):
        print_document(make_notice(), Kind.PDF)


def test_a_bare_wide_list_begins_under_its_title_on_a_sheet_turned():
    content = typeset(OfficialDocument("名册", (WIDE,)))
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        first = pdf.pages[0]
        assert (first.width > first.height, "名册" in first.extract_text()) == (True, True)
        assert first.find_tables()


def test_the_heading_of_a_wide_table_lies_on_its_sheet_and_what_follows_stands_again():
    blocks = (Heading(1, "前言"), Paragraph("如下。"), Heading(1, "宽表"), WIDE, Heading(1, "窄表"), TARGETS)
    with pdfplumber.open(io.BytesIO(typeset(OfficialDocument("报告", blocks)))) as pdf:
        found = [(page.width > page.height, page.extract_text()) for page in pdf.pages]
    where = {word: [turned for turned, text in found if word in text] for word in ("前言", "宽表", "窄表")}
    assert where == {"前言": [False], "宽表": [True], "窄表": [False]}
