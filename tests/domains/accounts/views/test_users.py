"""Looking after accounts in a browser: own subtree only, everything else does not exist."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiangong.domains.accounts.actions.sign_in import Proven, sign_in
from jiangong.domains.accounts.models import ActivationSlip, Appointment, User
from jiangong.domains.accounts.queries import stranger
from jiangong.kit.audit.models import AuditEntry
from tests.cast import CANARY
from tests.factories.accounts import appoint, make_user

ACTS = ("disable", "enable", "reset", "unlock", "end-sessions")


def test_list_shows_the_subtree_with_posts_and_no_neighbour(cast):
    page = cast.client("district_officer").get("/account/users/").content.decode()
    assert "union_officer" in page
    assert "东城机床厂工会（基层工会干部）" in page
    assert "neighbour_officer" not in page
    assert CANARY not in page


def test_list_shows_only_the_posts_one_may_see(cast):
    appoint(cast.users["union_officer"], cast.neighbour_union, "worker")
    page = cast.client("district_officer").get("/account/users/").content.decode()
    assert "union_officer" in page
    assert CANARY not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=union", {"union_officer"}),
        ("role=worker", {"worker"}),
        ("active=0", set()),
        ("role=nonsense", {"district_officer", "union_officer", "worker"}),
    ],
)
def test_list_narrows(cast, query, found):
    response = cast.client("district_officer").get(f"/account/users/?{query}")
    assert {row.cells[1].text for row in response.context["table"].rows} == found


def test_list_takes_the_same_number_of_queries_for_one_and_many(cast):
    client = cast.client("district_officer")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/account/users/")
    for number in range(10):
        appoint(make_user(f"more-{number}"), cast.union, "worker")
    with CaptureQueriesContext(connection) as many:
        client.get("/account/users/")
    assert len(many) == len(few)


def test_export_is_audited_and_whole(cast):
    response = cast.client("district_officer").get("/account/users/?export=csv")
    text = b"".join(response).decode("utf-8-sig")
    assert "union_officer" in text
    assert CANARY not in text
    assert AuditEntry.objects.filter(verb="accounts.user.export").count() == 1


def test_detail_offers_what_would_work(cast):
    client = cast.client("district_officer")
    own_unit = client.get(f"/account/users/{cast.users['union_officer'].pk}/").content.decode()
    assert "重置密码" in own_unit
    oneself = client.get(f"/account/users/{cast.users['district_officer'].pk}/").content.decode()
    assert "不能这样处理自己的账号" in oneself


def test_detail_does_not_tell_when_somebody_signed_in(cast):
    user = cast.users["union_officer"]
    cast.client("district_officer")
    sign_in(Proven(user), actor=stranger("10.0.0.1", ""))
    page = cast.client("district_officer").get(f"/account/users/{user.pk}/")
    assert [event.label for event in page.context["history"]] == []


@pytest.mark.parametrize("name", ["neighbour_officer", "city_leader", "outsider", "system_admin"])
def test_another_units_user_is_404_for_every_act(cast, post, name):
    client, pk = cast.client("district_officer"), cast.users[name].pk
    assert client.get(f"/account/users/{pk}/").status_code == 404
    assert client.get(f"/account/users/{pk}/grant/").status_code == 404
    assert {post(client, f"/account/users/{pk}/{act}/").status_code for act in ACTS[:3]} == {404}


def test_unlock_and_ending_sessions_belong_to_the_security_administrator(cast, post):
    client, pk = cast.client("district_officer"), cast.users["union_officer"].pk
    assert {post(client, f"/account/users/{pk}/{act}/").status_code for act in ACTS[3:]} == {403}


def test_a_former_member_stays_visible_until_appointed_elsewhere(cast, post):
    client, user = cast.client("district_officer"), cast.users["union_officer"]
    pk = Appointment.unscoped.get(user=user).pk
    post(client, f"/account/appointments/{pk}/revoke/", reason="调离")
    assert client.get(f"/account/users/{user.pk}/").status_code == 200
    appoint(user, cast.neighbour_union, "grassroots_officer")
    assert client.get(f"/account/users/{user.pk}/").status_code == 404


def test_a_name_is_corrected_within_reach_and_audited_without_it(cast, post):
    client, user = cast.client("district_officer"), cast.users["union_officer"]
    address = f"/account/users/{user.pk}/edit/"
    assert 'value="union_officer"' in client.get(address).content.decode()
    assert post(client, address, name=" 李四光 ")["Location"] == f"/account/users/{user.pk}/"
    assert User.objects.get(pk=user.pk).name == "李四光"
    assert AuditEntry.objects.get(verb="accounts.user.edit").changes == {"fields": {"name": "已变更"}}
    assert post(client, address, name="").status_code == 422
    assert cast.client("union_officer").get(address).status_code == 403
    stranger_address = f"/account/users/{cast.users['neighbour_officer'].pk}/edit/"
    assert post(client, stranger_address, name="李四光").status_code == 404
    appoint(user, cast.neighbour_union, "worker")
    refused = post(client, address, name="王五")
    assert (refused.status_code, User.objects.get(pk=user.pk).name) == (403, "李四光")
    assert "还在您管理范围以外的单位任职" in refused.content.decode()


def test_disable_and_enable(cast, post):
    client, user = cast.client("district_officer"), cast.users["union_officer"]
    assert post(client, f"/account/users/{user.pk}/disable/")["Location"] == f"/account/users/{user.pk}/"
    assert User.objects.get(pk=user.pk).is_active is False
    post(client, f"/account/users/{user.pk}/enable/")
    assert User.objects.get(pk=user.pk).is_active is True


def test_reset_leads_to_a_slip_for_its_maker_only(cast, post):
    client, user = cast.client("district_officer"), cast.users["union_officer"]
    address = post(client, f"/account/users/{user.pk}/reset/")["Location"]
    page = client.get(address)
    assert user.username in page.content.decode()
    assert "<svg" in page.content.decode()
    assert cast.client("city_officer").get(address).status_code == 404


def test_a_repeated_reset_makes_no_second_password(cast):
    client, user = cast.client("district_officer"), cast.users["union_officer"]
    form = {"command_key": "6f9619ff-8b86-4011-b42d-00c04fc964ff"}
    first = client.post(f"/account/users/{user.pk}/reset/", form)["Location"]
    sealed = ActivationSlip.objects.get().sealed
    assert client.post(f"/account/users/{user.pk}/reset/", form)["Location"] == first
    assert ActivationSlip.objects.get().sealed == sealed


def test_security_administrator_unlocks(cast, post):
    for _ in range(5):
        Client().post("/account/sign-in/", {"username": "worker", "password": "x"})
    client, pk = cast.client("security_admin"), cast.users["worker"].pk
    assert "worker" in client.get("/account/consoles/security/").content.decode()
    post(client, f"/account/users/{pk}/unlock/")
    assert "现在没有锁定的账号" in client.get("/account/consoles/security/").content.decode()


def test_security_administrator_ends_sessions(cast, post):
    victim = cast.client("worker")
    post(cast.client("security_admin"), f"/account/users/{cast.users['worker'].pk}/end-sessions/")
    assert victim.get("/account/").status_code == 302


def test_worker_sees_no_accounts(cast):
    assert cast.client("worker").get("/account/users/").status_code == 403
