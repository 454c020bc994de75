"""The outbox: none missed, none twice, given up with a reason, silent at quiet times."""

from datetime import datetime, timedelta
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused, SMTPServerDisconnected
from ssl import SSLCertVerificationError
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from jiangong.kit.commands.errors import Conflict
from jiangong.kit.messaging.formats import dingtalk_sign, json_sign
from jiangong.kit.messaging.models import Dispatch, DispatchState, Preference, TargetKind, Via
from jiangong.kit.messaging.outbox import (
    LEASE,
    MOST_ATTEMPTS,
    claimed,
    deliver_due,
    pause_after,
    put,
    retry_dispatch,
    told,
)
from jiangong.kit.messaging.todos import todos_of
from tests.kit.messaging.conftest import MORNING, SHANGHAI

pytestmark = pytest.mark.django_db


def letter(target, key="k", **values):
    return Dispatch(key=key, subject="今日提醒", text="到期2件。", path="/", target_id=target.pk, **values)


def test_a_key_is_put_in_once(make_target):
    target = make_target()
    assert [put(letter(target)), put(letter(target))] == [True, False]
    with transaction.atomic():
        put(letter(target, key="gone"))
        transaction.set_rollback(True)
    assert list(Dispatch.objects.values_list("key", flat=True)) == ["k"]


def test_a_message_arrives_once(clock, listed, make_target):
    put(letter(make_target()))
    assert deliver_due() == (1, 0)
    assert deliver_due() == (0, 0)
    assert len(listed.taken) == 1
    assert Dispatch.objects.get().state == DispatchState.SENT


def test_workers_that_race_send_it_once(race, listed, make_target, settings):
    settings.QUIET_HOURS = None
    target = make_target()
    for number in range(4):
        put(letter(target, key=f"k{number}", is_answer=True))
    results = race([deliver_due] * 4)
    assert [one for one in results if isinstance(one, Exception)] == []
    assert sorted(one["json"]["key"] for one in listed.taken) == ["k0", "k1", "k2", "k3"]


def test_two_that_have_read_the_same_row_do_not_both_take_it(clock, make_target):
    put(letter(make_target()))
    first, second = claimed(timezone.now()), claimed(timezone.now())
    seen = Dispatch.objects.get()
    assert next(first).pk == seen.pk
    # The second has read the row as it was before the first took it.
    assert list(second) == []
    assert Dispatch.objects.get().attempts == 1


def test_what_a_dead_worker_had_taken_is_sent_again_under_its_key(clock, listed, make_target):
    put(letter(make_target(), key="same"))
    next(claimed(timezone.now()))  # and dies
    assert deliver_due() == (0, 0)
    clock(MORNING + LEASE + timedelta(minutes=1))
    assert deliver_due() == (1, 0)
    assert listed.taken[0]["headers"]["X-Jiangong-Key"] == "same"


def test_a_failure_is_tried_again_later_and_ever_later(clock, listed, make_target):
    listed.answers[:] = [(503, {}), (503, {}), (200, {})]
    put(letter(make_target()))
    assert deliver_due() == (0, 1)
    row = Dispatch.objects.get()
    assert (row.state, row.error) == (DispatchState.WAITING, "对方返回503。")
    assert row.due_at == MORNING + pause_after(1)
    assert deliver_due() == (0, 0)
    clock(MORNING + pause_after(1))
    assert deliver_due() == (0, 1)
    clock(MORNING + pause_after(1) + pause_after(2))
    assert deliver_due() == (1, 0)
    assert len(listed.taken) == 3
    assert pause_after(1) < pause_after(2) < pause_after(3)


