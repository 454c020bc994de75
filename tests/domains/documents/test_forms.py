"""Sentences of the registration form."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.documents.forms import DocumentForm, ProposalForm
from tests.factories.documents import make_document

TYPED = {
    "direction": "incoming",
    "title": "通知",
    "issuer_name": "市总",
    "received_on": "2026-07-02",
    "urgency": "normal",
}


def errors(cast, **changes) -> dict[str, list[str]]:
    form = DocumentForm({**TYPED, **changes}, actor=cast.actor("district_officer"))
    return form.errors.get_json_data() and {name: list(found) for name, found in form.errors.items()}


def test_complete_facts_are_accepted(cast):
    assert errors(cast) == {}


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "请填写标题。"),
        ({"issuer_name": ""}, "issuer_name", "收文请填写来文单位。"),
        ({"received_on": ""}, "received_on", "收文请填写收文日期。"),
        ({"issued_on": "2026-07-03"}, "received_on", "收文日期不能早于成文日期。请核对两个日期。"),
        ({"due_on": "2026-07-01"}, "due_on", "办理期限不能早于收文（成文）日期。"),
    ],
)
def test_each_wrong_fact_gets_its_sentence(cast, changes, field, sentence):
    assert errors(cast, **changes) == {field: [sentence]}


def test_received_tomorrow_is_refused(cast):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert errors(cast, received_on=tomorrow)["received_on"][0] == "收文日期不能晚于今天。"


def test_an_outgoing_document_needs_neither_issuer_nor_receipt(cast):
    assert errors(cast, direction="outgoing", issuer_name="", received_on="") == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"direction": "sideways"},
        {"urgency": "x"},
        {"pages": "-1"},
        {"pages": "99999999999"},
        {"copies": "NaN"},
        {"issued_on": "2026-02-30"},
        {"title": "长" * 201},
        {"title": "a\x00b"},
        {"official_number": "号" * 61},
    ],
)
def test_hostile_values_are_errors_not_crashes(cast, changes):
    assert list(errors(cast, **changes)) != []


def test_the_question_about_a_known_number_appears_only_when_needed(cast):
    make_document(cast.actor("district_officer"), official_number="甲〔2026〕1号", body=False)
    actor = cast.actor("district_officer")
    assert "duplicate_accepted" not in DocumentForm(actor=actor).fields
    assert "duplicate_accepted" not in DocumentForm(TYPED, actor=actor).fields
    assert (
        "duplicate_accepted" in DocumentForm({**TYPED, "official_number": "甲[2026]1号"}, actor=actor).fields
    )


def test_a_document_is_no_duplicate_of_itself(cast):
    document = make_document(cast.actor("district_officer"), official_number="甲〔2026〕1号", body=False)
    form = DocumentForm(
        {**TYPED, "official_number": "甲〔2026〕1号"}, actor=cast.actor("district_officer"), instance=document
    )
    assert form.is_valid()


def test_leader_must_be_one_of_those_offered(cast):
    form = ProposalForm(
        {"opinion": "请批示。", "leader": cast.users["worker"].pk}, actor=cast.actor("city_officer")
    )
    assert list(form.errors) == ["leader"]
