"""Numbers as documents write them, and reasons that stand in the way."""

import pytest

from jiangong.domains.documents.actions import complete_document
from jiangong.domains.documents.rules import (
    attaching_refusal,
    completing_refusal,
    instructing_refusal,
    normalize_official_number,
    proposing_refusal,
    revising_refusal,
)
from tests.factories.documents import make_document, make_instructed, make_proposed


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("郑工劳经〔2021〕3号", "郑工劳经〔2021〕3号"),
        ("郑工劳经[2021]3号", "郑工劳经〔2021〕3号"),
        ("郑工劳经（2021）03号", "郑工劳经〔2021〕3号"),
        (" 郑工劳经 【２０２１】 第３号 ", "郑工劳经〔2021〕3号"),
        ("郑工劳经[2021]3", "郑工劳经〔2021〕3号"),
        ("豫工办发2021年12号", "豫工办发〔2021〕12号"),
        ("会议纪要第3期", "会议纪要第3期"),
        ("", ""),
        ("2021", "2021"),
        ("〔〕〔〕", "〔〕〔〕"),
    ],
)
def test_official_number_takes_its_usual_form(typed, usual):
    assert normalize_official_number(typed) == usual
    assert normalize_official_number(usual) == usual


def test_each_act_is_open_to_whose_turn_it_is_and_blocked_with_a_reason_for_others(cast):
    officer, leader = cast.actor("city_officer"), cast.actor("city_leader")
    document = make_document(officer)
    assert proposing_refusal(document, officer) == ""
    assert proposing_refusal(document, leader) == "这份文件由劳动和经济工作部登记，请由该单位办理。"
    proposed = make_proposed(officer, leader.user)
    assert instructing_refusal(proposed, leader) == ""
    assert instructing_refusal(proposed, officer) == "这份文件请city_leader批示，您不能代为办理。"
    given = make_instructed(officer, leader, cast.users["district_officer"])
    assert completing_refusal(given, cast.actor("district_officer")) == ""
    assert completing_refusal(given, officer) == "这份文件由district_officer承办，您不能代为办理。"


def test_revising_needs_the_right_the_register_and_the_state(cast):
    document = make_document(cast.actor("district_officer"))
    assert revising_refusal(document, cast.actor("district_officer")) == ""
    assert "权限" in revising_refusal(document, cast.actor("worker"))
    assert "请由该单位办理" in revising_refusal(document, cast.actor("city_officer"))


def test_files_follow_the_course(cast):
    body, annex, result = type(make_document(cast.actor("city_officer"))).attachment_slots
    officer, leader, handler = (
        cast.actor(name) for name in ("city_officer", "city_leader", "district_officer")
    )
    filed = make_document(officer)
    assert attaching_refusal(filed, body, officer) == ""
    assert "承办人" in attaching_refusal(filed, result, officer)
    given = make_instructed(officer, leader, handler.user)
    assert "正文不能再换" in attaching_refusal(given, body, officer)
    assert attaching_refusal(given, annex, officer) == ""
    assert "请由该单位办理" in attaching_refusal(given, annex, handler)
    assert attaching_refusal(given, result, handler) == ""
    complete_document(given, "已办。", actor=handler)
    assert attaching_refusal(given, result, handler) == "这份文件已办结，附件不能再改。"