def test_after_the_last_try_it_is_dead_with_a_visible_reason(cast, clock, listed, make_target):
    listed.answers[:] = [(500, {})]
    put(letter(make_target()))
    for attempt in range(1, MOST_ATTEMPTS + 1):
        clock(MORNING.replace(day=26) if attempt == 1 else timezone.now() + pause_after(attempt))
        Dispatch.objects.update(due_at=timezone.now(), is_answer=True)
        deliver_due()
    row = Dispatch.objects.get()
    assert (row.state, row.attempts) == (DispatchState.DEAD, MOST_ATTEMPTS)
    admin = cast.client("system_admin")
    assert "对方返回500。" in admin.get("/messages/dispatches/?view=dead").content.decode()
    listed.answers[:] = [(200, {})]
    retry_dispatch(row, actor=cast.actor("system_admin"))
    assert deliver_due() == (1, 0)
    with pytest.raises(Conflict):
        retry_dispatch(row, actor=cast.actor("system_admin"))


def test_what_cannot_get_better_is_not_tried_again(clock, listed, make_target):
    listed.answers[:] = [(404, {})]
    put(letter(make_target()))
    deliver_due()
    assert Dispatch.objects.get().state == DispatchState.DEAD


def test_a_robot_that_must_be_mended_is_not_tried_again_and_its_keeper_is_told(
    cast, clock, listed, make_target
):
    listed.answers[:] = [(200, {"errcode": 93000, "errmsg": "invalid webhook url"})]
    target = make_target(TargetKind.WECOM)
    put(letter(target))
    assert deliver_due() == (0, 1)
    row = Dispatch.objects.get()
    assert row.state == DispatchState.DEAD
    assert row.error.startswith("群机器人不存在或已停用，请在群里重新添加机器人")
    [todo] = todos_of(cast.actor("system_admin"))
    assert todo.title == f"{target.name}：1条外发消息没有送达"
    assert todo.meta == (row.error,)
    assert not [one for one in todos_of(cast.actor("city_officer")) if "没有送达" in one.title]


@pytest.mark.parametrize(
    ("kind", "answer", "said"),
    [
        (TargetKind.DINGTALK, {"errcode": 410100}, "对方限制了发送频率，稍后再试"),
        (TargetKind.DINGTALK, {"errcode": -1}, "对方没有接受。（错误码-1）"),
        (TargetKind.WECOM, {"ok": True}, "对方的回答不是群机器人的格式"),
    ],
)
def test_a_robot_that_did_not_take_it_this_time_is_tried_again(
    clock, listed, make_target, kind, answer, said
):
    listed.answers[:] = [(200, answer)]
    put(letter(make_target(kind)))
    assert deliver_due() == (0, 1)
    row = Dispatch.objects.get()
    assert row.state == DispatchState.WAITING
    assert row.error.startswith(said)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TimeoutError(), "没有及时回答"),
        (ConnectionRefusedError(), "拒绝连接"),
        (SSLCertVerificationError(), "证书没有通过检查"),
        (SMTPAuthenticationError(535, b""), "不认发信账号"),
        (SMTPRecipientsRefused({}), "不收发往这个邮箱的邮件"),
        (SMTPServerDisconnected(), "发信服务器没有收下"),
        (BrokenPipeError(), "连接中断"),
    ],
)
def test_what_went_wrong_on_the_way_is_told_in_words(error, words):
    assert words in told(error)
    assert type(error).__name__ not in told(error)


def test_the_page_says_when_it_is_tried_again_and_only_while_it_is(cast, clock, listed, make_target):
    listed.answers[:] = [(500, {})]
    put(letter(make_target()))
    deliver_due()
    page = f"/messages/dispatches/{Dispatch.objects.get().pk}/"
    assert "2026-11-26 09:02以后，前后最多试6次" in cast.client("system_admin").get(page).content.decode()
    Dispatch.objects.update(state=DispatchState.SENT)
    assert "最多试" not in cast.client("system_admin").get(page).content.decode()


