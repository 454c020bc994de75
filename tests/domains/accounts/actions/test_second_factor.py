"""The second factor: binding, codes that work once, recovery codes, throttling."""

import pytest
import time_machine
from django.forms import Form
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP

from jiangong.domains.accounts.actions.counting import TooManyTries
from jiangong.domains.accounts.actions.second_factor import (
    confirm_authenticator,
    prepare_authenticator,
    remove_second_factor,
    replace_recovery_codes,
    spend_code,
    unbind_for,
)
from jiangong.domains.accounts.actions.sign_in import check_code
from jiangong.domains.accounts.forms import CodeForm
from jiangong.domains.accounts.models import Authenticator, RecoveryCode, Session
from jiangong.domains.accounts.queries import stranger
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.lib.sealing import SealBroken
from tests.factories.accounts import PASSWORD

NOW = "2026-03-01T08:00:00+00:00"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


def code_of(device: Authenticator, offset: int = 0) -> str:
    totp = TOTP(device.secret)
    totp.drift = offset
    return f"{totp.token():06d}"


@pytest.fixture
def bound(cast, clock):
    """The district officer's phone, and the recovery codes shown at binding."""
    device = prepare_authenticator(cast.users["district_officer"])
    codes = confirm_authenticator(device, code_of(device), actor=cast.actor("district_officer"))
    clock.shift(60)
    return device, codes


def test_secret_is_sealed_and_bound_to_its_user(cast, clock):
    device = prepare_authenticator(cast.users["district_officer"])
    assert device.secret.hex() not in device.sealed
    device.user = cast.users["worker"]
    with pytest.raises(SealBroken):
        _ = device.secret


def test_preparing_twice_shows_the_same_secret(cast, clock):
    user = cast.users["district_officer"]
    assert prepare_authenticator(user).secret == prepare_authenticator(user).secret


def test_binding_needs_the_right_code(cast, clock):
    device = prepare_authenticator(cast.users["district_officer"])
    wrong = f"{(int(code_of(device)) + 1) % 1_000_000:06d}"
    with pytest.raises(Refusal, match="验证码不正确"):
        confirm_authenticator(device, wrong, actor=cast.actor("district_officer"))
    assert not Authenticator.objects.filter(confirmed=True).exists()


def test_a_code_works_once_and_older_ones_never_again(bound, clock, cast):
    device, _ = bound
    user, code, before = device.user, code_of(device), code_of(device, -1)
    assert spend_code(user, code) == "authenticator"
    assert spend_code(user, code) == ""
    assert spend_code(user, before) == ""


@pytest.mark.parametrize(
    ("offset", "result"), [(-1, "authenticator"), (1, "authenticator"), (2, ""), (-2, "")]
)
def test_a_clock_may_be_half_a_minute_off(bound, offset, result):
    device, _ = bound
    assert spend_code(device.user, code_of(device, offset)) == result


@pytest.mark.parametrize("code", ["", "abc", "１２３４５６", "1234567", "-12345"])
def test_what_is_no_code_is_just_wrong(bound, code):
    assert spend_code(bound[0].user, code) == ""


def test_a_recovery_code_works_once_however_it_is_typed(bound):
    device, codes = bound
    assert spend_code(device.user, codes[0].lower().replace("-", " ")) == "recovery"
    assert spend_code(device.user, codes[0]) == ""
    assert RecoveryCode.objects.filter(user=device.user, used_at=None).count() == 9


def test_another_users_recovery_code_is_worthless(bound, cast):
    assert spend_code(cast.users["worker"], bound[1][0]) == ""


def test_new_recovery_codes_void_the_old(bound, cast):
    device, codes = bound
    fresh = replace_recovery_codes(device.user, actor=cast.actor("district_officer"))
    assert spend_code(device.user, codes[1]) == ""
    assert spend_code(device.user, fresh[1]) == "recovery"


def test_removing_the_phone_removes_the_recovery_codes(bound, cast):
    device, codes = bound
    remove_second_factor(device.user, actor=cast.actor("district_officer"))
    assert spend_code(device.user, codes[0]) == ""
    assert not Authenticator.objects.exists()


