"""Every transition of a document, and what may not happen."""

from collections.abc import Callable
from datetime import date

import pytest

from jiangong.domains.accounts.models import User
from jiangong.domains.documents.actions import (
    complete_document,
    hand_back_document,
    hand_over_documents,
    instruct_document,
    propose_document,
    reassign_document,
    register_document,
    revise_document,
    send_back_document,
    void_document,
    withdraw_document,
)
from jiangong.domains.documents.choices import DocumentState, Step
from jiangong.domains.documents.models import Document, RegisterCounter
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.messaging.models import Message
from tests.cast import assemble
from tests.factories.accounts import appoint, make_user
from tests.factories.documents import make_document, make_instructed, make_proposed


def again(document: Document) -> Document:
    return Document.unscoped.get(pk=document.pk)


def test_register_numbers_follow_each_other_in_each_register(cast):
    officer = cast.actor("district_officer")
    numbers = [make_document(officer, body=False).register_number for _ in range(2)]
    outgoing = make_document(officer, body=False, direction="outgoing")
    neighbour = make_document(cast.actor("neighbour_officer"), body=False)
    year = outgoing.register_year
    assert numbers == [f"收{year}-0001", f"收{year}-0002"]
    assert outgoing.register_number == f"发{year}-0001"
    assert neighbour.register_number == f"收{year}-0001"


def test_register_belongs_to_the_actors_organization_whatever_was_set(cast):
    made = register_document(
        Document(title="通知", organization=cast.neighbour), actor=cast.actor("district_officer")
    )
    assert (made.organization, made.clerk) == (cast.district, cast.users["district_officer"])
    assert AuditEntry.objects.filter(verb="documents.document.create", target_id=str(made.pk)).count() == 1


def test_register_without_permission_is_refused(cast):
    with pytest.raises(NotAllowed):
        register_document(Document(title="通知"), actor=cast.actor("worker"))


def test_register_resolves_an_issuer_it_knows(cast):
    assert make_document(cast.actor("district_officer"), body=False).issuer == cast.federation


def test_propose_waits_for_the_leader_and_tells_them(cast):
    document = make_document(cast.actor("district_officer"))
    propose_document(document, "拟请阅示。", cast.users["city_leader"], actor=cast.actor("district_officer"))
    stored = again(document)
    assert (stored.state, stored.waits_for) == (DocumentState.PROPOSED, cast.users["city_leader"])
    assert Message.objects.get(user=cast.users["city_leader"]).url == document.get_absolute_url()
    opinion = document.opinions.get()
    assert (opinion.step, opinion.text, opinion.assignee, opinion.previous_assignee) == (
        Step.PROPOSE,
        "拟请阅示。",
        cast.users["city_leader"],
        cast.users["district_officer"],
    )


def test_propose_without_the_text_of_an_incoming_document_is_refused(cast):
    officer = cast.actor("district_officer")
    document = make_document(officer, body=False)
    with pytest.raises(NotAllowed, match="正文还没有上传"):
        propose_document(document, "请批示。", cast.users["district_officer"], actor=officer)


def test_propose_an_outgoing_document_needs_no_text(cast):
    officer = cast.actor("district_officer")
    document = make_document(officer, body=False, direction="outgoing")
    assert propose_document(document, "请批示。", officer.user, actor=officer).state == DocumentState.PROPOSED


def test_propose_without_opinion_is_refused(cast):
    officer = cast.actor("district_officer")
    with pytest.raises(Refusal, match="请填写拟办意见"):
        propose_document(make_document(officer), " ", officer.user, actor=officer)


def test_propose_somebody_elses_document_is_refused(cast):
    document = make_document(cast.actor("district_officer"))
    with pytest.raises(NotAllowed, match="东城区登记"):
        propose_document(document, "请批示。", cast.users["city_leader"], actor=cast.actor("city_officer"))