def test_redirects_are_not_followed(clock, listed, make_target):
    listed.answers[:] = [(302, {})]
    put(letter(make_target()))
    deliver_due()
    assert [one["path"] for one in listed.taken] == ["/robot/send?key=k1"]
    row = Dispatch.objects.get()
    assert row.state == DispatchState.DEAD
    assert row.error.startswith("对方要求转到别的地址，没有跟随。")


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 26, 20, 0, tzinfo=SHANGHAI),
        datetime(2026, 11, 26, 23, 59, tzinfo=SHANGHAI),
        datetime(2026, 11, 27, 7, 59, tzinfo=SHANGHAI),
        datetime(2026, 11, 28, 10, 0, tzinfo=SHANGHAI),  # Saturday
        datetime(2026, 10, 1, 10, 0, tzinfo=SHANGHAI),  # National Day
    ],
)
def test_nothing_leaves_at_night_or_on_a_day_off(clock, listed, make_target, moment):
    target = make_target()
    clock(moment)
    put(letter(target))
    put(letter(target, key="asked for", is_answer=True))
    assert deliver_due() == (1, 0)
    assert [one["json"]["key"] for one in listed.taken] == ["asked for"]
    clock(datetime(2026, 11, 30, 8, 0, tzinfo=SHANGHAI))
    assert deliver_due() == (1, 0)


def test_a_stopped_target_gets_nothing_more(clock, listed, make_target):
    target = make_target()
    put(letter(target))
    target.is_active = False
    target.save()
    deliver_due()
    assert listed.taken == []
    assert Dispatch.objects.get().error == "消息通道已停用。"


def test_the_signed_interface_can_check_body_and_time(clock, listed, make_target):
    put(letter(make_target(), key="digest:1"))
    deliver_due()
    taken = listed.taken[0]
    stamp = taken["headers"]["X-Jiangong-Timestamp"]
    assert taken["headers"]["X-Jiangong-Signature"] == json_sign("秘密", stamp, taken["raw"])
    assert taken["json"] == {
        "key": "digest:1",
        "subject": "今日提醒",
        "text": "到期2件。",
        "url": "https://jiangong.example/",
    }


def test_dingtalk_is_signed_by_its_own_rule(clock, listed, make_target):
    # Worked out with openssl from the rule of the other side: HMAC-SHA256 of "time\nsecret" under the secret.
    assert dingtalk_sign("this is secret", "1577262236757") == "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="
    put(letter(make_target(TargetKind.DINGTALK)))
    deliver_due()
    taken = listed.taken[0]
    query = parse_qs(urlsplit(taken["path"]).query)
    assert query["sign"] == [dingtalk_sign("秘密", query["timestamp"][0])]
    assert query["key"] == ["k1"]
    assert taken["json"]["msgtype"] == "markdown"
    assert taken["json"]["markdown"]["title"] == "【建功】今日提醒"
    assert "[打开建功](https://jiangong.example/)" in taken["json"]["markdown"]["text"]


def test_an_address_without_a_query_is_signed_as_well(clock, listed, make_target):
    target = make_target(TargetKind.DINGTALK)
    target.seal(f"{listed.host}/robot", "SECx")
    target.save()
    put(letter(target))
    deliver_due()
    path, _, query = listed.taken[0]["path"].partition("?")
    assert (path, set(parse_qs(query))) == ("/robot", {"timestamp", "sign"})


def test_wecom_gets_markdown(clock, listed, make_target):
    put(letter(make_target(TargetKind.WECOM, secret="")))
    deliver_due()
    assert listed.taken[0]["json"] == {
        "msgtype": "markdown",
        "markdown": {"content": "**【建功】今日提醒**\n\n到期2件。\n\n[打开建功](https://jiangong.example/)"},
    }


def test_mail_goes_to_a_confirmed_address_only(clock, cast, settings):
    settings.SITE_URL = "https://jiangong.example"
    user = cast.users["district_officer"]
    chosen = Preference.objects.create(user=user, via=Via.EMAIL)
    chosen.seal_email("officer@example.org")
    chosen.save()
    put(Dispatch(key="a", subject="今日提醒", text="到期2件。", path="/", user_id=user.pk))
    assert deliver_due() == (0, 1)
    assert Dispatch.objects.get().state == DispatchState.DEAD
    assert mail.outbox == []
    Preference.objects.update(email_confirmed_at=timezone.now())
    put(Dispatch(key="b", subject="今日提醒", text="到期2件。", path="/", user_id=user.pk))
    assert deliver_due() == (1, 0)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["officer@example.org"], "【建功】今日提醒")
    assert sent.body == "到期2件。\n\nhttps://jiangong.example/\n"