def test_guessing_codes_ends_after_five(bound):
    device, _ = bound
    actor = stranger("10.0.0.1", "")
    for _ in range(5):
        with pytest.raises(Refusal, match="验证码不正确"):
            check_code(device.user, "000000", actor=actor)
    with pytest.raises(TooManyTries):
        check_code(device.user, code_of(device), actor=actor)
    assert AuditEntry.objects.filter(verb="accounts.user.refuse_code", succeeded=False).count() == 5


def test_password_alone_opens_nothing(bound, cast):
    device, _ = bound
    client = Client()
    first = client.post(
        "/account/sign-in/", {"username": "district_officer", "password": PASSWORD, "next": "/x/"}
    )
    assert first["Location"] == "/account/sign-in/code/"
    assert client.get("/account/")["Location"].startswith("/account/sign-in/")
    assert not Session.objects.filter(user=device.user).exists()
    second = client.post("/account/sign-in/code/", {"code": code_of(device)})
    assert second["Location"] == "/x/"
    assert client.get("/account/").status_code == 200


def test_second_step_has_five_minutes(bound, clock):
    client = Client()
    client.post("/account/sign-in/", {"username": "district_officer", "password": PASSWORD})
    clock.shift(301)
    response = client.post("/account/sign-in/code/", {"code": code_of(bound[0])})
    assert response["Location"] == "/account/sign-in/"
    assert "输入验证码的时间已过" in client.get("/account/sign-in/").content.decode()


def test_the_five_minutes_may_end_while_the_code_is_checked(bound, clock, monkeypatch):
    client = Client()
    client.post("/account/sign-in/", {"username": "district_officer", "password": PASSWORD})
    clock.shift(299)
    code = code_of(bound[0])

    def valid_a_little_late(form: CodeForm) -> bool:
        clock.shift(2)
        return Form.is_valid(form)

    monkeypatch.setattr(CodeForm, "is_valid", valid_a_little_late)
    assert client.post("/account/sign-in/code/", {"code": code})["Location"] == "/"


def test_second_step_is_off_once_the_password_changed(bound):
    device, _ = bound
    client = Client()
    client.post("/account/sign-in/", {"username": "district_officer", "password": PASSWORD})
    device.user.set_password("Other-Horse-10")
    device.user.save()
    response = client.post("/account/sign-in/code/", {"code": code_of(device)})
    assert response["Location"] == "/account/sign-in/"


def test_second_step_without_the_first_leads_back(cast):
    assert Client().get("/account/sign-in/code/")["Location"] == "/account/sign-in/"


def test_unbind_for_lets_somebody_without_phone_and_codes_in_again(cast, bound):
    device, _ = bound
    admin = cast.actor("security_admin")
    Session.objects.create(session_key="x" * 32, expire_date=timezone.now(), user=device.user)
    unbind_for(device.user, "手机丢失，已当面核实", actor=admin)
    assert not Authenticator.objects.filter(user=device.user).exists()
    assert not RecoveryCode.objects.filter(user=device.user).exists()
    assert not Session.objects.filter(user=device.user).exists()
    entry = AuditEntry.objects.get(verb="accounts.user.unbind_authenticator")
    assert (entry.user_id, entry.target_id) == (admin.user_id, str(device.user_id))
    assert entry.changes == {"reason": "手机丢失，已当面核实"}
    with pytest.raises(Refusal, match="没有绑定"):
        unbind_for(device.user, "再来一次", actor=admin)


def test_unbind_for_needs_a_reason_and_another_administrator(cast, bound):
    device, _ = bound
    with pytest.raises(Refusal, match="请写明解除的理由"):
        unbind_for(device.user, "", actor=cast.actor("security_admin"))
    with pytest.raises(NotAllowed, match="不能为自己解除"):
        unbind_for(device.user, "手机丢失", actor=cast.actor("district_officer"))
    assert Authenticator.objects.filter(user=device.user).exists()