def test_instruct_gives_work_to_a_handler_in_another_unit(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    instruct_document(
        document,
        "请落实。",
        cast.users["neighbour_officer"],
        [cast.users["union_officer"]],
        actor=cast.actor("city_leader"),
    )
    assert again(document).waits_for == cast.users["neighbour_officer"]
    for name in ("neighbour_officer", "union_officer"):
        assert Document.objects.visible_to(cast.actor(name)).filter(pk=document.pk).exists()
        assert Message.objects.filter(user=cast.users[name]).count() == 1
    assert not Document.objects.visible_to(cast.actor("district_officer")).filter(pk=document.pk).exists()


def test_instruct_by_another_leader_is_refused(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    with pytest.raises(NotAllowed, match="city_leader批示"):
        instruct_document(
            document, "同意。", cast.users["city_officer"], actor=cast.actor("district_officer")
        )


def test_instruct_by_the_leaders_delegate_is_allowed(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    deputy = make_user("deputy")
    origin = cast.users["city_leader"].appointments.get()
    appoint(deputy, cast.federation, "city_leader", delegated_from=origin, ends_on=date(2099, 1, 1))
    cast.users["deputy"] = deputy
    instruct_document(document, "同意。", cast.users["city_officer"], actor=cast.actor("deputy"))
    assert again(document).state == DocumentState.INSTRUCTED


def test_reassign_moves_the_work_and_remembers_who_had_it(cast):
    leader = cast.actor("city_leader")
    document = make_instructed(cast.actor("city_officer"), leader, cast.users["district_officer"])
    reassign_document(document, "改由西城区办理。", cast.users["neighbour_officer"], actor=leader)
    assert again(document).handler == cast.users["neighbour_officer"]
    assert document.opinions.first().previous_assignee == cast.users["district_officer"]


def test_complete_by_the_handler_closes_the_document(cast):
    document = make_instructed(
        cast.actor("city_officer"), cast.actor("city_leader"), cast.users["district_officer"]
    )
    complete_document(document, "已部署。", actor=cast.actor("district_officer"))
    stored = again(document)
    assert (stored.state, stored.waits_for, stored.completed_at is None) == (
        DocumentState.COMPLETED,
        None,
        False,
    )
    assert Message.objects.filter(user=cast.users["city_leader"], title__startswith="办结").count() == 1


def test_complete_by_somebody_else_is_refused(cast):
    document = make_instructed(
        cast.actor("city_officer"), cast.actor("city_leader"), cast.users["district_officer"]
    )
    with pytest.raises(NotAllowed, match="district_officer承办"):
        complete_document(document, "已部署。", actor=cast.actor("city_officer"))


def test_withdraw_takes_the_document_from_the_leader(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    withdraw_document(document, actor=cast.actor("city_officer"))
    assert (again(document).state, again(document).leader) == (DocumentState.REGISTERED, None)


def test_send_back_needs_a_reason_and_returns_to_the_clerk(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    with pytest.raises(NotAllowed, match="须写明理由"):
        send_back_document(document, " ", actor=cast.actor("city_leader"))
    send_back_document(document, "请补充依据。", actor=cast.actor("city_leader"))
    assert again(document).waits_for == cast.users["city_officer"]
    message = Message.objects.get(user=cast.users["city_officer"])
    assert (message.kind, message.body) == ("returned", "请补充依据。")


def test_hand_back_asks_the_leader_again(cast):
    document = make_instructed(
        cast.actor("city_officer"), cast.actor("city_leader"), cast.users["district_officer"]
    )
    hand_back_document(document, "不属于本单位。", actor=cast.actor("district_officer"))
    assert again(document).waits_for == cast.users["city_leader"]


@pytest.mark.parametrize("stage", [make_document, make_proposed, make_instructed])
def test_void_stops_whatever_is_open(cast, stage):
    officer, leader = cast.actor("city_officer"), cast.actor("city_leader")
    more = {make_document: (), make_proposed: (leader.user,), make_instructed: (leader, officer.user)}
    document = stage(officer, *more[stage])
    void_document(document, "重复登记。", actor=officer)
    assert (again(document).state, again(document).waits_for) == (DocumentState.VOID, None)


def test_void_without_reason_or_by_another_unit_is_refused(cast):
    document = make_document(cast.actor("district_officer"))
    with pytest.raises(NotAllowed, match="请由该单位办理"):
        void_document(document, "重复。", actor=cast.actor("city_officer"))
    own = make_document(cast.actor("city_officer"))
    with pytest.raises(NotAllowed, match="须写明理由"):
        void_document(own, "", actor=cast.actor("city_officer"))


def test_step_from_a_wrong_state_is_a_conflict(cast):
    officer = cast.actor("city_officer")
    document = make_document(officer)
    void_document(document, "重复。", actor=officer)
    with pytest.raises(Conflict, match="已作废"):
        void_document(document, "再来一次。", actor=officer)


def test_instruct_twice_from_the_same_page_is_a_conflict_and_leaves_no_trace(cast):
    leader = cast.actor("city_leader")
    document = make_proposed(cast.actor("city_officer"), leader.user)
    first, second = again(document), again(document)
    instruct_document(first, "请东城区落实。", cast.users["district_officer"], actor=leader)
    with pytest.raises(Conflict):
        instruct_document(second, "请西城区落实。", cast.users["neighbour_officer"], actor=leader)
    assert again(document).handler == cast.users["district_officer"]
    assert document.opinions.filter(step=Step.INSTRUCT).count() == 1
    assert AuditEntry.objects.filter(verb="documents.document.instruct").count() == 1


def test_revise_changes_facts_and_audits_them(cast):
    officer = cast.actor("district_officer")
    document = again(make_document(officer, pages=3))
    document.pages = 4
    revise_document(document, ["pages"], document.version, actor=officer)
    entry = AuditEntry.objects.get(verb="documents.document.edit")
    assert (again(document).pages, entry.changes) == (4, {"fields": {"pages": [3, 4]}})


def test_revise_after_proposing_is_refused(cast):
    officer = cast.actor("city_officer")
    document = again(make_proposed(officer, cast.users["city_leader"]))
    with pytest.raises(NotAllowed, match="登记内容不能再改"):
        revise_document(document, ["pages"], document.version, actor=officer)


def test_revise_an_outdated_version_is_a_conflict(cast):
    officer = cast.actor("district_officer")
    first = again(make_document(officer))
    second = again(first)
    revise_document(first, ["pages"], first.version, actor=officer)
    with pytest.raises(Conflict):
        revise_document(second, ["pages"], second.version, actor=officer)


def test_hand_over_moves_what_waits_and_nothing_else(cast):
    officer, leader = cast.actor("city_officer"), cast.actor("city_leader")
    giver, taker = cast.users["district_officer"], cast.users["neighbour_officer"]
    moved = make_instructed(officer, leader, giver)
    done = make_instructed(officer, leader, giver)
    complete_document(done, "已办。", actor=cast.actor("district_officer"))
    assert hand_over_documents(giver, taker, actor=system_actor()) == 1
    assert (again(moved).handler, again(done).handler) == (taker, giver)
    assert moved.opinions.first().step == Step.HAND_OVER


@pytest.mark.database
def test_register_numbers_are_unique_and_gapless_under_threads(race):
    actor = assemble().actor("district_officer")

    def register() -> list[int]:
        return [register_document(Document(title="通知"), actor=actor).register_serial for _ in range(5)]

    taken = race([register] * 4)
    assert sorted(serial for serials in taken for serial in serials) == list(range(1, 21))
    assert RegisterCounter.objects.get().last == 20


@pytest.mark.database
def test_two_instructions_at_once_one_wins(race):
    cast = assemble()
    leader = cast.actor("city_leader")
    document = make_proposed(cast.actor("city_officer"), leader.user)

    def instructing(handler: User) -> Callable[[], Document]:
        mine = Document.unscoped.get(pk=document.pk)
        return lambda: instruct_document(mine, "请落实。", handler, actor=leader)

    outcomes = race(instructing(cast.users[name]) for name in ("district_officer", "city_officer"))
    assert sorted(isinstance(outcome, Conflict) for outcome in outcomes) == [False, True]
    assert document.opinions.filter(step=Step.INSTRUCT).count() == 1
