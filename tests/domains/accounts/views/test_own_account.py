"""One's own account in a browser."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP

from jiangong.domains.accounts.actions.second_factor import prepare_authenticator
from jiangong.domains.accounts.models import Appointment, Authenticator, Session, User
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.models import CommandReceipt
from jiangong.kit.commands.running import digest_of
from tests.factories.accounts import PASSWORD, appoint

NEW = "Better-Horse-10"


def change(post, client, current=PASSWORD, password=NEW, repeated=NEW):
    return post(client, "/account/password/", current=current, password=password, repeated=repeated)


def user(cast) -> User:
    return User.objects.get(pk=cast.users["district_officer"].pk)


def test_password_changes_and_other_devices_are_out(cast, post):
    here, there = cast.client("district_officer"), cast.client("district_officer")
    assert change(post, here).status_code == 302
    assert user(cast).check_password(NEW)
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"current": "wrong"}, "current", "当前密码不正确"),
        ({"repeated": "other"}, "repeated", "两次输入的新密码不一致"),
        ({"password": "kurz", "repeated": "kurz"}, "password", "密码太短，至少要10个字符。"),
        ({"password": "1234567890123", "repeated": "1234567890123"}, "password", "数字"),
        ({"password": PASSWORD, "repeated": PASSWORD}, "password", "不能与当前密码相同"),
    ],
)
def test_bad_new_password_is_explained_at_its_field(cast, post, typed, field, words):
    response = change(post, cast.client("district_officer"), **typed)
    assert response.status_code == 422
    assert words in "".join(response.context["form"].errors[field])
    assert user(cast).check_password(PASSWORD)


def test_guessing_the_current_password_ends_after_five(cast, post):
    client = cast.client("district_officer")
    for _ in range(5):
        change(post, client, current="wrong")
    response = change(post, client)
    assert "尝试次数过多" in "".join(response.context["form"].errors["current"])


def test_a_receipt_does_not_depend_on_the_password(cast, post, settings):
    change(post, cast.client("district_officer"))
    key = CommandReceipt.objects.get().key
    without = {"path": "/account/password/", "fields": {"command_key": [key]}, "files": {}}
    assert CommandReceipt.objects.get().digest == digest_of(without)


def test_one_time_password_leads_to_the_change_from_everywhere(cast, post):
    User.objects.filter(username="district_officer").update(must_change_password=True)
    client = cast.client("district_officer")
    assert client.get("/account/users/")["Location"] == "/account/password/"
    assert (
        client.get("/account/users/", headers={"HX-Request": "true"})["HX-Redirect"] == "/account/password/"
    )
    assert post(client, "/account/users/1/disable/")["Location"] == "/account/password/"
    page = client.get("/account/password/")
    assert "请先改成自己的密码" in page.content.decode()
    change(post, client)
    assert client.get("/account/users/").status_code == 200


def test_under_mlps3_nothing_opens_without_a_second_factor(cast, settings):
    settings.PROFILE = "mlps3"
    client = cast.client("district_officer")
    assert client.get("/account/users/")["Location"] == "/account/second-factor/"
    assert client.get("/account/second-factor/").status_code == 200


def test_under_mlps3_an_old_password_must_be_changed(cast, settings):
    settings.PROFILE = "mlps3"
    old = timezone.now() - timedelta(days=91)
    User.objects.filter(username="district_officer").update(password_changed_at=old)
    assert cast.client("district_officer").get("/account/")["Location"] == "/account/password/"


def test_binding_a_phone_shows_recovery_codes_once(cast, post):
    client = cast.client("district_officer")
    page = client.get("/account/second-factor/").content.decode()
    assert "<svg" in page
    device = prepare_authenticator(cast.users["district_officer"])
    response = post(client, "/account/second-factor/", code=f"{TOTP(device.secret).token():06d}")
    assert response["Location"] == "/account/recovery-codes/"
    stored = json.dumps([one.get_decoded() for one in Session.objects.all()])
    shown = client.get("/account/recovery-codes/")
    assert len(shown.context["codes"]) == 10
    assert client.get("/account/recovery-codes/")["Location"] == "/account/"
    assert shown.context["codes"][0] not in stored
    assert Authenticator.objects.filter(confirmed=True).count() == 1


def test_unbinding_needs_the_password(cast, post):
    Authenticator.objects.create(user=cast.users["district_officer"], name="x", sealed="x")
    client = cast.client("district_officer")
    assert post(client, "/account/second-factor/remove/", current="wrong").status_code == 422
    assert post(client, "/account/second-factor/remove/", current=PASSWORD).status_code == 302
    assert not Authenticator.objects.exists()


def test_devices_are_listed_and_ended_one_or_all(cast, post):
    here, there, elsewhere = (cast.client("district_officer") for _ in range(3))
    page = here.get("/account/")
    key = there.cookies["session"].value
    assert key not in page.content.decode()
    public_id = Session.objects.get(pk=key).public_id
    post(here, f"/account/sessions/{public_id}/end/")
    assert there.get("/account/").status_code == 302
    assert elsewhere.get("/account/").status_code == 200
    post(here, "/account/sessions/others/end/")
    assert elsewhere.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_somebody_elses_device_cannot_be_ended(cast, post):
    client, other = cast.client("district_officer"), cast.client("worker")
    public_id = Session.objects.get(user=cast.users["worker"]).public_id
    post(client, f"/account/sessions/{public_id}/end/")
    assert other.get("/account/").status_code == 200


def test_type_size_is_stored_and_nonsense_refused(cast):
    client = cast.client("district_officer")
    response = client.post("/account/scale/", {"scale": "huge", "next": "/account/"})
    assert response["Location"] == "/account/"
    assert user(cast).scale == "huge"
    assert client.post("/account/scale/", {"scale": "enormous"}).status_code == 422


def test_switching_appointments_changes_what_one_may_do(cast):
    second = appoint(cast.users["district_officer"], cast.neighbour_union, "worker")
    client = cast.client("district_officer")
    assert client.get("/account/users/").status_code == 200
    client.post("/account/switch/", {"appointment": second.pk})
    assert client.get("/account/users/").status_code == 403
    assert AuditEntry.objects.filter(verb="accounts.user.choose_appointment").count() == 1


@pytest.mark.parametrize("wanted", ["", "0", "abc", "99999999999999999999"])
def test_switching_to_what_one_does_not_hold_is_refused(cast, wanted):
    response = cast.client("district_officer").post("/account/switch/", {"appointment": wanted})
    assert response.status_code == 403


def test_switching_to_anothers_appointment_is_refused(cast):
    foreign = Appointment.unscoped.get(user=cast.users["city_leader"])
    response = cast.client("district_officer").post("/account/switch/", {"appointment": foreign.pk})
    assert response.status_code == 403


def test_delegation_from_the_page_and_back(cast, post):
    client = cast.client("district_officer")
    own = Appointment.unscoped.get(user=cast.users["district_officer"])
    ends_on = timezone.localdate() + timedelta(days=7)
    response = post(
        client,
        f"/account/appointments/{own.pk}/delegate/",
        username="outsider",
        ends_on=ends_on,
        reason="出差",
    )
    assert response["Location"] == "/account/"
    assert cast.actor("outsider").organization == cast.district
    lent = Appointment.unscoped.get(delegated_from=own)
    assert "outsider" in client.get("/account/").content.decode()
    post(client, f"/account/appointments/{lent.pk}/withdraw/")
    assert cast.actor("outsider").organization is None


def test_delegating_to_an_unknown_account_keeps_what_was_typed(cast, post):
    own = Appointment.unscoped.get(user=cast.users["district_officer"])
    response = post(
        cast.client("district_officer"),
        f"/account/appointments/{own.pk}/delegate/",
        username="nobody",
        ends_on="2999-01-01",
        reason="出差",
    )
    assert response.status_code == 422
    assert "没有这个可用的账号" in response.context["form"].errors["username"][0]
    assert 'value="nobody"' in response.content.decode()


def test_anothers_appointment_cannot_be_delegated_or_withdrawn(cast, post):
    foreign = Appointment.unscoped.get(user=cast.users["neighbour_officer"])
    client = cast.client("district_officer")
    assert client.get(f"/account/appointments/{foreign.pk}/delegate/").status_code == 404
    assert post(client, f"/account/appointments/{foreign.pk}/withdraw/").status_code == 404


def test_profile_of_an_administrator_has_no_posts(cast):
    response = cast.client("audit_admin").get("/account/")
    assert response.status_code == 200
    assert response.context["posts"] == []


def test_strangers_are_led_to_sign_in(db):
    assert Client().get("/account/")["Location"] == "/account/sign-in/?next=/account/"
