"""Parts done, steps done, material handed in: each by whose it is."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jiangong.domains.plans.actions import fulfilling
from jiangong.domains.plans.choices import Channel, DeliveryState, DutyRole
from jiangong.domains.plans.models import Delivery, Duty, Step, Task
from jiangong.kit.attachments.receiving import receive
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.messaging.models import Message, MessageKind

TODAY = timezone.localdate()


@pytest.fixture
def duty(cast, draft) -> Duty:
    task = Task.objects.create(program=draft.programs.get(), position=1, text="联合下发竞赛通知")
    return Duty.objects.create(task=task, role=DutyRole.JOINT, organization=cast.partner)


@pytest.fixture
def delivery(cast, issued) -> Delivery:
    return Delivery.objects.visible_to(cast.actor("district_officer")).get()


def files() -> list:
    slot = Delivery.attachment_slots[0]
    return [receive(slot, SimpleUploadedFile("方案.txt", "实施方案".encode()))]


def test_a_partner_marks_its_part_done_and_takes_it_back(cast, duty, issued):
    partner = cast.actor("partner_officer")
    fulfilling.complete_duty(duty, "已于4月12日联合发文。", actor=partner)
    assert (duty.done_by, duty.note) == (partner.user, "已于4月12日联合发文。")
    fulfilling.reopen_duty(duty, actor=partner)
    assert Duty.objects.get(pk=duty.pk).done_at is None


def test_nobody_speaks_for_another_organization(cast, duty, issued):
    for name in ("city_officer", "district_officer"):
        with pytest.raises(NotAllowed, match="由河州市应急管理局登记"):
            fulfilling.complete_duty(duty, "完成。", actor=cast.actor(name))


def test_a_part_is_done_once_and_says_how(cast, duty, issued):
    partner = cast.actor("partner_officer")
    with pytest.raises(Refusal, match="完成情况"):
        fulfilling.complete_duty(duty, " ", actor=partner)
    with pytest.raises(Conflict, match="还没有登记"):
        fulfilling.reopen_duty(duty, actor=partner)
    fulfilling.complete_duty(duty, "完成。", actor=partner)
    with pytest.raises(Conflict, match="已经登记完成"):
        fulfilling.complete_duty(duty, "完成。", actor=partner)


def test_of_two_who_mark_a_part_at_once_one_counts(cast, duty, issued, race):
    partner = cast.actor("partner_officer")

    def complete() -> Duty:
        own = Duty.objects.select_related("organization", "task__program__plan").get(pk=duty.pk)
        return fulfilling.complete_duty(own, "完成。", actor=partner)

    assert {type(one) for one in race([complete, complete])} == {Duty, Conflict}


def test_a_step_is_marked_by_the_maker_once(cast, issued):
    step, clerk = Step.objects.get(), cast.actor("city_officer")
    with pytest.raises(NotAllowed, match="别的单位"):
        fulfilling.complete_step(step, TODAY, actor=cast.actor("district_officer"))
    with pytest.raises(Refusal, match="不能晚于今天"):
        fulfilling.complete_step(step, TODAY + timedelta(days=1), actor=clerk)
    fulfilling.complete_step(step, TODAY, actor=clerk)
    with pytest.raises(Conflict, match="已经登记完成"):
        fulfilling.complete_step(step, TODAY, actor=clerk)
    fulfilling.reopen_step(step, actor=clerk)
    with pytest.raises(Conflict, match="还没有登记"):
        fulfilling.reopen_step(step, actor=clerk)


def test_a_delivery_is_told_alike_wherever_it_stands(cast, delivery):
    """The same word, tone and icon in the list, on its page and among one's tasks; no way before it has come."""
    client, mark = cast.client("district_officer"), '<span class="st st--mute">待报送</span>'
    for url in ("/plans/deliveries/", "/plans/mine/"):
        assert mark in client.get(url).content.decode(), url
    page = client.get(delivery.get_absolute_url()).content.decode()
    assert "报送方式" in page
    assert "在平台报送" not in page
    fulfilling.hand_in(delivery, files(), "", actor=cast.actor("district_officer"))
    assert "在平台报送" in client.get(delivery.get_absolute_url()).content.decode()


def test_material_goes_in_is_sent_back_and_received(cast, delivery):
    unit, clerk = cast.actor("district_officer"), cast.actor("city_officer")
    with pytest.raises(Refusal, match="选择要报送的文件"):
        fulfilling.hand_in(delivery, [], "", actor=unit)
    delivery.refresh_from_db()
    fulfilling.hand_in(delivery, files(), "请审阅。", actor=unit)
    assert (delivery.state, delivery.handed_in_by_id, delivery.note) == (
        DeliveryState.HANDED_IN,
        unit.user_id,
        "请审阅。",
    )
    fulfilling.send_back_delivery(delivery, "请加盖公章。", actor=clerk)
    told = Message.objects.filter(user=unit.user, kind=MessageKind.RETURNED).get()
    assert (told.body, told.url) == ("请加盖公章。", delivery.get_absolute_url())
    for address in (told.url, f"{told.url}hand-in/", "/"):
        assert "请加盖公章。" in cast.client("district_officer").get(address).content.decode()
    fulfilling.hand_in(delivery, [], "", actor=unit)
    assert "请加盖公章。" not in cast.client("district_officer").get(told.url).content.decode()
    fulfilling.withdraw_delivery(delivery, actor=unit)
    assert (delivery.state, delivery.handed_in_at) == (DeliveryState.DUE, None)
    with pytest.raises(Conflict):
        fulfilling.receive_delivery(delivery, actor=clerk)
    fulfilling.hand_in(delivery, [], "", actor=unit)
    fulfilling.receive_delivery(delivery, actor=clerk)
    assert Message.objects.filter(user=unit.user, title=f"确认收到：{delivery}").count() == 1
    with pytest.raises(Conflict):
        fulfilling.withdraw_delivery(delivery, actor=unit)
    assert (delivery.state, delivery.received_by_id) == (DeliveryState.RECEIVED, clerk.user_id)


def test_the_level_above_hands_in_for_a_unit_and_says_how(cast, delivery):
    clerk = cast.actor("city_officer")
    with pytest.raises(Refusal, match="怎样报送"):
        fulfilling.stand_in_delivery(delivery, files(), Channel.ONLINE, "", actor=clerk)
    delivery.refresh_from_db()
    fulfilling.stand_in_delivery(delivery, files(), Channel.MAIL, "传真件。", actor=clerk)
    assert (delivery.state, delivery.channel) == (DeliveryState.RECEIVED, Channel.MAIL)


def test_a_neighbour_neither_sees_nor_hands_in(cast, delivery):
    stranger = cast.actor("neighbour_officer")
    assert not Delivery.objects.visible_to(stranger).filter(pk=delivery.pk).exists()
    with pytest.raises(NotAllowed, match="只有本单位"):
        fulfilling.hand_in(delivery, files(), "", actor=stranger)
