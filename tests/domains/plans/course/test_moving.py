"""A plan on its way: each step by who may take it, and the next person hears of it."""

import pytest

from jiangong.domains.plans.actions import cosigning, moving
from jiangong.domains.plans.actions.cosigning import Answer
from jiangong.domains.plans.actions.issuing import sign_plan
from jiangong.domains.plans.choices import Channel, CosignState, PlanState
from jiangong.domains.plans.models import Plan
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.messaging.models import Message, MessageKind


def messages(cast, name: str) -> list[str]:
    return list(Message.objects.filter(user=cast.users[name]).order_by("pk").values_list("title", flat=True))


def test_a_draft_goes_over_review_to_signature_and_each_hears_of_it(cast, endorsed, reviewer):
    assert (endorsed.state, endorsed.reviewer_id) == (PlanState.SIGNING, reviewer.user_id)
    assert messages(cast, "reviewer") == ["送核稿：全市重点工作计划"]
    assert messages(cast, "city_leader")[-1] == "核稿通过：全市重点工作计划"


def test_nobody_reviews_their_own_draft(cast, draft):
    actor = cast.actor("city_officer")
    moving.submit_plan(draft, actor=actor)
    with pytest.raises(NotAllowed, match="您是拟稿人"):
        moving.endorse_plan(draft, actor=actor)


def test_sent_back_returns_to_the_drafter_with_the_reason(cast, endorsed):
    moving.send_back_plan(endorsed, "数字请再核对。", actor=cast.actor("city_leader"))
    assert endorsed.state == PlanState.DRAFTING
    told = Message.objects.filter(user=cast.users["city_officer"]).latest("pk")
    assert (told.kind, told.body) == (MessageKind.RETURNED, "数字请再核对。")


def test_returning_and_voiding_need_a_reason(cast, endorsed):
    with pytest.raises(NotAllowed, match="须写明理由"):
        moving.send_back_plan(endorsed, " ", actor=cast.actor("city_leader"))
    with pytest.raises(NotAllowed, match="须写明理由"):
        moving.void_plan(endorsed, "", actor=cast.actor("city_officer"))


def test_two_reviewers_at_once_only_one_counts(cast, draft, reviewer, race):
    moving.submit_plan(draft, actor=cast.actor("city_officer"))

    def endorse() -> Plan:
        plan = Plan.objects.ungated("another request").get(pk=draft.pk)
        return moving.endorse_plan(plan, actor=reviewer)

    results = race([endorse, endorse])
    assert {type(one) for one in results} == {Plan, Conflict}


def test_only_the_drafter_withdraws(cast, draft, reviewer):
    moving.submit_plan(draft, actor=cast.actor("city_officer"))
    with pytest.raises(NotAllowed, match="只有拟稿人"):
        moving.withdraw_plan(draft, actor=reviewer)
    moving.withdraw_plan(draft, actor=cast.actor("city_officer"))
    assert draft.state == PlanState.DRAFTING


def test_a_running_plan_is_closed_and_takes_nothing_in_any_more(cast, issued):
    moving.close_plan(issued, actor=cast.actor("city_officer"))
    assert issued.closed_at is not None
    with pytest.raises(NotAllowed, match="已办结"):
        sign_plan(issued, actor=cast.actor("district_officer"))


def cosigning_plan(cast, draft, reviewer) -> Plan:
    cosigning.list_cosigners(draft, [cast.partner], actor=cast.actor("city_officer"))
    moving.submit_plan(draft, actor=cast.actor("city_officer"))
    return moving.send_plan_to_cosign(draft, actor=reviewer)


def test_a_department_answers_and_the_plan_goes_on(cast, draft, reviewer):
    plan = cosigning_plan(cast, draft, reviewer)
    assert messages(cast, "partner_officer") == ["送会签：全市重点工作计划"]
    with pytest.raises(NotAllowed, match="还在等河州市应急管理局会签"):
        moving.finish_cosigning(plan, actor=cast.actor("city_officer"))
    one = plan.cosignatures.get()
    cosigning.cosign_plan(one, Answer(CosignState.AGREED), actor=cast.actor("partner_officer"))
    moving.finish_cosigning(plan, actor=cast.actor("city_officer"))
    assert (plan.state, one.state, one.channel) == (PlanState.SIGNING, CosignState.AGREED, Channel.ONLINE)


def test_an_objection_needs_words_and_stands_for_the_signer(cast, draft, reviewer):
    plan = cosigning_plan(cast, draft, reviewer)
    one = plan.cosignatures.get()
    with pytest.raises(Refusal, match="请写明意见"):
        cosigning.cosign_plan(one, Answer(CosignState.OBJECTED), actor=cast.actor("partner_officer"))
    answer = Answer(CosignState.OBJECTED, "建议推迟一个月。")
    cosigning.cosign_plan(one, answer, actor=cast.actor("partner_officer"))
    page = cast.client("city_leader").get(f"/plans/{plan.pk}/?part=approval").content.decode()
    assert "建议推迟一个月。" in page


def test_of_two_answers_at_once_one_counts(cast, draft, reviewer, race):
    plan = cosigning_plan(cast, draft, reviewer)
    partner, clerk = cast.actor("partner_officer"), cast.actor("city_officer")
    answers = (
        lambda: cosigning.cosign_plan(plan.cosignatures.get(), Answer(CosignState.AGREED), actor=partner),
        lambda: cosigning.record_cosignature(
            plan.cosignatures.get(),
            Answer(CosignState.AGREED, "", Channel.PAPER, plan.created_at.date()),
            actor=clerk,
        ),
    )
    results = race(answers)
    assert sum(isinstance(one, Conflict) for one in results) == 1
    assert plan.cosignatures.get().state == CosignState.AGREED


def test_paper_answers_say_how_and_when(cast, draft, reviewer):
    plan = cosigning_plan(cast, draft, reviewer)
    clerk, one = cast.actor("city_officer"), plan.cosignatures.get()
    with pytest.raises(Refusal, match="怎样会签"):
        cosigning.record_cosignature(one, Answer(CosignState.AGREED), actor=clerk)
    with pytest.raises(Refusal, match="不能晚于今天"):
        cosigning.record_cosignature(one, Answer(CosignState.AGREED, "", Channel.PAPER), actor=clerk)


def test_departments_are_listed_before_they_are_asked(cast, draft, reviewer):
    plan = cosigning_plan(cast, draft, reviewer)
    with pytest.raises(NotAllowed, match="不能再改"):
        cosigning.list_cosigners(plan, [], actor=cast.actor("city_officer"))


def test_a_partner_sees_a_plan_only_once_it_is_asked(cast, draft, reviewer):
    client = cast.client("partner_officer")
    assert client.get(f"/plans/{draft.pk}/").status_code == 404
    plan = cosigning_plan(cast, draft, reviewer)
    assert client.get(f"/plans/{plan.pk}/").status_code == 200
