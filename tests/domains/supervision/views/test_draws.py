"""Draws: announced, drawn again, printed."""

import io

import pytest
from docx import Document as Docx

from jiangong.domains.supervision.models import Draw
from tests.factories.supervision import (
    SEED,
    make_drawn,
    make_inspection_plan,
)
from tests.support.inspection_pages import TODAY, at, text
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


def test_all_that_is_wrong_with_a_seed_is_told_at_once(city, desk):
    plan = make_inspection_plan(city)
    said = {"seed_kind": "sealed", "seed_source": "封存", "seed_on": "2020-01-01", "secret": "短"}
    answer = submit(desk, at("announce", plan.pk), **said).content.decode()
    assert all(words in answer for words in ("种子产生日期不能早于今天", "种子文字至少12个字符"))
    assert "选择（共" in answer  # the long pool of inspectors is folded
    assert not Draw.objects.ungated("test").exists()


def test_a_second_draw_asks_why_and_shows_both(city, desk):
    draw = make_drawn(city)
    assert "重抽理由" in text(desk, at("announce", draw.plan.pk))
    facts = {
        "seed_kind": "sealed",
        "seed_source": "封存",
        "seed_on": TODAY.isoformat(),
        "secret": f"{SEED}二",
    }
    assert "重抽须写明理由" in submit(desk, at("announce", draw.plan.pk), **facts).content.decode()
    submit(desk, at("announce", draw.plan.pk), **facts, reason="漏了一家")
    page = text(desk, at("detail", draw.plan.pk))
    assert "第1次抽取" in page
    assert "第2次抽取" in page
    assert "已作废重抽" in text(desk, draw.get_absolute_url())


def test_the_record_of_a_draw_is_printed_with_all_it_takes_and_room_to_sign(city, desk):
    draw = make_drawn(city)
    answer = desk.get(at("draw_print", draw.pk), {"as": "docx"})
    document = Docx(io.BytesIO(answer.content))
    paragraphs = "\n".join(one.text for one in document.paragraphs)
    for part in (draw.inputs_digest, draw.seed_digest, SEED, "SHA-256", "主席办公会纪要第9号"):
        assert part in paragraphs
    drawn, units, signing = document.tables
    assert [cell.text for cell in drawn.rows[1].cells][1] == draw.unit_names[draw.result["teams"][0]["unit"]]
    assert [cell.text for cell in units.rows[1].cells][2:4] == ["4", "从未检查"]
    assert [cell.text for cell in signing.rows[0].cells] == [
        "抽取人（签字）",
        "监督人（签字）",
        "记录人（签字）",
    ]
    pdf = desk.get(at("draw_print", draw.pk), {"as": "pdf"})
    assert pdf.content.startswith(b"%PDF")
