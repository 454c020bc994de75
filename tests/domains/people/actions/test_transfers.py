"""Taking a person over: asked by name and number, decided by a level that reaches both units."""

from dataclasses import replace

import pytest

from jiangong.domains.people.actions import decide_transfer, request_transfer
from jiangong.domains.people.models import Person, Transfer
from jiangong.domains.people.receivers import transfer_todos
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.messaging.models import Message
from tests.factories.people import make_id_number, make_person

NUMBER = make_id_number()


@pytest.fixture
def elsewhere(cast) -> Person:
    return make_person("李四邻", cast.neighbour_union, id_number=NUMBER)


def ask(cast, name: str = "李四邻", number: str = NUMBER) -> Transfer:
    return request_transfer(cast.union, name, number, "已到我单位工作", actor=cast.actor("district_officer"))


def test_request_waits_for_the_level_that_reaches_both(cast, elsewhere):
    transfer = ask(cast)
    assert transfer.state == "requested"
    assert [todo.url for todo in transfer_todos(cast.actor("city_officer"))] == [transfer.get_absolute_url()]
    assert list(transfer_todos(cast.actor("district_officer"))) == []
    assert list(transfer_todos(cast.actor("neighbour_officer"))) == []


def test_accepting_moves_the_person(cast, elsewhere):
    decide_transfer(ask(cast), "accept", "", actor=cast.actor("city_officer"))
    elsewhere.refresh_from_db()
    assert elsewhere.organization_id == cast.union.pk
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs == {"people.transfer.create", "people.transfer.accept", "people.person.move"}


def test_the_applicant_hears_the_decision_and_its_reason(cast, elsewhere):
    transfer = ask(cast)
    decide_transfer(transfer, "reject", "劳动合同未到期", actor=cast.actor("city_officer"))
    told = Message.objects.get()
    assert (told.user, told.title, told.body, told.url) == (
        cast.users["district_officer"],
        "调入申请已驳回：李四邻",
        "劳动合同未到期",
        transfer.get_absolute_url(),
    )


def test_who_withdraws_is_not_told_what_they_did(cast, elsewhere):
    decide_transfer(ask(cast), "withdraw", "", actor=cast.actor("district_officer"))
    assert not Message.objects.exists()


def test_nobody_in_particular_asked_when_a_program_withdraws(cast, elsewhere):
    transfer = ask(cast)
    Transfer.objects.ungated("the applicant's account is gone").update(requested_by=None)
    transfer.refresh_from_db()
    program = replace(cast.actor("neighbour_officer"), user=None)
    with pytest.raises(NotAllowed, match="只有提出申请的单位可以撤回"):
        decide_transfer(transfer, "withdraw", "", actor=program)


def test_neither_side_may_decide_alone(cast, elsewhere):
    transfer = ask(cast)
    for name in ("district_officer", "neighbour_officer"):
        with pytest.raises(NotAllowed):
            decide_transfer(transfer, "accept", "", actor=cast.actor(name))
    elsewhere.refresh_from_db()
    assert elsewhere.organization_id == cast.neighbour_union.pk


def test_rejecting_needs_a_reason_and_keeps_the_person(cast, elsewhere):
    transfer = ask(cast)
    with pytest.raises(NotAllowed, match="理由"):
        decide_transfer(transfer, "reject", " ", actor=cast.actor("city_officer"))
    decide_transfer(transfer, "reject", "劳动合同未到期", actor=cast.actor("city_officer"))
    elsewhere.refresh_from_db()
    assert (transfer.state, transfer.answer) == ("rejected", "劳动合同未到期")
    assert elsewhere.organization_id == cast.neighbour_union.pk


def test_a_decided_request_cannot_be_decided_again(cast, elsewhere):
    transfer = ask(cast)
    stale = Transfer.objects.ungated("test").get()
    decide_transfer(transfer, "withdraw", "", actor=cast.actor("district_officer"))
    with pytest.raises(Conflict):
        decide_transfer(stale, "accept", "", actor=cast.actor("city_officer"))


def test_wrong_name_and_unknown_number_get_the_same_answer(cast, elsewhere):
    sentences = []
    for name, number in (("李四", NUMBER), ("李四邻", make_id_number(sequence=998))):
        with pytest.raises(Refusal) as caught:
            ask(cast, name, number)
        sentences.append(caught.value.sentence)
    assert sentences == ["没有找到姓名和身份证号都相符的人员。请核对；没有登记过的，请直接登记。"] * 2


def test_somebody_within_reach_or_already_asked_for_is_refused(cast, elsewhere):
    ask(cast)
    with pytest.raises(Refusal, match="正在等待"):
        ask(cast)
    near = make_id_number(sequence=777)
    make_person("王五", cast.union, id_number=near)
    with pytest.raises(Refusal, match="已在您的管理范围内"):
        ask(cast, "王五", near)
