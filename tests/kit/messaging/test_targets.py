"""Targets are set up by the system administrator; their address is sealed and never shown again."""

import pytest

from jiangong.kit.access.keyring import add_key
from jiangong.kit.access.sealed_columns import count_old_seals, sealed_columns
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.jobs.running import run_due
from jiangong.kit.messaging.models import Dispatch, DispatchState, Target
from tests.kit.messaging.conftest import post

pytestmark = pytest.mark.django_db
SECRET_KEY = "k-73febdcb"


def values(receiver, **changes):
    address = f"{receiver.host}/send?key={SECRET_KEY}"
    return {
        "name": "东城群",
        "kind": "wecom",
        "organization": "",
        "address": address,
        "secret": "",
        **changes,
    }


def test_a_target_is_created_sealed_and_tried(cast, listed):
    client = cast.client("system_admin")
    answer = post(client, "/messages/targets/new/", values(listed, organization=str(cast.district.pk)))
    target = Target.objects.get()
    assert answer.url == f"/messages/targets/{target.pk}/"
    assert SECRET_KEY not in target.address_sealed
    assert target.address.endswith(SECRET_KEY)
    page = client.get(answer.url).content.decode()
    assert "127.0.0.1" in page
    assert SECRET_KEY not in page + client.get(f"{answer.url}edit/").content.decode()
    tried = post(client, f"{answer.url}try/")
    run_due()
    assert Dispatch.objects.get().state == DispatchState.SENT
    assert tried.url == f"/messages/dispatches/{Dispatch.objects.get().pk}/"
    assert listed.taken[0]["path"] == f"/send?key={SECRET_KEY}"
    told = "".join(str(entry.changes) for entry in AuditEntry.objects.all())
    assert SECRET_KEY not in told


def test_where_an_address_may_lead_is_told_before_it_is_typed(cast, listed, make_target, settings):
    client, edit = cast.client("system_admin"), f"/messages/targets/{make_target().pk}/edit/"
    for url in ("/messages/targets/new/", edit):
        settings.WEBHOOK_HOSTS = ["qyapi.weixin.qq.com", "10.1.2.3:8443"]
        assert "只能发往qyapi.weixin.qq.com、10.1.2.3:8443；" in client.get(url).content.decode()
        settings.WEBHOOK_HOSTS = []
        assert "现在一个主机也不允许：请系统运维人员" in client.get(url).content.decode()


def test_an_address_off_the_list_is_refused_at_its_field(cast, listed):
    client = cast.client("system_admin")
    answer = post(client, "/messages/targets/new/", values(listed, address="https://evil.example/send"))
    assert answer.status_code == 422
    assert "主机evil.example不在允许的名单里" in answer.content.decode()
    assert Target.objects.count() == 0


def test_an_address_taken_off_the_list_is_not_posted_to(cast, listed, make_target, clock, settings):
    target = make_target()
    client = cast.client("system_admin")
    settings.WEBHOOK_HOSTS = []
    post(client, f"/messages/targets/{target.pk}/try/")
    run_due()
    assert listed.taken == []
    assert Dispatch.objects.get().error == "地址应以https://开头。请从机器人设置里完整复制。"


def test_editing_keeps_the_address_unless_a_new_one_is_given(cast, listed, make_target):
    target = make_target()
    client, before = cast.client("system_admin"), target.address
    edited = values(listed, name="改名", address="", version=str(target.version))
    assert post(client, f"/messages/targets/{target.pk}/edit/", edited).status_code == 302
    target.refresh_from_db()
    assert (target.name, target.address, target.secret) == ("改名", before, "秘密")
    moved = values(listed, name="改名", address=f"{listed.host}/new", version=str(target.version))
    post(client, f"/messages/targets/{target.pk}/edit/", moved)
    target.refresh_from_db()
    assert (target.address, target.secret) == (f"{listed.host}/new", "秘密")


def test_a_new_key_reseals_targets(make_target):
    target = make_target()
    add_key()
    assert count_old_seals() == 2
    for column in sealed_columns():
        column.reseal_batch(0)
    assert count_old_seals() == 0
    target.refresh_from_db()
    assert target.secret == "秘密"


@pytest.mark.parametrize("name", ["security_admin", "audit_admin", "city_officer", "district_officer"])
def test_nobody_else_sees_targets(cast, make_target, name):
    target = make_target()
    client = cast.client(name)
    assert client.get("/messages/targets/").status_code == 403
    assert client.get(f"/messages/targets/{target.pk}/").status_code == 403


def test_stopping_twice_is_no_error(cast, make_target):
    target = make_target()
    client = cast.client("system_admin")
    for _ in range(2):
        post(client, f"/messages/targets/{target.pk}/stop/")
    assert AuditEntry.objects.filter(verb="messaging.target.stop").count() == 1
    post(client, f"/messages/targets/{target.pk}/resume/")
    assert Target.objects.get().is_active
