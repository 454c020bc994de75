"""The notice as a document: paragraphs and tables with marks, from text alone."""

import pytest

from jiangong.domains.plans.actions.adopting import adopt_reading
from jiangong.domains.plans.models import Goal, Recipient, Task
from jiangong.domains.plans.queries.drafts import Draft
from jiangong.domains.plans.queries.reviewing import marks_of, problems_of
from jiangong.domains.plans.queries.sources import Mark, paper_of
from tests.factories.readings import RURAL, Notice, rural_notice, rural_units


@pytest.fixture
def actor(cast):
    rural_units(cast.federation)
    return cast.actor("city_officer")


@pytest.fixture
def paper(actor):
    reading = rural_notice().reading(actor)
    plan = adopt_reading(reading, actor=actor)
    return paper_of(reading, marks_of(Draft(plan), reading, actor, {f"total-{plan.programs.get().pk}"}))


def words(block) -> str:
    return "".join(piece.text for piece in block.pieces)


def marked(paper, anchor: str) -> list[str]:
    return [
        piece.text for block in paper for piece in block.pieces if piece.mark and piece.mark.anchor == anchor
    ]


def test_the_head_the_title_and_the_signature_are_set_as_such(paper):
    kinds = {words(one): one.kind for one in paper if one.kind != "table"}
    assert kinds["河州市总工会"] == "org"
    assert kinds["河工劳经〔2024〕3号"] == "number"
    assert kinds["关于印发《河州市乡村振兴劳模出彩行动专案》的通知"] == "title"
    assert kinds["一、2024年河州市乡村振兴劳模出彩行动专案"] == "plan"
    assert kinds["一、目标任务"] == "heading"
    assert kinds["附件1"] == "flat"
    assert kinds["河州市乡村振兴劳模出彩行动任务分解表"] == "caption"
    assert kinds["河州市总工会劳动和经济工作部"] == "sign"
    assert kinds["现印发给你们，请认真贯彻落实。"] == "text"


def test_nothing_of_the_text_is_lost(paper):
    shown = "".join(
        words(one)
        if one.kind != "table"
        else "".join(piece.text for row in one.rows for cell in row.cells for piece in cell.pieces)
        for one in paper
    )
    assert "".join(shown.split()) == "".join(RURAL.split())


def test_a_goal_is_marked_where_the_text_wants_it(paper):
    goal = Goal.objects.get(indicator__name="先进集体")
    assert marked(paper, f"goal-{goal.pk}") == ["10家以上先进集体"]


def test_a_task_marks_its_paragraph_and_a_unit_its_row(paper):
    task = Task.objects.order_by("position")[0]
    assert [one.mark.anchor for one in paper if "制订方案" in words(one)] != []
    table = next(one for one in paper if one.kind == "table")
    rows = {row.cells[0].pieces[0].text: row.mark for row in table.rows}
    unit = Recipient.objects.ungated("all").get(position=2)
    assert rows["北城区"].anchor == f"recipient-{unit.pk}"
    assert rows["合计"].anchor.startswith("total-")
    assert rows["合计"].is_bad
    assert table.rows[0].is_head
    assert [cell.is_figure for cell in table.rows[1].cells] == [False, True, True, True]
    assert task.source_start is not None


def test_marks_that_overlap_give_way_to_the_shorter(actor):
    reading = Notice("甲乙丙丁戊").reading(actor)
    marks = [Mark(0, 5, "long", "长"), Mark(1, 3, "short", "短")]
    pieces = paper_of(reading, marks)[0].pieces
    assert [(piece.text, piece.mark.anchor) for piece in pieces] == [
        ("甲", "long"),
        ("乙丙", "short"),
        ("丁戊", "long"),
    ]


def test_markup_in_a_notice_is_text(actor):
    reading = Notice("<script>alert(1)</script>").reading(actor)
    assert words(paper_of(reading, [])[0]) == "<script>alert(1)</script>"


def test_what_the_reader_counted_is_not_told_twice(cast, actor):
    notice = rural_notice()
    notice.warning("sum_mismatch", "合计与各单位之和不符。", "合计")
    notice.warning("hidden_text", "文件里有隐藏的文字，没有识读。", "河州市总工会")
    plan = adopt_reading(notice.reading(actor), actor=actor)
    codes = [one.code for one in problems_of(plan).remarks]
    assert "sum_mismatch" not in codes
    assert codes.count("hidden_text") == 1


def test_other_spellings_are_told_in_one_remark(cast, actor):
    text = "任务分解表\n\n单位\t集体（家）\n东城区工会\t5\n合计\t5\n"
    plan = adopt_reading(Notice(text).table("任务分解表").reading(actor), actor=actor)
    remark = next(one for one in problems_of(plan).remarks if one.code == "spelling")
    assert remark.sentence == "1个单位名称按别名对应，如“东城区工会”对应“东城区”。对应关系已记住。"
