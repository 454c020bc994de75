"""Issuing and signing for a plan: exactly once for each unit, whoever presses how often and how many."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from jiangong.domains.plans.actions import issuing
from jiangong.domains.plans.actions.issuing import PaperReceipt, issue_plan, sign_plan, stand_in
from jiangong.domains.plans.choices import Channel, DeliveryState, EditionState, PlanState
from jiangong.domains.plans.models import Delivery, Edition, Plan, Receipt, Target
from jiangong.domains.plans.queries.receipts import receipt_lines, signed_counts, unsigned_plans
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.messaging.models import Message


def receipts() -> list:
    return list(Receipt.objects.ungated("all of them").order_by("pk"))


def read(plan: Plan) -> Plan:
    """As another request would have it."""
    return Plan.objects.ungated("another request").get(pk=plan.pk)


def paper(plan: Plan, place: int = 0, **facts) -> PaperReceipt:
    facts.setdefault("channel", Channel.PAPER)
    facts.setdefault("received_on", timezone.localdate())
    return PaperReceipt(plan.recipients.all()[place], **facts)


def adjust(plan: Plan, cast, place: int, value: int) -> Edition:
    """A second approved edition in which one unit's share differs."""
    first = plan.editions.get(number=1)
    second = Edition.objects.create(plan=plan, number=2, state=EditionState.APPROVED, reason="调整")
    changed = plan.recipients.all()[place]
    for target in Target.objects.ungated("copied").filter(edition=first):
        target.pk, target.edition = None, second
        target.value = Decimal(value) if target.recipient_id == changed.pk else target.value
        target.save(force_insert=True)
    return second


def test_issuing_brings_the_division_into_force_and_lists_what_is_handed_in(cast, issued):
    edition = issued.editions.get()
    leader = cast.actor("city_leader")
    assert (issued.state, edition.state) == (PlanState.ISSUED, EditionState.APPROVED)
    assert (issued.signer_id, edition.approver_id) == (leader.user_id, leader.user_id)
    assert edition.effective_at == issued.issued_at
    rows = Delivery.objects.ungated("all of them").values_list("organization_id", "state")
    assert set(rows) == {(cast.district.pk, DeliveryState.DUE), (cast.neighbour.pk, DeliveryState.DUE)}


def test_every_unit_is_told_where_its_sheet_is(cast, issued):
    told = Message.objects.filter(title="新任务：全市重点工作计划").order_by("user_id")
    assert {one.user for one in told} == {cast.users["district_officer"], cast.users["neighbour_officer"]}
    assert {one.url for one in told} == {f"/plans/{issued.pk}/sheet/"}


def test_a_gap_keeps_a_plan_from_being_issued(cast, endorsed):
    goal = endorsed.programs.get().goals.get()
    goal.total = Decimal(11)
    goal.save()
    with pytest.raises(NotAllowed, match="比目标11家少1家"):
        issue_plan(endorsed, actor=cast.actor("city_leader"))
    assert not Delivery.objects.ungated("none may be left").exists()


def test_of_two_who_issue_at_once_one_wins_and_the_other_is_told(cast, endorsed, race):
    leader = cast.actor("city_leader")
    results = race([lambda: issue_plan(read(endorsed), actor=leader) for _ in range(2)])
    assert {type(one) for one in results} == {Plan, Conflict}
    (told,) = [one for one in results if isinstance(one, Conflict)]
    assert "已下发" in told.sentence or "刚刚修改" in told.sentence
    assert Delivery.objects.ungated("one for each unit").count() == 2
    assert AuditEntry.objects.filter(verb="plans.plan.issue").count() == 1


def test_a_unit_signs_once_however_often_it_presses(cast, issued):
    officer = cast.actor("district_officer")
    first, second = sign_plan(issued, actor=officer), sign_plan(issued, actor=officer)
    assert first == second
    (receipt,) = receipts()
    assert (receipt.organization, receipt.signed_by, receipt.on_behalf) == (
        cast.district,
        officer.user,
        False,
    )
    assert AuditEntry.objects.filter(verb="plans.receipt.create").count() == 1


