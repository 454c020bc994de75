"""What is drawn by functions: written and escaped exactly as a template would."""

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from jiangong.kit.ui import marks
from jiangong.kit.ui.standins import Cell, SampleColumn, SampleRow, SampleTable

NASTY = "<b>\"'&</b>"
ESCAPED = "&lt;b&gt;&quot;&#x27;&amp;&lt;/b&gt;"


@pytest.mark.parametrize("value", [NASTY, mark_safe("<i>甲</i>"), 12345, None, "", "甲"])
def test_a_value_is_written_as_a_template_writes_it(value):
    assert marks.written(value) == engines["django"].from_string("{{ value }}").render({"value": value})


@pytest.mark.parametrize(
    ("cell", "markup"),
    [
        (Cell("甲"), "甲"),
        (Cell("甲", sub="乙"), '甲<span class="sub">乙</span>'),
        (Cell("甲", url="/a/?b=1&c=2"), '<a class="link" href="/a/?b=1&amp;c=2">甲</a>'),
        (Cell("甲", tone="mute"), '<span class="st st--mute">甲</span>'),
        (Cell("甲", tone="mute", url="/a/"), '<span class="st st--mute">甲</span>'),
    ],
)
def test_a_cell_shows_its_tone_or_its_link_and_its_second_line(cell, markup):
    assert marks.cell(cell) == markup


def test_a_tone_brings_its_icon_because_colour_alone_says_nothing():
    assert marks.cell(Cell("甲", tone="ok")) == f'<span class="st st--ok">{marks.icon("check")}甲</span>'
    assert marks.icon("check") in marks.badge(marks.mark_of("甲", "ok"))


def test_the_first_cell_opens_the_row_unless_it_leads_elsewhere():
    assert marks.cell(Cell("甲", tone="ok", sub="乙"), "/1/") == (
        '<a class="strong" href="/1/">甲</a><span class="sub">乙</span>'
    )
    assert marks.cell(Cell("甲", url="/a/"), "/1/") == '<a class="link" href="/a/">甲</a>'


def test_nothing_a_cell_holds_becomes_markup():
    cell = Cell(NASTY, sub=NASTY, url=NASTY)
    for drawn in (marks.cell(cell), marks.cell(Cell(NASTY), NASTY), marks.cell(Cell(NASTY, tone=NASTY))):
        assert "<b>" not in drawn
        assert ESCAPED in drawn


@pytest.mark.parametrize("selectable", [False, True])
def test_a_row_names_its_cells_for_phones_and_itself_for_the_reader(selectable):
    table = SampleTable(
        columns=(
            SampleColumn("name", "名称", css="title", is_title=True),
            SampleColumn("state", NASTY, css="num"),
        ),
        rows=(SampleRow(7, (Cell("甲"), Cell("乙"))),),
    )
    picked = ' aria-selected="false"' if selectable else ""
    box = (
        '<td class="chk"><input type="checkbox" form="bulk" name="selected" value="7" aria-label="选择甲"></td>'
        if selectable
        else ""
    )
    assert marks.rows(table, selectable) == (
        f"<tr{picked}>{box}"
        '<td class="title"><a class="strong" href="#row">甲</a></td>'
        f'<td class="num" data-l="{ESCAPED}">乙</td></tr>'
    )