def test_two_officers_of_a_unit_who_sign_at_once_leave_one_receipt(cast, issued, race):
    officer = cast.actor("district_officer")
    results = race([lambda: sign_plan(read(issued), actor=officer) for _ in range(4)])
    assert [type(one) for one in results] == [Receipt] * 4
    assert len(receipts()) == 1
    assert AuditEntry.objects.filter(verb="plans.receipt.create").count() == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [("union_officer", "没有给本单位"), ("city_officer", "没有给本单位"), ("worker", "没有")],
)
def test_nobody_signs_for_somebody_else(cast, issued, name, said):
    with pytest.raises(NotAllowed, match=said):
        sign_plan(issued, actor=cast.actor(name))
    assert receipts() == []


def test_a_draft_is_not_signed_for(cast, draft):
    with pytest.raises(NotAllowed, match="拟稿中"):
        sign_plan(draft, actor=cast.actor("district_officer"))


def test_the_level_above_stands_in_and_the_unit_confirms(cast, issued):
    stand_in(issued, paper(issued, note="机要交换"), actor=cast.actor("city_officer"))
    (receipt,) = receipts()
    assert (receipt.on_behalf, receipt.channel, receipt.note) == (True, Channel.PAPER, "机要交换")
    assert receipt.confirmed_at is None
    officer = cast.actor("district_officer")
    for _ in range(2):
        sign_plan(issued, actor=officer)
    (receipt,) = receipts()
    assert (receipt.on_behalf, receipt.confirmed_by) == (True, officer.user)
    assert AuditEntry.objects.filter(verb="plans.receipt.confirm").count() == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"channel": Channel.ONLINE}, "怎样签收"),
        ({"received_on": timezone.localdate() + timedelta(days=2)}, "不能晚于今天"),
        ({"received_on": timezone.localdate() - timedelta(days=400)}, "不能早于下发日期"),
    ],
)
def test_a_paper_receipt_says_how_and_when(cast, issued, facts, said):
    with pytest.raises(Refusal, match=said):
        stand_in(issued, paper(issued, **facts), actor=cast.actor("city_officer"))
    assert receipts() == []


def test_nobody_stands_in_for_who_has_signed_or_for_another_plans_units(cast, issued):
    sign_plan(issued, actor=cast.actor("district_officer"))
    with pytest.raises(Refusal, match="已经签收"):
        stand_in(issued, paper(issued), actor=cast.actor("city_officer"))
    with pytest.raises(NotAllowed, match="别的单位"):
        stand_in(issued, paper(issued, 1), actor=cast.actor("neighbour_officer"))


def test_after_an_adjustment_only_changed_units_sign_again(cast, issued):
    for name in ("district_officer", "neighbour_officer"):
        sign_plan(issued, actor=cast.actor(name))
    assert signed_counts([issued.pk]) == {issued.pk: (2, 2)}
    adjust(issued, cast, 0, 7)
    assert signed_counts([issued.pk]) == {issued.pk: (1, 2)}
    changed, unchanged = receipt_lines(issued, cast.actor("city_officer"))
    assert (changed.signs_again, unchanged.is_signed) == (True, True)
    assert unsigned_plans(cast.district.pk) == [issued.pk]
    assert unsigned_plans(cast.neighbour.pk) == []
    sign_plan(issued, actor=cast.actor("district_officer"))
    assert signed_counts([issued.pk]) == {issued.pk: (2, 2)}


def test_who_owes_nothing_after_an_adjustment_confirms_the_receipt_it_has(cast, issued):
    stand_in(issued, paper(issued, 1), actor=cast.actor("city_officer"))
    adjust(issued, cast, 0, 7)
    sign_plan(issued, actor=cast.actor("neighbour_officer"))
    (receipt,) = receipts()
    assert (receipt.edition.number, receipt.confirmed_by) == (1, cast.users["neighbour_officer"])


def test_a_unit_sees_only_its_own_line(cast, issued):
    (line,) = receipt_lines(issued, cast.actor("district_officer"))
    assert line.recipient.organization == cast.district


def test_counting_signatures_takes_as_many_queries_for_many_plans(cast, issued, django_assert_num_queries):
    adjust(issued, cast, 0, 7)
    with django_assert_num_queries(5):
        signed_counts([issued.pk])


def test_listing_deliveries_needs_a_step_that_asks(cast, draft):
    draft.programs.get().steps.update(deliverable="")
    assert issuing.list_deliveries(draft) == 0
